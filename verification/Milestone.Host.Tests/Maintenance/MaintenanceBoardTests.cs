using Milestone.Core.Administration;
using Milestone.Core.Storage;
using Milestone.Host.Maintenance;
using Milestone.Host.Settings;
using Milestone.Testing.Postgres;
using Xunit;

namespace Milestone.Host.Tests.Maintenance;

/// <summary>What one host knows of a window that another process planned.</summary>
public sealed class MaintenanceBoardTests(TemporaryDatabase database) : IClassFixture<TemporaryDatabase>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>
    /// Metrics and pages read the windows as well. What they have read is known to hold, so the board is not told to read: it has to see what they saw.
    /// </summary>
    [Fact]
    public async Task A_window_that_somebody_else_of_this_host_read_first_is_on_the_board()
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var listener = new ChangeListener(database.Database);
        var listening = listener.RunAsync(null, end.Token);
        await UntilAsync(() => listener.IsListening);
        var windows = new MaintenanceWindows(database.Database);
        var board = new MaintenanceBoard(windows, new HostSettings { ConnectionString = "" }, database.Clock);
        await board.RefreshAsync(Stop);
        Assert.Equal(MaintenancePhase.None, board.Now.Phase);

        await using var other = MilestoneDatabase.Open(database.ConnectionString, database.Clock);
        var now = database.Clock.GetUtcNow();
        var planned = await new MaintenanceWindows(other).PlanAsync(now, now.AddHours(1), "Moving to a larger server", "operator", Stop);
        await UntilAsync(() => windows.Known is null);
        Assert.Equal(planned.Id, Assert.Single(await windows.AheadAsync(Stop)).Id);

        Assert.Equal((MaintenancePhase.UnderWay, planned.Id), (board.Now.Phase, board.Now.Window?.Id));
        await end.CancelAsync();
        await listening;
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!holds())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromSeconds(10), "Nothing was heard of it.");
            await Task.Yield();
        }
    }
}
