using System.Globalization;
using Milestone.Build.GoLive.Checking;
using Milestone.Build.GoLive.Worlds;

namespace Milestone.Build.GoLive.Web;

internal sealed class Images : Check
{
    const long MostBytes = 40_000;

    static readonly string[] Good = [".svg", ".avif", ".webp", ".ico"];
    static readonly string[] All = [".svg", ".avif", ".webp", ".ico", ".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tiff"];

    public override string Task => "T303";

    public override string Title => "Images";

    public override string Proves => "Every image that the host serves is drawn (SVG) or in a modern format, and small; charts of the pages are drawings";

    public override string Sabotage => "A PNG of 2 MB lies among the files that the host serves";

    public override async Task Look(World world, Evidence evidence, CancellationToken stop)
    {
        var images = world.Tree.Files("source/Milestone.Host/wwwroot").Where(path => All.Contains(Path.GetExtension(path))).ToList();
        foreach (var path in images)
        {
            var (kind, size) = (Path.GetExtension(path), world.Tree.Size(path));
            // What a phone puts on its home screen has to be a PNG.
            var right = Good.Contains(kind) || Path.GetFileName(path).Contains("touch-icon", StringComparison.Ordinal);
            evidence.Expect(right && size <= MostBytes, path, string.Create(CultureInfo.InvariantCulture, $"{kind[1..]}, {size:#,##0} bytes{(size > MostBytes ? ": too large" : "")}{(right ? "" : ": not a format for the web of today")}"));
        }
        var site = await world.Site(stop);
        var page = await site.Get("dashboard", stop, "administrator");
        var pictures = page.Text.Split("<img ").Length - 1;
        var drawings = page.Text.Split("<svg").Length - 1;
        evidence.Expect(page.Code == 200 && drawings > 0 && pictures == 0, page.Asked, string.Create(CultureInfo.InvariantCulture, $"{drawings} drawings, {pictures} pictures; {images.Count} images among the files that are served"));
    }

    public override Task<IAsyncDisposable> Break(World world, CancellationToken stop) =>
        System.Threading.Tasks.Task.FromResult(world.Tree.Change("source/Milestone.Host/wwwroot/photo.png", _ => new string('x', 2_000_000)));
}
