using Milestone.Core.Storage;
using Milestone.Host.Maintenance;
using Milestone.Host.Observability;

namespace Milestone.Host.Status;

/// <summary>How the service stands, for anybody. The database is asked once in a few seconds, however many ask.</summary>
internal sealed class StatusReader(MilestoneDatabase database, MaintenanceBoard board, TimeProvider clock)
{
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Lock turn = new();
    private Task<string>? asked;
    private long askedAt;

    /// <summary>How it stands now.</summary>
    public async Task<ServiceStatus> ReadAsync()
    {
        Task<string> looking;
        lock (turn)
        {
            if (asked is null || (asked.IsCompleted && clock.GetElapsedTime(askedAt) >= Kept))
            {
                askedAt = clock.GetTimestamp();
                asked = LookAsync();
            }

            looking = asked;
        }

        var state = await looking;
        var now = clock.GetUtcNow();
        var word = board.Now.IsUnderWay ? "maintenance" : state == "reachable" ? "up" : "degraded";
        return new ServiceStatus(word, state, BuildIdentity.Version, now, [.. board.Windows.Select(window => new StatusWindow(
            window.IsAt(now) ? "under way" : window.IsAhead(now) ? "planned" : window.IsCalledOff ? "called off" : "over", window.From, window.Over, window.Message))]);
    }

    private async Task<string> LookAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            var health = await database.CheckAsync(patience.Token).WaitAsync(patience.Token);
            return health.Ready ? "reachable" : health.Reachable ? "not ready" : "unreachable";
        }
        catch (OperationCanceledException)
        {
            return "unreachable";
        }
    }
}

/// <summary>How the service stands.</summary>
/// <param name="Status">up, degraded or maintenance.</param>
/// <param name="Database">reachable, not ready or unreachable.</param>
/// <param name="Version">The version of the program.</param>
/// <param name="At">When this was said.</param>
/// <param name="Windows">Maintenance windows: those to come, then the last that are over.</param>
public sealed record ServiceStatus(string Status, string Database, string Version, DateTimeOffset At, IReadOnlyList<StatusWindow> Windows);

/// <summary>One maintenance window, for anybody.</summary>
/// <param name="State">planned, under way, over or called off.</param>
/// <param name="From">When it begins.</param>
/// <param name="To">When it ends or ended.</param>
/// <param name="Message">What readers are told.</param>
public sealed record StatusWindow(string State, DateTimeOffset From, DateTimeOffset To, string Message);
