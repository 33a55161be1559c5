using Milestone.Core.Ledger;

namespace Milestone.Core.Xero;

/// <summary>
/// Stores the chart of accounts with its history by batch. A new account lets the documents that waited for it post; one that moves in or out of
/// profit and loss reposts the documents that use it, in the batch that changed it. A new name or section needs no reposting.
/// </summary>
internal static class AccountStore
{
    /// <summary>Stores accounts of different ids within a batch.</summary>
    public static async Task<StoreCounts> StoreAsync(LedgerBatch batch, IReadOnlyList<SourceAccount> accounts)
    {
        var stored = await StoredAsync(batch).ConfigureAwait(false);
        List<SourceAccount> taken = [.. accounts.Where(account => IsNews(stored.GetValueOrDefault(account.Id), account))];
        var created = taken.Count(account => !stored.ContainsKey(account.Id));
        await MergeAsync(batch, accounts, taken).ConfigureAwait(false);
        if (taken.Count > 0)
        {
            batch.ChangeChart();
            await RepostAsync(batch, stored, [.. taken.Where(account => PostsDifferently(stored.GetValueOrDefault(account.Id), account))]).ConfigureAwait(false);
        }

        return new StoreCounts(created, taken.Count - created, accounts.Count - taken.Count);
    }

    // An older version never overwrites a newer one; without a time, what differs is taken as it comes.
    private static bool IsNews(SourceAccount? stored, SourceAccount arriving) =>
        stored is null || (arriving.UpdatedUtc >= stored.UpdatedUtc && arriving with { UpdatedUtc = stored.UpdatedUtc } != stored);

    private static bool PostsDifferently(SourceAccount? before, SourceAccount now) =>
        before is null || before.Code != now.Code || IsProfitAndLoss(before) != IsProfitAndLoss(now);

    private static bool IsProfitAndLoss(SourceAccount account) => AccountSection.Of(account.Type, account.Class) is not null;

    private static async Task<Dictionary<Guid, SourceAccount>> StoredAsync(LedgerBatch batch)
    {
        await using var command = batch.Command("Xero/Storing/Sql/accounts.sql");
        await using var reader = await command.ExecuteReaderAsync(batch.Cancellation).ConfigureAwait(false);
        var stored = new Dictionary<Guid, SourceAccount>();
        while (await reader.ReadAsync(batch.Cancellation).ConfigureAwait(false))
        {
            var id = reader.GetGuid(0);
            stored.Add(id, new SourceAccount(
                id, reader.IsDBNull(1) ? null : reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetString(4), reader.GetString(5),
                reader.IsDBNull(6) ? null : reader.GetString(6))
            { UpdatedUtc = reader.GetFieldValue<DateTimeOffset>(7) });
        }

        return stored;
    }

    private static async Task MergeAsync(LedgerBatch batch, IReadOnlyList<SourceAccount> told, List<SourceAccount> accounts)
    {
        await using var merge = batch.Command("Xero/Storing/Sql/merge-accounts.sql");
        merge.Parameters.AddWithValue("told", told.Select(account => account.Id).ToArray());
        merge.Parameters.AddWithValue("toldUtc", told.Select(account => account.UpdatedUtc).ToArray());
        merge.Parameters.AddWithValue("updatedUtc", accounts.Select(account => account.UpdatedUtc).ToArray());
        merge.Parameters.AddWithValue("batch", batch.Number);
        merge.Parameters.AddWithValue("accounts", accounts.Select(account => account.Id).ToArray());
        merge.Parameters.AddWithValue("codes", accounts.Select(account => account.Code).ToArray());
        merge.Parameters.AddWithValue("names", accounts.Select(account => account.Name).ToArray());
        merge.Parameters.AddWithValue("types", accounts.Select(account => account.Type).ToArray());
        merge.Parameters.AddWithValue("classes", accounts.Select(account => account.Class).ToArray());
        merge.Parameters.AddWithValue("statuses", accounts.Select(account => account.Status).ToArray());
        merge.Parameters.AddWithValue("systems", accounts.Select(account => account.SystemAccount).ToArray());
        await merge.ExecuteNonQueryAsync(batch.Cancellation).ConfigureAwait(false);
    }

    private static async Task RepostAsync(LedgerBatch batch, Dictionary<Guid, SourceAccount> stored, List<SourceAccount> accounts)
    {
        if (accounts.Count == 0)
            return;
        var documents = new List<Guid>();
        await using (var command = batch.Command("Xero/Storing/Sql/documents-of-accounts.sql"))
        {
            command.Parameters.AddWithValue("accounts", accounts.Select(account => account.Id).ToArray());
            command.Parameters.AddWithValue("codes", accounts.SelectMany(account => new[] { account.Code, stored.GetValueOrDefault(account.Id)?.Code }).OfType<string>().Distinct().ToArray());
            await using var reader = await command.ExecuteReaderAsync(batch.Cancellation).ConfigureAwait(false);
            while (await reader.ReadAsync(batch.Cancellation).ConfigureAwait(false))
                documents.Add(reader.GetGuid(0));
        }

        await batch.PostAsync(documents).ConfigureAwait(false);
    }
}
