using System.Globalization;
using Milestone.Build.GoLive.Checking;
using Milestone.Build.GoLive.Worlds;

namespace Milestone.Build.GoLive.Documents;

internal sealed class LaunchChecklist : GuideCheck
{
    public override string Task => "T322";

    public override string Title => "Launch checklist";

    public override string Proves => "Every critical line of this report is passed, or needs production; docs/launch-checklist.md names what a person still has to do";

    protected override string Document => "docs/launch-checklist.md";

    public override bool ComesLast => true;

    protected override string Heart => @"(?s)\A.*\z";

    public override Task Look(World world, Evidence evidence, CancellationToken stop)
    {
        Guide.Read(world, evidence, Document, "GoLive");
        var red = world.Lines.Where(line => line is { Critical: true, Verdict: Verdict.Failed } && line.Task != Task).ToList();
        evidence.Expect(world.Lines.Count > 0 && red.Count == 0, "the critical lines so far", red.Count == 0 ? string.Create(CultureInfo.InvariantCulture, $"{world.Lines.Count(line => line.Critical)}, none red") : $"red: {string.Join(", ", red.Select(line => line.Task))}");
        return System.Threading.Tasks.Task.CompletedTask;
    }
}
