using System.Text.Json;
using Milestone.Core.Storage;
using NpgsqlTypes;

namespace Milestone.Core.Auditing;

/// <summary>
/// After a backup was restored the newest anchors tell of rows that are gone, and would be reported as cut off for ever. Somebody who knows says so once,
/// in the chain itself, with a reason; every later verification tells it on.
/// </summary>
public sealed class AuditRestores(MilestoneDatabase database)
{
    /// <summary>The action of the row that says so.</summary>
    internal const string Action = "restored";

    /// <summary>Gives up the anchors that a chain does not bear out, for a reason.</summary>
    /// <param name="organisation">Whose chain; <see cref="AuditLog.Installation"/> for the installation's own.</param>
    /// <param name="anchors">All anchors; those that the chain bears out stay in force.</param>
    /// <param name="why">Which backup was restored, when and why.</param>
    /// <param name="actor">Who says so.</param>
    /// <param name="cancellation">Cancels the work.</param>
    /// <returns>The anchors that were given up; perhaps none.</returns>
    public async Task<IReadOnlyList<AuditAnchor>> GiveUpAsync(Guid organisation, IReadOnlyList<AuditAnchor> anchors, string why, string actor, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(why);
        var report = await new AuditVerification(database).VerifyAsync(organisation, anchors, cancellation).ConfigureAwait(false);
        if (report.Broken.Count == 0)
            return [];
        await database.WriteAsync(
            organisation,
            actor,
            connection => connection.RunAsync(
                "Auditing/Sql/record-event.sql",
                parameters =>
                {
                    parameters.AddWithValue("organisation", organisation);
                    parameters.AddWithValue("at", database.Now);
                    parameters.AddWithValue("actor", actor);
                    parameters.AddWithValue("action", Action);
                    parameters.AddWithValue("subject", "audit_log");
                    parameters.AddWithValue("details", NpgsqlDbType.Jsonb, JsonSerializer.Serialize(new { why, anchors = report.Broken.Select(anchor => anchor.Digest.ToLowerInvariant()).Distinct() }));
                },
                cancellation),
            cancellation).ConfigureAwait(false);
        return report.Broken;
    }
}
