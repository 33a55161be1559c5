using Milestone.Build.GoLive.Checking;
using Milestone.Build.GoLive.Figures;
using Milestone.Build.GoLive.Worlds;

namespace Milestone.Build.GoLive.Delivery;

internal sealed class PreDeployed : Recorded
{
    public override string Task => "T299";

    public override string Title => "Before a deployment";

    public override string Proves => "Format, analysers, the TypeScript compiler, the tests and the publication of the host ended well on these very files";

    protected override string Target => "PreDeploy";

    // The parts are all that there is to it, and the tests have been run for the line about the prerequisites: ten minutes are not spent on them twice.
    static readonly string[] Parts = ["Lint", "Test", "Publish"];

    public override async Task Look(World world, Evidence evidence, CancellationToken stop)
    {
        foreach (var target in world.Records.Has(Target) ? [Target] : Parts) await world.Records.Demand(target, evidence, stop);
    }
}
