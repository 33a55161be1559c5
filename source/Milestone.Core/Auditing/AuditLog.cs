using System.Data;
using System.Text.Json;
using Milestone.Core.Storage;
using NpgsqlTypes;

namespace Milestone.Core.Auditing;

/// <summary>Who did what, and when. Changes of tables are written down by the database itself; what changes none is recorded here. Appended only.</summary>
public sealed class AuditLog(MilestoneDatabase database)
{
    /// <summary>Where the installation's own events stand, which belong to no organisation: sign-ins, refusals, users.</summary>
    public static Guid Installation => Guid.Empty;

    /// <summary>Adds an event.</summary>
    /// <exception cref="ProblemException">Unavailable: the database does not answer.</exception>
    public Task RecordAsync(AuditEvent happened, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(happened);
        return database.AskAsync(
            async connection =>
            {
                // Read committed: an event follows the one that was committed while it waited for its turn.
                await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellation).ConfigureAwait(false);
                var recorded = await connection.RunAsync(
                    "Auditing/Sql/record-event.sql",
                    parameters =>
                    {
                        parameters.AddWithValue("organisation", happened.Organisation);
                        parameters.AddWithValue("at", database.Now);
                        parameters.AddWithValue("actor", happened.Actor);
                        parameters.AddWithValue("action", happened.Action);
                        parameters.AddWithValue("subject", happened.Subject);
                        parameters.AddWithValue("details", NpgsqlDbType.Jsonb, JsonSerializer.Serialize(happened.Details));
                    },
                    cancellation).ConfigureAwait(false);
                await transaction.CommitAsync(cancellation).ConfigureAwait(false);
                return recorded;
            },
            cancellation);
    }
}

/// <summary>Something that happened.</summary>
/// <param name="Organisation">Whose log it stands in; <see cref="AuditLog.Installation"/> for none's in particular.</param>
/// <param name="Actor">Who did it, or tried to.</param>
/// <param name="Action">What: sign-in, sign-in-refused, sign-out, token-used, export.</param>
/// <param name="Subject">What it was done to: session, ingest_token, user.</param>
/// <param name="Details">What else there is to know, by name; never a secret.</param>
public sealed record AuditEvent(Guid Organisation, string Actor, string Action, string Subject, IReadOnlyDictionary<string, string> Details);
