using Milestone.Core;
using Milestone.Core.Access;
using Milestone.Core.Organisations;
using Milestone.Core.Storage;
using Milestone.Host.Maintenance;
using Milestone.Host.Observability;

namespace Milestone.Host.Status;

/// <summary>How the service stands, for anybody. The database is asked once in a few seconds, however many ask.</summary>
internal sealed class StatusReader(MilestoneDatabase database, OrganisationCatalogue organisations, MaintenanceBoard board, TimeProvider clock)
{
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Lock turn = new();
    private Task<Seen>? asked;
    private long askedAt;

    /// <summary>How it stands now.</summary>
    public async Task<ServiceStatus> ReadAsync()
    {
        Task<Seen> looking;
        lock (turn)
        {
            if (asked is null || (asked.IsCompleted && clock.GetElapsedTime(askedAt) >= Kept))
            {
                askedAt = clock.GetTimestamp();
                asked = LookAsync();
            }

            looking = asked;
        }

        var seen = await looking;
        var now = clock.GetUtcNow();
        var word = board.Now.IsUnderWay ? "maintenance" : seen.Database == "reachable" ? "up" : "degraded";
        return new ServiceStatus(word, seen.Database, BuildIdentity.Version, now, seen.LastImport, [.. board.Windows.Select(window => new StatusWindow(
            MaintenanceStanding.StateOf(window, now), window.From, window.Over, window.Message))]);
    }

    private async Task<Seen> LookAsync()
    {
        // Not on behalf of whoever asks: only the one moment goes out, and of no organisation in particular.
        using var scope = ReaderScope.Everything.Begin();
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            var health = await database.CheckAsync(patience.Token).WaitAsync(patience.Token);
            return health.Ready
                ? new Seen("reachable", (await organisations.ListAsync(patience.Token).WaitAsync(patience.Token)).Max(one => one.LastSync))
                : new Seen(health.Reachable ? "not ready" : "unreachable", null);
        }
        catch (Exception failure) when (failure is OperationCanceledException or ProblemException)
        {
            return new Seen("unreachable", null);
        }
    }

    private sealed record Seen(string Database, DateTimeOffset? LastImport);
}

/// <summary>How the service stands.</summary>
/// <param name="Status">up, degraded or maintenance.</param>
/// <param name="Database">reachable, not ready or unreachable.</param>
/// <param name="Version">The version of the program.</param>
/// <param name="At">When this was said.</param>
/// <param name="LastImport">When payloads of Xero last arrived, for whichever books; null where none did, or nobody can say.</param>
/// <param name="Windows">Maintenance windows: those to come, then the last that are over.</param>
public sealed record ServiceStatus(string Status, string Database, string Version, DateTimeOffset At, DateTimeOffset? LastImport, IReadOnlyList<StatusWindow> Windows);

/// <summary>One maintenance window, for anybody.</summary>
/// <param name="State">planned, under way, over or called off.</param>
/// <param name="From">When it begins.</param>
/// <param name="To">When it ends or ended.</param>
/// <param name="Message">What readers are told.</param>
public sealed record StatusWindow(string State, DateTimeOffset From, DateTimeOffset To, string Message);
