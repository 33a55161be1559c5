using System.Globalization;
using System.Text.RegularExpressions;
using Milestone.Build.GoLive.Checking;
using Milestone.Build.GoLive.Worlds;

namespace Milestone.Build.GoLive.Web;

internal sealed partial class Caching : Check
{
    public override string Task => "T302";

    public override string Title => "Caching";

    public override string Proves => "A figure that is known already is answered 304, and no longer when the books have changed; files with a fingerprint in their name may be kept for ever by anybody, figures by nobody but their reader";

    public override string Sabotage => "A proxy before the host drops the ETag of figures";

    public override async Task Look(World world, Evidence evidence, CancellationToken stop)
    {
        var site = await world.Site(stop);
        foreach (var path in (string[])["api/v1/statement?from=2026-01-01&to=2026-03-31", "statement?from=2026-01-01&to=2026-03-31", "dashboard"])
        {
            var first = await site.Get(path, stop, "administrator");
            var tag = first.Header("ETag");
            evidence.Expect(first.Code == 200 && tag.Length > 2, first.Asked, $"{first.Says}, ETag {(tag.Length > 0 ? tag : "missing")}, Cache-Control {first.Header("Cache-Control")}");
            evidence.Expect(!first.Header("Cache-Control").Contains("public", StringComparison.Ordinal), $"{path}, whether others may keep it", first.Header("Cache-Control"));
            if (tag.Length == 0) continue;
            var again = await site.Get(path, stop, "administrator", ("If-None-Match", tag));
            evidence.Expect(again.Code == 304 && again.Bytes.Length == 0, first.Asked + " with If-None-Match", again.Says);
        }
        var page = await site.Get("sign-in", stop);
        var assets = Assets().Matches(page.Text).Select(match => match.Groups["path"].Value).Distinct().ToList();
        evidence.Expect(assets.Count > 0, "files that the sign-in page names", string.Create(CultureInfo.InvariantCulture, $"{assets.Count}: {string.Join(", ", assets)}"));
        foreach (var asset in assets.Where(asset => Fingerprint().IsMatch(asset)))
        {
            var answer = await site.Get(asset, stop);
            var header = answer.Header("Cache-Control");
            evidence.Expect(answer.Code == 200 && header.Contains("immutable", StringComparison.Ordinal) && header.Contains("max-age=31536000", StringComparison.Ordinal), answer.Asked, $"{answer.Code}, Cache-Control {header}");
        }
    }

    public override async Task<IAsyncDisposable> Break(World world, CancellationToken stop) => (await world.Site(stop)).Before(answer =>
    {
        if (answer.Asked.Contains("api/v1", StringComparison.Ordinal)) answer.Drop("ETag");
        return answer;
    });

    [GeneratedRegex("(?:href|src)=\"(?<path>[^\"]+\\.(?:css|js|woff2|svg|png|ico))\"")]
    private static partial Regex Assets();

    [GeneratedRegex("[.-][0-9a-z]{8,}\\.[a-z0-9]+$")]
    private static partial Regex Fingerprint();
}
