using System.Globalization;
using System.Text.RegularExpressions;
using Milestone.Build.GoLive.Checking;
using Milestone.Build.GoLive.Worlds;

namespace Milestone.Build.GoLive.Web;

internal sealed partial class Weights : Check
{
    const int FirstVisit = 60_000;
    const int ChartBundle = 220_000;

    public override string Task => "T305";

    public override string Title => "Weight of the pages, and no package that nothing uses";

    public override string Proves => "A first visit of the dashboard moves at most 60 KB before charts and the charts' bundle at most 220 KB, packed; every package of the list is referenced by a project, every one of the scripts by a script";

    public override string Sabotage => "A package that no project refers to stands in the list of versions";

    public override async Task Look(World world, Evidence evidence, CancellationToken stop)
    {
        var site = await world.Site(stop);
        var page = await site.Get("dashboard", stop, "administrator", ("Accept-Encoding", "br"));
        var plain = await site.Get("dashboard", stop, "administrator");
        var sum = page.Bytes.Length;
        foreach (var asset in Assets().Matches(plain.Text).Select(match => match.Groups["path"].Value).Distinct().Where(path => !path.Contains("chart", StringComparison.Ordinal)))
        {
            var answer = await site.Get(asset, stop, Site.Nobody, ("Accept-Encoding", "br"));
            sum += answer.Bytes.Length;
        }
        evidence.Expect(page.Code == 200 && sum <= FirstVisit, "GET dashboard and the files it names, but for charts and fonts, br", string.Create(CultureInfo.InvariantCulture, $"{sum:#,##0} bytes of {FirstVisit:#,##0}"));
        foreach (var asset in world.Tree.Files("source/Milestone.Host/wwwroot/dist", "*chart*.js"))
        {
            var answer = await site.Get(asset["source/Milestone.Host/wwwroot/".Length..], stop, Site.Nobody, ("Accept-Encoding", "br"));
            evidence.Expect(answer.Code != 200 || answer.Bytes.Length <= ChartBundle, answer.Asked + ", br", string.Create(CultureInfo.InvariantCulture, $"{answer.Code}, {answer.Bytes.Length:#,##0} bytes of {ChartBundle:#,##0}"));
        }

        // The lock files have what the projects refer to and what comes with it, which may be pinned too.
        var locks = ((string[])["source", "verification", "build"]).SelectMany(folder => world.Tree.Files(folder, "packages.lock.json")).Select(path => world.Tree.Text(path) ?? "").ToList();
        var versions = Packages().Matches(world.Tree.Text("Directory.Packages.props") ?? "").Select(match => match.Groups["name"].Value).ToList();
        var unused = versions.Where(name => !locks.Exists(text => text.Contains($"\"{name}\"", StringComparison.OrdinalIgnoreCase))).ToList();
        evidence.Expect(versions.Count > 0 && unused.Count == 0, "Directory.Packages.props against the lock files", unused.Count == 0 ? $"{versions.Count} packages, each used" : $"nothing refers to {string.Join(", ", unused)}");
        var scripts = string.Join('\n', world.Tree.Files("source/Milestone.Host/Assets").Where(path => Path.GetExtension(path) is ".ts" or ".js" or ".css" or ".json" && !path.EndsWith("lock.json", StringComparison.Ordinal)).Where(path => !path.EndsWith("package.json", StringComparison.Ordinal)).Select(path => world.Tree.Text(path)));
        var manifest = System.Text.Json.Nodes.JsonNode.Parse(world.Tree.Text("source/Milestone.Host/Assets/package.json") ?? "{}");
        var modules = ((string[])["dependencies", "devDependencies"]).SelectMany(kind => manifest?[kind]?.AsObject().Select(pair => pair.Key) ?? []).ToList();
        var idle = modules.Where(name => !scripts.Contains(name.Split('/')[^1], StringComparison.OrdinalIgnoreCase) && name is not "typescript" && !name.StartsWith("@types/", StringComparison.Ordinal)).ToList();
        evidence.Expect(idle.Count == 0, "Assets/package.json against the scripts", idle.Count == 0 ? $"{modules.Count} modules: {string.Join(", ", modules)}" : $"nothing imports {string.Join(", ", idle)}");
    }

    public override Task<IAsyncDisposable> Break(World world, CancellationToken stop) =>
        System.Threading.Tasks.Task.FromResult(world.Tree.Change("Directory.Packages.props", text => text.Replace("</ItemGroup>", "<PackageVersion Include=\"Left.Behind\" Version=\"1.0.0\" /></ItemGroup>", StringComparison.Ordinal)));

    [GeneratedRegex("(?:href|src)=\"(?<path>[^\"]+\\.(?:css|js))\"")]
    private static partial Regex Assets();

    [GeneratedRegex("<(?:PackageVersion) Include=\"(?<name>[^\"]+)\"")]
    private static partial Regex Packages();
}
