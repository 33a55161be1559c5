using System.Text;
using Milestone.Core.Storage;
using Milestone.Core.Xero;

namespace Milestone.Core.Administration;

/// <summary>Reads rejected records again, from the text in which they were kept: after what they lacked has come, or a newer version reads them.</summary>
public sealed class RejectedRecords(MilestoneDatabase database, XeroImport import)
{
    /// <summary>Reads one record again; what is taken is marked, the record itself stays as it came.</summary>
    /// <param name="organisation">Whose.</param>
    /// <param name="rejected">The number of the rejected record.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="cancellation">Cancels the work.</param>
    /// <returns>The reason why it is rejected again, or null where it was taken.</returns>
    /// <exception cref="ProblemException">NotFound: there is no such record. Conflict: it was taken already.</exception>
    public async Task<string?> RetryAsync(Guid organisation, long rejected, string actor, CancellationToken cancellation)
    {
        var kept = await database.ReadAsync(
            organisation,
            "Administration/Sql/rejected-raw.sql",
            parameters =>
            {
                parameters.AddWithValue("organisation", organisation);
                parameters.AddWithValue("rejected", rejected);
            },
            reader => reader.RowsAsync(row => (Kind: row.GetString(0), Raw: row.GetString(1), IsTaken: row.GetBoolean(2)), cancellation),
            cancellation).ConfigureAwait(false);
        if (kept is not [var record])
            throw new ProblemException(ProblemKind.NotFound, "There is no such rejected record.") { Field = "rejected" };
        if (record.IsTaken)
            throw new ProblemException(ProblemKind.Conflict, "That record was read again already.") { Field = "rejected" };

        var payload = new XeroPayload($"rejected record {rejected}", Encoding.UTF8.GetBytes($"{{\"{record.Kind}\":[{record.Raw}]}}"));
        var result = await import.ImportAsync(organisation, Once(payload), actor, null, cancellation).ConfigureAwait(false);
        // Either way the old row has had its turn: what is rejected again stands there anew, with the reason of today.
        await database.WriteAsync(
            organisation,
            actor,
            connection => connection.RunAsync(
                "Administration/Sql/resolve.sql",
                parameters =>
                {
                    parameters.AddWithValue("organisation", organisation);
                    parameters.AddWithValue("rejected", rejected);
                    parameters.AddWithValue("at", database.Now);
                    parameters.AddWithValue("actor", actor);
                    parameters.AddWithValue("run", result.SyncRun);
                },
                cancellation),
            cancellation).ConfigureAwait(false);
        return result.Rejections is [var again, ..] ? again.Reason : null;
    }

    private static async IAsyncEnumerable<XeroPayload> Once(XeroPayload payload)
    {
        yield return payload;
        await Task.CompletedTask.ConfigureAwait(false);
    }
}
