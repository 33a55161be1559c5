using Milestone.Build.GoLive.Checking;
using Milestone.Build.GoLive.Worlds;

namespace Milestone.Build.GoLive.Documents;

internal sealed class DeploymentGuide : GuideCheck
{
    public override string Task => "T313";

    public override string Title => "Deployment guide";

    public override string Proves => "docs/deployment.md has prerequisites, every step, what to do when one fails and the way back; its links lead somewhere and its targets exist";

    protected override string Document => "docs/deployment.md";

    protected override string Heart => "roll(ing)?[- ]?back";

    public override Task Look(World world, Evidence evidence, CancellationToken stop)
    {
        if (Guide.Read(world, evidence, Document, "internal_net", "token", "Deploy --site", "when it does not|troubleshoot|what if", "Rollback|Rolling back", "health") is { } text) TargetsExist(world, evidence, Document, text);
        return System.Threading.Tasks.Task.CompletedTask;
    }
}
