using System.Diagnostics.Metrics;
using Milestone.Core;
using Milestone.Core.Access;
using Milestone.Core.Administration;
using Milestone.Core.Organisations;
using Milestone.Host.Commands.Backups;
using Milestone.Host.Settings;

namespace Milestone.Host.Observability;

/// <summary>
/// Looks every half minute at what no request measures: how old the books and the backup are, how the ledger last stood, whether a window is under way.
/// The ages are reckoned when somebody asks, from the moments that were read.
/// </summary>
internal sealed partial class InstallationWatch : BackgroundService
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(30);

    private readonly OrganisationCatalogue organisations;
    private readonly InstallationReader installation;
    private readonly MaintenanceWindows windows;
    private readonly HostSettings settings;
    private readonly TimeProvider clock;
    private readonly ILogger<InstallationWatch> log;
    private readonly DateTimeOffset begun;
    private readonly Meter meter = new(Instruments.MeterName);
    private volatile InstallationStanding standing = InstallationStanding.Unknown;
    private bool hasFailed;

    public InstallationWatch(
        OrganisationCatalogue organisations, InstallationReader installation, MaintenanceWindows windows, HostSettings settings, TimeProvider clock, ILogger<InstallationWatch> log)
    {
        (this.organisations, this.installation, this.windows, this.settings, this.clock, this.log) = (organisations, installation, windows, settings, clock, log);
        begun = clock.GetUtcNow();
        Gauge("milestone.sync.oldest.age", "s", "Seconds since payloads last arrived for the organisation for which that is longest ago", now => Age(standing.OldestSync, now));
        Gauge("milestone.sync.newest.age", "s", "Seconds since payloads last arrived for any organisation", now => Age(standing.NewestSync, now));
        Gauge("milestone.backup.age", "s", "Seconds since the last backup was finished", now => Age(standing.Backup, now));
        Gauge("milestone.ledger.differences", "{difference}", "Differences that the last ledger verify named", _ => standing.Verification?.Differences);
        Gauge("milestone.ledger.verify.age", "s", "Seconds since the last ledger verify ended", now => Age(standing.Verification?.At, now));
        Gauge("milestone.ledger.verify.took", "s", "Seconds that the last ledger verify took", _ => standing.Verification?.Took.TotalSeconds);
        Gauge("milestone.maintenance", "1", "1 while a maintenance window is under way", now => standing.Windows.Any(window => window.IsAt(now)) ? 1 : 0);
        // Since the start where none has succeeded: a watch that never saw anything ages too.
        Gauge("milestone.watch.age", "s", "Seconds since the figures of the installation were last read; before, they stay what they were", now => Age(standing.LookedAt ?? begun, now));
        Gauge("milestone.database.reachable", "1", "1 while the database answers", _ => standing.IsReachable ? 1 : 0);
    }

    /// <summary>Its instruments.</summary>
    public Meter Meter => meter;

    /// <summary>What was last seen.</summary>
    public InstallationStanding Standing => standing;

    /// <summary>Looks now. What cannot be read stays what it was, and only its age grows: a look that fails must end neither the host nor an alert.</summary>
    /// <exception cref="OperationCanceledException">The host stops.</exception>
    public async Task<InstallationStanding> LookAsync(CancellationToken cancellation)
    {
        // Not on behalf of whoever asks: ages are of the whole installation.
        using var scope = ReaderScope.Everything.Begin();
        try
        {
            var backup = await BackupMarker.ReadAsync(settings.BackupMarker, cancellation);
            standing = standing with { Backup = backup };
            var syncs = (await organisations.ListAsync(cancellation)).Select(one => one.LastSync).OfType<DateTimeOffset>().ToList();
            standing = new InstallationStanding(
                true, syncs.Count > 0 ? syncs.Min() : null, syncs.Count > 0 ? syncs.Max() : null, backup,
                await installation.LastVerificationAsync(cancellation), await windows.AheadAsync(cancellation), clock.GetUtcNow());
            hasFailed = false;
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            standing = standing with { IsReachable = failure is not ProblemException { Kind: ProblemKind.Unavailable } && standing.IsReachable };
            // Once, not every half minute for as long as it lasts.
            if (!hasFailed)
                CannotLook(log, failure);
            hasFailed = true;
        }

        return standing;
    }

    public override void Dispose()
    {
        meter.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Between, TimeProvider.System);
        do
        {
            await LookAsync(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private static double? Age(DateTimeOffset? since, DateTimeOffset now) => since is { } moment ? Math.Max(0, (now - moment).TotalSeconds) : null;

    [LoggerMessage(LogLevel.Warning, "How the installation stands could not be read; its figures stay what they were")]
    private static partial void CannotLook(ILogger log, Exception failure);

    // What is not known is not said: an alert asks for its absence.
    private void Gauge(string name, string unit, string description, Func<DateTimeOffset, double?> value) =>
        meter.CreateObservableGauge(name, IEnumerable<Measurement<double>> () => value(clock.GetUtcNow()) is { } known ? [new(known)] : [], unit, description);
}

/// <summary>How the installation stands.</summary>
/// <param name="IsReachable">Whether the database answered.</param>
/// <param name="OldestSync">When payloads last arrived for the organisation for which that is longest ago.</param>
/// <param name="NewestSync">When payloads last arrived at all.</param>
/// <param name="Backup">When the last backup was finished.</param>
/// <param name="Verification">How the last ledger verify ended.</param>
/// <param name="Windows">Maintenance windows that are not over.</param>
/// <param name="LookedAt">When all of this was last read; null before it ever was.</param>
internal sealed record InstallationStanding(
    bool IsReachable, DateTimeOffset? OldestSync, DateTimeOffset? NewestSync, DateTimeOffset? Backup, LedgerVerification? Verification, IReadOnlyList<MaintenanceWindow> Windows, DateTimeOffset? LookedAt)
{
    public static InstallationStanding Unknown { get; } = new(false, null, null, null, null, [], null);
}
