using System.Globalization;
using Milestone.Build.Deploying;
using Milestone.Build.GoLive.Checking;
using Milestone.Build.GoLive.Worlds;

namespace Milestone.Build.GoLive.Operations;

internal sealed class FirstHours : Check
{
    public override string Task => "T327";

    public override string Title => "The first hours";

    public override string Proves => "Whoever watches sees a good release without an alarm, writes it down hour by hour, and readers can say what they think by a form on every page";

    public override string Sabotage => "The host that serves is killed while it is watched";

    public override async Task Look(World world, Evidence evidence, CancellationToken stop)
    {
        var stage = await world.Stage(stop);
        var watching = new Watching(stage.Public, TimeProvider.System, _ => { }) { Every = TimeSpan.FromMilliseconds(250) };
        var alarms = await watching.Run(TimeSpan.FromSeconds(world.IsProduction ? 60 : 4), new Release(null, stage.Commit), stop);
        evidence.Expect(alarms.Count == 0, $"Watch of {stage.Site}", alarms.Count == 0 ? watching.Markdown(alarms).Split('\n').Last(line => line.StartsWith('|')) : string.Join("; ", alarms));
        var site = await world.Site(stop);
        var page = await site.Get("dashboard", stop, "administrator");
        var form = page.Text.Contains("feedback", StringComparison.OrdinalIgnoreCase);
        evidence.Expect(form, "GET dashboard, a way to say what one thinks", form ? "there" : "none on the page");
        evidence.Saw("./build.sh Watch --hours", string.Create(CultureInfo.InvariantCulture, $"the same, for hours; its report is artifacts/deploy/watch.md"));
    }

    public override async Task<IAsyncDisposable> Break(World world, CancellationToken stop)
    {
        var stage = await world.Stage(stop);
        await stage.Rehearsal!.KillHost(stop);
        return Undo.By(() => stage.Deploy(stage.Commit, CancellationToken.None));
    }
}
