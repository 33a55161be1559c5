using Milestone.Build.Deploying;
using Milestone.Coolify;
using Release = Milestone.Coolify.Release;

namespace Milestone.Build.Tests.Deploying;

/// <summary>The hours after a release end in an alarm where something goes wrong, and only then.</summary>
public sealed class WatchingTests
{
    [Fact]
    public async Task Quiet_hours_end_without_an_alarm_and_every_look_is_in_the_report()
    {
        await using var rehearsal = await Rehearsal.OfRepository();
        var watching = new Watching(rehearsal.Site, rehearsal.Time, _ => { });

        var alarms = await watching.Run(TimeSpan.FromHours(2), null, TestContext.Current.CancellationToken);

        Assert.Empty(alarms);
        // Every half minute, the first and the last included.
        Assert.Contains("All was well", watching.Markdown(alarms), StringComparison.Ordinal);
        Assert.Contains("| 2026-11-28 10:00 | 120 | 0 |", watching.Markdown(alarms), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_release_that_stops_answering_is_an_alarm_at_the_third_look_and_once()
    {
        await using var rehearsal = await Rehearsal.OfRepository();
        var said = new List<string>();
        rehearsal.Releases.Serve(null);

        var alarms = await new Watching(rehearsal.Site, rehearsal.Time, said.Add).Run(TimeSpan.FromMinutes(5), null, TestContext.Current.CancellationToken);

        Assert.Single(alarms, alarm => alarm.StartsWith("not ready 3 times in a row", StringComparison.Ordinal));
        Assert.Single(alarms, alarm => alarm.Contains("of the looks were bad", StringComparison.Ordinal));
        Assert.StartsWith("ALARM: not ready", said[3], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_release_than_the_wanted_one_is_an_alarm()
    {
        await using var rehearsal = await Rehearsal.OfRepository();

        var alarms = await new Watching(rehearsal.Site, rehearsal.Time, _ => { }).Run(TimeSpan.FromMinutes(1), new Milestone.Build.Deploying.Release(null, Rehearsal.New), TestContext.Current.CancellationToken);

        Assert.Contains(alarms, alarm => alarm.StartsWith("another release answers", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_release_that_changes_by_itself_is_an_alarm()
    {
        await using var rehearsal = await Rehearsal.OfRepository();
        rehearsal.Releases.Serve(new Release("1.1.0", Rehearsal.New));
        await rehearsal.Releases.RollAsync(new Release("1.0.0", Rehearsal.Old, Fault.Alternates), _ => { }, TestContext.Current.CancellationToken);

        var alarms = await new Watching(rehearsal.Site, rehearsal.Time, _ => { }).Run(TimeSpan.FromMinutes(5), null, TestContext.Current.CancellationToken);

        Assert.Contains(alarms, alarm => alarm.StartsWith("another release answers", StringComparison.Ordinal));
    }
}
