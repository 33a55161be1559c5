using Milestone.Core.Ledger;
using NpgsqlTypes;

namespace Milestone.Core.Xero;

/// <summary>Stores contacts: the newest name of each.</summary>
internal static class ContactStore
{
    public static async Task<StoreCounts> StoreAsync(LedgerBatch batch, IReadOnlyList<SourceParty> contacts)
    {
        await CopyAsync(batch, contacts).ConfigureAwait(false);
        await using var merge = batch.Command("Xero/Storing/Sql/merge-contacts.sql");
        await using var reader = await merge.ExecuteReaderAsync(batch.Cancellation).ConfigureAwait(false);
        long created = 0, changed = 0;
        while (await reader.ReadAsync(batch.Cancellation).ConfigureAwait(false))
        {
            if (reader.GetBoolean(0))
                created++;
            else
                changed++;
        }

        if (created + changed > 0)
            batch.Change();
        return new StoreCounts(created, changed, contacts.Count - created - changed);
    }

    /// <summary>Hands names to the merge that follows in the same transaction.</summary>
    public static async Task CopyAsync(LedgerBatch batch, IEnumerable<SourceParty> contacts)
    {
        var copy = await batch.Connection.BeginBinaryImportAsync(
            "COPY incoming_contact (contact_id, name, status, updated_utc) FROM STDIN (FORMAT BINARY)", batch.Cancellation).ConfigureAwait(false);
        await using (copy)
        {
            foreach (var contact in contacts)
            {
                await copy.StartRowAsync(batch.Cancellation).ConfigureAwait(false);
                await copy.WriteAsync(contact.Id, NpgsqlDbType.Uuid, batch.Cancellation).ConfigureAwait(false);
                await copy.WriteAsync(contact.Name, NpgsqlDbType.Text, batch.Cancellation).ConfigureAwait(false);
                await copy.WriteAsync(contact.Status, NpgsqlDbType.Text, batch.Cancellation).ConfigureAwait(false);
                await copy.WriteAsync(contact.UpdatedUtc, NpgsqlDbType.TimestampTz, batch.Cancellation).ConfigureAwait(false);
            }

            await copy.CompleteAsync(batch.Cancellation).ConfigureAwait(false);
        }
    }
}
