using Milestone.Core.Ledger;
using Npgsql;
using NpgsqlTypes;

namespace Milestone.Core.Xero;

/// <summary>Stores what Xero says of the organisation, its budgets and its own reports.</summary>
internal static class ReferenceStore
{
    public static async Task<StoreCounts> StoreAsync(LedgerBatch batch, SourceOrganisation organisation)
    {
        await using var command = batch.Command("Xero/Storing/Sql/organisation.sql");
        Add(command, "xeroId", NpgsqlDbType.Text, organisation.XeroId);
        Add(command, "shortCode", NpgsqlDbType.Text, organisation.ShortCode);
        Add(command, "baseCurrency", NpgsqlDbType.Text, organisation.BaseCurrency);
        Add(command, "yearEndMonth", NpgsqlDbType.Smallint, (short?)organisation.FinancialYear?.EndMonth);
        Add(command, "yearEndDay", NpgsqlDbType.Smallint, (short?)organisation.FinancialYear?.EndDay);
        Add(command, "timeZone", NpgsqlDbType.Text, organisation.TimeZone);
        var changed = await command.ExecuteNonQueryAsync(batch.Cancellation).ConfigureAwait(false) > 0;
        if (changed)
            batch.Change();
        return changed ? new StoreCounts(0, 1, 0) : new StoreCounts(0, 0, 1);
    }

    public static async Task<StoreCounts> StoreAsync(LedgerBatch batch, SourceBudget budget)
    {
        bool? isNew;
        await using (var merge = batch.Command("Xero/Storing/Sql/merge-budget.sql"))
        {
            Add(merge, "budget", NpgsqlDbType.Uuid, budget.Id);
            Add(merge, "name", NpgsqlDbType.Text, budget.Name);
            Add(merge, "type", NpgsqlDbType.Text, budget.Type);
            Add(merge, "tracking", NpgsqlDbType.Jsonb, LineTrackingJson.Write(budget.Tracking));
            Add(merge, "updatedUtc", NpgsqlDbType.TimestampTz, budget.UpdatedUtc);
            Add(merge, "hash", NpgsqlDbType.Bytea, SourceDocument.HashOf(budget.Raw));
            Add(merge, "raw", NpgsqlDbType.Text, budget.Raw);
            isNew = (bool?)await merge.ExecuteScalarAsync(batch.Cancellation).ConfigureAwait(false);
        }

        if (isNew is null)
            return new StoreCounts(0, 0, 1);
        batch.Change();
        if (budget.Amounts.Count > 0)
        {
            await using var amounts = batch.Command("Xero/Storing/Sql/budget-amounts.sql");
            Add(amounts, "budget", NpgsqlDbType.Uuid, budget.Id);
            amounts.Parameters.AddWithValue("accounts", budget.Amounts.Select(amount => amount.Account).ToArray());
            amounts.Parameters.AddWithValue("months", budget.Amounts.Select(amount => amount.Month).ToArray());
            amounts.Parameters.AddWithValue("amounts", budget.Amounts.Select(amount => amount.Amount).ToArray());
            await amounts.ExecuteNonQueryAsync(batch.Cancellation).ConfigureAwait(false);
        }

        return isNew.Value ? new StoreCounts(1, 0, 0) : new StoreCounts(0, 1, 0);
    }

    public static async Task<StoreCounts> StoreAsync(LedgerBatch batch, SourceReport report)
    {
        bool? isNew;
        await using (var merge = batch.Command("Xero/Storing/Sql/merge-report.sql"))
        {
            Add(merge, "report", NpgsqlDbType.Uuid, report.Id);
            Add(merge, "title", NpgsqlDbType.Text, report.Title);
            Add(merge, "from", NpgsqlDbType.Date, report.Period?.From);
            Add(merge, "to", NpgsqlDbType.Date, report.Period?.To);
            Add(merge, "basis", NpgsqlDbType.Smallint, (short)report.Basis);
            Add(merge, "hash", NpgsqlDbType.Bytea, SourceDocument.HashOf(report.Raw));
            Add(merge, "raw", NpgsqlDbType.Text, report.Raw);
            Add(merge, "now", NpgsqlDbType.TimestampTz, batch.Now);
            isNew = (bool?)await merge.ExecuteScalarAsync(batch.Cancellation).ConfigureAwait(false);
        }

        if (isNew is null)
            return new StoreCounts(0, 0, 1);
        batch.Change();
        await using var amounts = batch.Command("Xero/Storing/Sql/report-amounts.sql");
        Add(amounts, "report", NpgsqlDbType.Uuid, report.Id);
        amounts.Parameters.AddWithValue("rows", report.Amounts.Select(amount => amount.Row).ToArray());
        amounts.Parameters.AddWithValue("columns", report.Amounts.Select(amount => amount.Column).ToArray());
        amounts.Parameters.AddWithValue("sections", report.Amounts.Select(amount => amount.Section).ToArray());
        amounts.Parameters.AddWithValue("labels", report.Amounts.Select(amount => amount.Label).ToArray());
        amounts.Parameters.AddWithValue("columnLabels", report.Amounts.Select(amount => amount.ColumnLabel).ToArray());
        amounts.Parameters.AddWithValue("accounts", report.Amounts.Select(amount => amount.Account).ToArray());
        amounts.Parameters.AddWithValue("amounts", report.Amounts.Select(amount => amount.Amount).ToArray());
        amounts.Parameters.AddWithValue("froms", report.Amounts.Select(amount => amount.Period?.From).ToArray());
        amounts.Parameters.AddWithValue("tos", report.Amounts.Select(amount => amount.Period?.To).ToArray());
        await amounts.ExecuteNonQueryAsync(batch.Cancellation).ConfigureAwait(false);
        return isNew.Value ? new StoreCounts(1, 0, 0) : new StoreCounts(0, 1, 0);
    }

    private static void Add(NpgsqlCommand command, string name, NpgsqlDbType type, object? value) =>
        command.Parameters.Add(new NpgsqlParameter(name, type) { Value = value ?? DBNull.Value });
}
