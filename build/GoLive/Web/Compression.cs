using System.Globalization;
using Milestone.Build.GoLive.Checking;
using Milestone.Build.GoLive.Worlds;

namespace Milestone.Build.GoLive.Web;

internal sealed class Compression : Check
{
    const double MostShare = 0.4;

    public override string Task => "T304";

    public override string Title => "Compression";

    public override string Proves => "Pages, figures, style sheets and scripts come as Brotli or gzip, whichever the reader asks for, at most two fifths of their size; the answer says that it depends on that";

    public override string Sabotage => "A proxy before the host unpacks what it passes on";

    public override async Task Look(World world, Evidence evidence, CancellationToken stop)
    {
        var site = await world.Site(stop);
        var page = await site.Get("sign-in", stop);
        var sheet = System.Text.RegularExpressions.Regex.Match(page.Text, "href=\"(?<path>[^\"]+\\.css)\"").Groups["path"].Value;
        foreach (var path in (string[])["dashboard", "statement?from=2026-01-01&to=2026-03-31", "api/v1/statement?from=2026-01-01&to=2026-03-31", sheet])
        {
            var plain = await site.Get(path, stop, "administrator");
            foreach (var coding in (string[])["br", "gzip"])
            {
                var packed = await site.Get(path, stop, "administrator", ("Accept-Encoding", coding));
                var share = (double)packed.Bytes.Length / Math.Max(1, plain.Bytes.Length);
                evidence.Expect(
                    packed.Code == 200 && packed.Header("Content-Encoding") == coding && share <= MostShare && packed.Header("Vary").Contains("Accept-Encoding", StringComparison.OrdinalIgnoreCase),
                    $"{packed.Asked}, {coding}",
                    string.Create(CultureInfo.InvariantCulture, $"{packed.Header("Content-Encoding") switch { "" => "not packed", var said => said }}, {plain.Bytes.Length:#,##0} to {packed.Bytes.Length:#,##0} bytes ({share:0%}), Vary {packed.Header("Vary")}"));
            }
        }
    }

    public override async Task<IAsyncDisposable> Break(World world, CancellationToken stop) => (await world.Site(stop)).Before(answer =>
    {
        answer.Drop("Content-Encoding");
        return answer;
    });
}
