using System.Text.RegularExpressions;
using Milestone.Build.GoLive.Checking;
using Milestone.Build.GoLive.Worlds;

namespace Milestone.Build.GoLive.Documents;

internal sealed class DocumentsAreCurrent : GuideCheck
{
    public override string Task => "T329";

    public override string Title => "Documents are current";

    public override string Proves => "The README and every guide are linked, without gaps, every link leads to a file and every target that they name exists; docs/installation.md says the production addresses; what is out of date is gone or in an archive";

    protected override string Document => "README.md";

    public override string Sabotage => "The README links to a guide that is not there";

    public override Task<IAsyncDisposable> Break(World world, CancellationToken stop) =>
        System.Threading.Tasks.Task.FromResult(world.Tree.Change(Document, text => text + "\n[the old guide](docs/old-guide.md)\n"));

    public override Task Look(World world, Evidence evidence, CancellationToken stop)
    {
        foreach (var path in world.Tree.Files("docs", "*.md").Where(path => !path.Contains("/archive/", StringComparison.Ordinal)).Append("README.md").Append("CONTRIBUTING.md").Append("SECURITY.md"))
        {
            if (Guide.Read(world, evidence, path) is { } text) TargetsExist(world, evidence, path, text);
        }
        const string installation = "docs/installation.md";
        var own = world.Tree.Text(installation) ?? "";
        evidence.Expect(Regex.IsMatch(own, "address", RegexOptions.IgnoreCase), $"{installation}, the addresses of production", own.Length > 0 ? "it has a place for them" : "not there");
        var address = Regex.Match(own, @"https://[\w.-]+/milestone-app");
        if (address.Success) evidence.Saw($"{installation}, the address", address.Value);
        else if (world.IsProduction) evidence.Fault($"{installation} does not say where production is");
        else if (own.Contains(Guide.ToFillIn, StringComparison.Ordinal)) evidence.NeedsProduction($"guides are current; the addresses of production are to be filled in in {installation}");
        return System.Threading.Tasks.Task.CompletedTask;
    }
}
