using System.Security.Cryptography;
using System.Text;
using Milestone.Core.Ledger;
using NpgsqlTypes;

namespace Milestone.Core.Xero;

/// <summary>Stores records of the Payments endpoint, and what they settle.</summary>
internal static class PaymentStore
{
    /// <summary>Stores payments of different ids within a batch.</summary>
    public static async Task<StoreCounts> StoreAsync(LedgerBatch batch, IReadOnlyList<SourcePayment> payments)
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
                await copy.WriteAsync(SHA256.HashData(Encoding.UTF8.GetBytes(payment.Raw))[..16], NpgsqlDbType.Bytea, batch.Cancellation).ConfigureAwait(false);
                await copy.WriteAsync(payment.Raw, NpgsqlDbType.Text, batch.Cancellation).ConfigureAwait(false);
            }

            await copy.CompleteAsync(batch.Cancellation).ConfigureAwait(false);
        }

        var stored = new Dictionary<Guid, bool>();
        await using (var merge = batch.Command("Xero/Storing/merge-payments.sql"))
        await using (var reader = await merge.ExecuteReaderAsync(batch.Cancellation).ConfigureAwait(false))
        {
            while (await reader.ReadAsync(batch.Cancellation).ConfigureAwait(false))
                stored.Add(reader.GetGuid(0), reader.GetBoolean(1));
        }

        if (stored.Count > 0)
        {
            batch.Change();
            List<Claimant> claimants = [.. payments.Where(payment => stored.ContainsKey(payment.Id)).Select(payment => new Claimant(payment.Id, payment.UpdatedUtc, payment.Claim is null ? [] : [payment.Claim]))];
            var gone = await ClaimStore.ReplaceAsync(batch, claimants).ConfigureAwait(false);
            await ClaimStore.PostAffectedAsync(batch, [.. gone, .. claimants.SelectMany(claimant => claimant.Claims).Select(claim => claim.Target)]).ConfigureAwait(false);
        }

        var created = stored.Values.Count(isNew => isNew);
        return new StoreCounts(created, stored.Count - created, payments.Count - stored.Count);
    }
}
