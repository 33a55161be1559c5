using Milestone.Core.Access;
using Milestone.Core.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Milestone.Core.Administration;

/// <summary>What was told outside of maintenance windows. Several hosts see that one begins; the one that claims the notice tells it.</summary>
public sealed class MaintenanceNotices(MilestoneDatabase database)
{
    /// <summary>Claims a notice: true where this host is to tell it, false where another did or does. One that could not be told may be claimed again.</summary>
    public async Task<bool> ClaimAsync(MaintenanceNotice notice, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(notice);
        return await RunAsync("Administration/Sql/claim-notice.sql", notice, parameters => parameters.AddWithValue("now", database.Now), cancellation).ConfigureAwait(false) > 0;
    }

    /// <summary>Keeps what came of a notice.</summary>
    /// <param name="notice">Which.</param>
    /// <param name="fault">Why it could not be told, without a secret; null where it was.</param>
    /// <param name="cancellation">Cancels the work.</param>
    public Task RecordAsync(MaintenanceNotice notice, string? fault, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(notice);
        return RunAsync(
            "Administration/Sql/notice-outcome.sql",
            notice,
            parameters =>
            {
                parameters.AddOptional("told", NpgsqlDbType.TimestampTz, fault is null ? database.Now : null);
                parameters.AddOptional("fault", NpgsqlDbType.Text, fault);
            },
            cancellation);
    }

    /// <summary>The latest thirty, the latest first.</summary>
    public Task<IReadOnlyList<MaintenanceNotice>> ListAsync(CancellationToken cancellation) => database.AskAsync(
        connection => connection.RowsAsync(
            "Administration/Sql/notices.sql",
            _ => { },
            row => new MaintenanceNotice(row.GetGuid(0), row.GetString(1), row.GetFieldValue<DateTimeOffset>(2))
            {
                ClaimedAt = row.GetFieldValue<DateTimeOffset>(3),
                ToldAt = row.Optional<DateTimeOffset>(4),
                Fault = row.OptionalText(5),
            },
            cancellation),
        cancellation);

    private Task<int> RunAsync(string sqlFile, MaintenanceNotice notice, Action<NpgsqlParameterCollection> more, CancellationToken cancellation) => database.NoteAsync(
        connection => connection.RunAsync(
            sqlFile,
            parameters =>
            {
                parameters.AddWithValue("window", notice.Window);
                parameters.AddWithValue("kind", notice.Kind);
                parameters.AddWithValue("about", notice.About.ToUniversalTime());
                more(parameters);
            },
            cancellation),
        cancellation);
}

/// <summary>One thing to tell of a window.</summary>
/// <param name="Window">The window's id.</param>
/// <param name="Kind">planned, extended, begun, ended or called off.</param>
/// <param name="About">The moment that it tells of.</param>
public sealed record MaintenanceNotice(Guid Window, string Kind, DateTimeOffset About)
{
    /// <summary>When a host set out to tell it.</summary>
    public DateTimeOffset ClaimedAt { get; init; }

    /// <summary>When it was told; null where it was not, or not yet.</summary>
    public DateTimeOffset? ToldAt { get; init; }

    /// <summary>Why it could not be told, or null.</summary>
    public string? Fault { get; init; }
}
