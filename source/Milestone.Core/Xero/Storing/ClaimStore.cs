using Milestone.Core.Ledger;
using NpgsqlTypes;

namespace Milestone.Core.Xero;

/// <summary>A record that tells of settlements, in one version.</summary>
internal sealed record Claimant(Guid Id, DateTimeOffset UpdatedUtc, IReadOnlyList<SettlementClaim> Claims);

/// <summary>Stores what records tell of settlements, and finds the documents that post differently because of it.</summary>
internal static class ClaimStore
{
    /// <summary>Replaces everything the claimants told before.</summary>
    /// <returns>The records that earlier claims were about.</returns>
    public static async Task<IReadOnlyList<Guid>> ReplaceAsync(LedgerBatch batch, IReadOnlyList<Claimant> claimants)
    {
        if (claimants.Count == 0)
            return [];
        var copy = await batch.Connection.BeginBinaryImportAsync(
            "COPY incoming_claim (claimant_id, position, kind, source_id, target_id, date, amount, is_live, claimed_utc) FROM STDIN (FORMAT BINARY)",
            batch.Cancellation).ConfigureAwait(false);
        await using (copy)
        {
            foreach (var claimant in claimants)
            {
                var position = 0;
                foreach (var claim in claimant.Claims)
                {
                    await copy.StartRowAsync(batch.Cancellation).ConfigureAwait(false);
                    await copy.WriteAsync(claim.Claimant, NpgsqlDbType.Uuid, batch.Cancellation).ConfigureAwait(false);
                    await copy.WriteAsync(position++, NpgsqlDbType.Integer, batch.Cancellation).ConfigureAwait(false);
                    await copy.WriteAsync((short)claim.Kind, NpgsqlDbType.Smallint, batch.Cancellation).ConfigureAwait(false);
                    await copy.WriteAsync(claim.Source, NpgsqlDbType.Uuid, batch.Cancellation).ConfigureAwait(false);
                    await copy.WriteAsync(claim.Target, NpgsqlDbType.Uuid, batch.Cancellation).ConfigureAwait(false);
                    await copy.WriteNullableAsync(claim.Date, NpgsqlDbType.Date, batch.Cancellation).ConfigureAwait(false);
                    await copy.WriteAsync(claim.Amount, NpgsqlDbType.Numeric, batch.Cancellation).ConfigureAwait(false);
                    await copy.WriteAsync(claim.IsLive, NpgsqlDbType.Boolean, batch.Cancellation).ConfigureAwait(false);
                    await copy.WriteAsync(claim.ClaimedUtc, NpgsqlDbType.TimestampTz, batch.Cancellation).ConfigureAwait(false);
                }
            }

            await copy.CompleteAsync(batch.Cancellation).ConfigureAwait(false);
        }

        await using var merge = batch.Command("Xero/Storing/Sql/merge-claims.sql");
        merge.Parameters.AddWithValue("claimants", claimants.Select(claimant => claimant.Id).ToArray());
        merge.Parameters.AddWithValue("claimantsUtc", claimants.Select(claimant => claimant.UpdatedUtc).ToArray());
        await using var reader = await merge.ExecuteReaderAsync(batch.Cancellation).ConfigureAwait(false);
        var gone = new List<Guid>();
        while (await reader.ReadAsync(batch.Cancellation).ConfigureAwait(false))
            gone.Add(reader.GetGuid(0));
        await reader.NextResultAsync(batch.Cancellation).ConfigureAwait(false); // a failure of the insert behind it shows here
        return gone;
    }

    /// <summary>Posts the documents that changed records touch: themselves, what they settle and what settles them.</summary>
    public static async Task PostAffectedAsync(LedgerBatch batch, IReadOnlyCollection<Guid> records)
    {
        var affected = new List<Guid>();
        await using (var command = batch.Command("Xero/Storing/Sql/affected.sql"))
        {
            command.Parameters.AddWithValue("records", records.ToArray());
            await using var reader = await command.ExecuteReaderAsync(batch.Cancellation).ConfigureAwait(false);
            while (await reader.ReadAsync(batch.Cancellation).ConfigureAwait(false))
                affected.Add(reader.GetGuid(0));
        }

        affected.Sort();
        await batch.PostAsync(affected).ConfigureAwait(false);
    }
}
