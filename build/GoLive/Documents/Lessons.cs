using System.Text.RegularExpressions;
using Milestone.Build.GoLive.Checking;
using Milestone.Build.GoLive.Worlds;

namespace Milestone.Build.GoLive.Documents;

internal sealed class Lessons : GuideCheck
{
    public override string Task => "T328";

    public override string Title => "Lessons learned";

    public override string Proves => "docs/lessons.md has a dated entry for the version that is released, with what went well, what did not and what is changed because of it";

    protected override string Document => "docs/lessons.md";

    protected override string Heart => @"\d{4}-\d{2}-\d{2}";

    public override Task Look(World world, Evidence evidence, CancellationToken stop)
    {
        if (Guide.Read(world, evidence, Document, @"\d{4}-\d{2}-\d{2}", "well", "(did not|not so well|went wrong|issues?)") is not { } text) return System.Threading.Tasks.Task.CompletedTask;
        var version = Regex.Match(world.Tree.Text("Directory.Build.props") ?? "", "<Version(?:Prefix)?>(?<version>[^<]+)<").Groups["version"].Value;
        var there = version.Length > 0 && text.Contains(version, StringComparison.Ordinal);
        evidence.Expect(there, $"{Document}, an entry for version {version}", there ? "there" : "none");
        return System.Threading.Tasks.Task.CompletedTask;
    }
}
