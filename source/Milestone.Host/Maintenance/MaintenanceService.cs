using Milestone.Core.Administration;

namespace Milestone.Host.Maintenance;

/// <summary>
/// Keeps the board up to date and tells of what begins and ends. A window that another host planned is seen within two seconds: the listener hears that
/// something changed, and without a listener it is asked each time.
/// </summary>
internal sealed class MaintenanceService(MaintenanceBoard board, MaintenanceWindows windows, MaintenanceTeller teller) : BackgroundService
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>The first page that this host gives knows of a window already; a database that does not answer does not hold it up for long.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            await board.RefreshAsync(patience.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
        }

        await base.StartAsync(cancellationToken);
    }

    // Side by side: a channel that lets a host wait must not keep it from knowing the windows.
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        OftenAsync(async () =>
        {
            if (windows.Known is null)
                await board.RefreshAsync(stoppingToken);
        }, stoppingToken),
        OftenAsync(() => teller.TellAsync(stoppingToken), stoppingToken));

    private static async Task OftenAsync(Func<Task> work, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Between, TimeProvider.System);
        while (await timer.WaitForNextTickAsync(stop))
            await work();
    }
}
