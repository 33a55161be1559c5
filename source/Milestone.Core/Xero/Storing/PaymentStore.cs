using Milestone.Core.Ledger;
using NpgsqlTypes;

namespace Milestone.Core.Xero;

/// <summary>Stores records of the Payments endpoint, and what they settle.</summary>
internal static class PaymentStore
{
    /// <summary>Stores payments of different ids within a batch.</summary>
    public static async Task<StoreCounts> StoreAsync(LedgerBatch batch, IReadOnlyList<SourcePayment> payments)
    {
        var stored = await VersionsAsync(batch, payments).ConfigureAwait(false);
        List<SourcePayment> taken = [.. payments.Where(payment => !stored.TryGetValue(payment.Id, out var known) || IsNews(known, payment))];
        var created = taken.Count(payment => !stored.ContainsKey(payment.Id));
        if (taken.Count > 0)
        {
            batch.Change();
            await MergeAsync(batch, taken).ConfigureAwait(false);
            List<Claimant> claimants = [.. taken.Select(payment => new Claimant(payment.Id, payment.UpdatedUtc, payment.Claim is null ? [] : [payment.Claim]))];
            var gone = await ClaimStore.ReplaceAsync(batch, claimants).ConfigureAwait(false);
            await ClaimStore.PostAffectedAsync(batch, [.. gone, .. claimants.SelectMany(claimant => claimant.Claims).Select(claim => claim.Target)]).ConfigureAwait(false);
        }

        return new StoreCounts(created, taken.Count - created, payments.Count - taken.Count);
    }

    // An older version never overwrites a newer one; without a time, what differs is taken as it comes.
    private static bool IsNews((DateTimeOffset UpdatedUtc, byte[] Hash) stored, SourcePayment arriving) =>
        arriving.UpdatedUtc > stored.UpdatedUtc
        || (arriving.UpdatedUtc == DateTimeOffset.MinValue && stored.UpdatedUtc == DateTimeOffset.MinValue && !arriving.Hash.AsSpan().SequenceEqual(stored.Hash));

    private static async Task<Dictionary<Guid, (DateTimeOffset UpdatedUtc, byte[] Hash)>> VersionsAsync(LedgerBatch batch, IReadOnlyList<SourcePayment> payments)
    {
        await using var command = batch.Command("Xero/Storing/Sql/payment-versions.sql");
        command.Parameters.AddWithValue("payments", payments.Select(payment => payment.Id).ToArray());
        await using var reader = await command.ExecuteReaderAsync(batch.Cancellation).ConfigureAwait(false);
        var stored = new Dictionary<Guid, (DateTimeOffset, byte[])>();
        while (await reader.ReadAsync(batch.Cancellation).ConfigureAwait(false))
            stored.Add(reader.GetGuid(0), (reader.GetFieldValue<DateTimeOffset>(1), reader.GetFieldValue<byte[]>(2)));
        return stored;
    }

    private static async Task MergeAsync(LedgerBatch batch, List<SourcePayment> payments)
    {
        var copy = await batch.Connection.BeginBinaryImportAsync(
            "COPY incoming_payment (payment_id, updated_utc, hash, raw) FROM STDIN (FORMAT BINARY)", batch.Cancellation).ConfigureAwait(false);
        await using (copy)
        {
            foreach (var payment in payments)
            {
                await copy.StartRowAsync(batch.Cancellation).ConfigureAwait(false);
                await copy.WriteAsync(payment.Id, NpgsqlDbType.Uuid, batch.Cancellation).ConfigureAwait(false);
                await copy.WriteAsync(payment.UpdatedUtc, NpgsqlDbType.TimestampTz, batch.Cancellation).ConfigureAwait(false);
                await copy.WriteAsync(payment.Hash, NpgsqlDbType.Bytea, batch.Cancellation).ConfigureAwait(false);
                await copy.WriteAsync(payment.Raw, NpgsqlDbType.Text, batch.Cancellation).ConfigureAwait(false);
            }

            await copy.CompleteAsync(batch.Cancellation).ConfigureAwait(false);
        }

        await using var merge = batch.Command("Xero/Storing/Sql/merge-payments.sql");
        await merge.ExecuteNonQueryAsync(batch.Cancellation).ConfigureAwait(false);
    }
}
