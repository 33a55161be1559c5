using Milestone.Build.GoLive.Checking;
using Milestone.Build.GoLive.Worlds;

namespace Milestone.Build.GoLive.Figures;

/// <summary>A task that another target of the pipeline does in full: its result on these files is looked at, or it is run now in short.</summary>
internal abstract class Recorded : Check
{
    protected abstract string Target { get; }

    /// <summary>Of the short run.</summary>
    protected virtual string[] Arguments => [];

    public override string Sabotage => $"The target {Target} has failed on these files";

    public override Task Look(World world, Evidence evidence, CancellationToken stop) => world.Records.Demand(Target, evidence, stop, Arguments);

    public override Task<IAsyncDisposable> Break(World world, CancellationToken stop) => System.Threading.Tasks.Task.FromResult(world.Records.Forge(Target));
}

internal sealed class SmokeTests : Recorded
{
    public override string Task => "T309";

    public override string Title => "Smoke tests in a browser";

    public override string Proves => "People sign in, find their way through dashboard, statement and projects and do their work in a real browser";

    protected override string Target => "Smoke";

    protected override string[] Arguments => ["--filter", "Journeys.Accountant", "--skip", "Publish"];
}

internal sealed class LoadLimits : Recorded
{
    public override string Task => "T312";

    public override string Title => "Load";

    public override string Proves => "Readers come at their rates for three minutes, or for ten where Load was run in full, and every limit of latency, errors and memory holds";

    protected override string Target => "Load";

    protected override string[] Arguments => ["--minutes", "3"];
}
