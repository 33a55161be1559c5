using Milestone.Build.GoLive.Checking;
using Milestone.Build.GoLive.Worlds;

namespace Milestone.Build.GoLive.Documents;

internal sealed class RollbackPlan : GuideCheck
{
    public override string Task => "T323";

    public override string Title => "Rollback plan";

    public override string Proves => "docs/rollback.md says who decides, who acts, with which command and how long it takes";

    protected override string Document => "docs/rollback.md";

    protected override string Heart => "decides";

    public override Task Look(World world, Evidence evidence, CancellationToken stop)
    {
        if (Guide.Read(world, evidence, Document, "decides", "acts", @"\./build\.sh Rollback", @"\d+ ?(s|seconds|minutes)\b") is { } text) TargetsExist(world, evidence, Document, text);
        return System.Threading.Tasks.Task.CompletedTask;
    }
}
