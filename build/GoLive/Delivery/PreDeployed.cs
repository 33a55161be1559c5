using Milestone.Build.GoLive.Figures;

namespace Milestone.Build.GoLive.Delivery;

internal sealed class PreDeployed : Recorded
{
    public override string Task => "T299";

    public override string Title => "Before a deployment";

    public override string Proves => "Format, analysers, the TypeScript compiler, the tests and the publication of the host ended well on these very files";

    protected override string Target => "PreDeploy";
}
