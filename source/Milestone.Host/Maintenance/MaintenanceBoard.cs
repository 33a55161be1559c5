using Milestone.Core;
using Milestone.Core.Administration;
using Milestone.Host.Settings;

namespace Milestone.Host.Maintenance;

/// <summary>
/// The windows as this host knows them, in memory: every page and every change asks here, and none of them asks the database. What was read last counts also
/// while the database does not answer, which is what a window is often about.
/// </summary>
internal sealed class MaintenanceBoard(MaintenanceWindows windows, HostSettings settings, TimeProvider clock)
{
    private volatile IReadOnlyList<MaintenanceWindow> read = [];
    private volatile MaintenanceStanding last = MaintenanceStanding.Nothing;

    /// <summary>Those that are not over, the next one first, then some that are; also where somebody else of this host, such as its metrics, read them last.</summary>
    public IReadOnlyList<MaintenanceWindow> Windows => windows.Known is { } known ? read = known : read;

    /// <summary>What readers are told now.</summary>
    public MaintenanceStanding Now
    {
        get
        {
            var all = Windows;
            if (all.Count == 0)
                return MaintenanceStanding.Nothing;
            var (phase, window) = Find(all, clock.GetUtcNow());
            // The same all the time, but for the moments at which it turns.
            return last is var before && before.Phase == phase && ReferenceEquals(before.Window, window) ? before : last = new MaintenanceStanding(phase, window);
        }
    }

    /// <summary>What the readers of one request are told: the same from its beginning to its end.</summary>
    public MaintenanceStanding Of(HttpContext context)
    {
        if (context.Features.Get<MaintenanceStanding>() is { } standing)
            return standing;
        var now = Now;
        context.Features.Set(now);
        return now;
    }

    /// <summary>Reads them, where they may have changed; false where the database does not answer.</summary>
    public async Task<bool> RefreshAsync(CancellationToken cancellation)
    {
        try
        {
            read = await windows.ListAsync(cancellation);
            return true;
        }
        catch (ProblemException)
        {
            return false;
        }
    }

    private (MaintenancePhase Phase, MaintenanceWindow? Window) Find(IReadOnlyList<MaintenanceWindow> all, DateTimeOffset now)
    {
        MaintenanceWindow? next = null;
        foreach (var window in all)
        {
            if (window.IsAt(now))
                return (MaintenancePhase.UnderWay, window);
            if (window.IsAhead(now) && window.From - now <= TimeSpan.FromHours(settings.MaintenanceNoticeHours) && (next is null || window.From < next.From))
                next = window;
        }

        return next is null ? (MaintenancePhase.None, null) : (MaintenancePhase.Ahead, next);
    }
}
