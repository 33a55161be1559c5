using Milestone.Core.Administration;

namespace Milestone.Host.Maintenance;

/// <summary>Plans, moves and ends windows for pages and the API: whoever did it sees it in the next answer of this host.</summary>
internal sealed class MaintenanceDesk(MaintenanceWindows windows, MaintenanceBoard board)
{
    public Task<MaintenanceWindow> PlanAsync(DateTimeOffset from, DateTimeOffset to, string message, string actor, CancellationToken cancellation) =>
        ShownAsync(windows.PlanAsync(from, to, message, actor, cancellation));

    public Task<MaintenanceWindow> ExtendAsync(Guid window, DateTimeOffset to, string actor, CancellationToken cancellation) =>
        ShownAsync(windows.ExtendAsync(window, to, actor, cancellation));

    public Task<MaintenanceWindow> EndAsync(Guid window, string actor, CancellationToken cancellation) =>
        ShownAsync(windows.EndAsync(window, actor, cancellation));

    // Also where whoever asked has gone by now.
    private async Task<MaintenanceWindow> ShownAsync(Task<MaintenanceWindow> change)
    {
        var changed = await change;
        await board.RefreshAsync(CancellationToken.None);
        return changed;
    }
}
