using System.Globalization;
using Milestone.Core.Reporting;
using Milestone.Core.Statements;

namespace Milestone.Core.Reconciliation;

/// <summary>
/// Our statement beside Xero's as a table: account by account, and where the report has several columns of days, one part for each. Rows are called
/// c{column}-{account id}, c{column}-{section} and c{column}-netProfit.
/// </summary>
public static class ReconciliationTable
{
    private const string Agrees = "agrees";

    private static readonly Section[] WithAccounts = [Section.Income, Section.CostOfSales, Section.OtherIncome, Section.Overheads];

    /// <summary>The table of a comparison.</summary>
    /// <param name="reconciliation">The comparison.</param>
    /// <param name="onlyDifferences">Whether accounts that agree are left out; sums never are.</param>
    public static Table Of(BookReconciliation reconciliation, bool onlyDifferences = false)
    {
        ArgumentNullException.ThrowIfNull(reconciliation);
        return new Table(
            new TableHead(
                "reconciliation",
                "Reconciliation with Xero",
                [
                    new("label", "Account", ColumnKind.Text),
                    new("ours", "Ours", ColumnKind.Money),
                    new("xeros", "Xero's", ColumnKind.Money),
                    new("difference", "Difference", ColumnKind.Money) { IsTotal = true, Formula = new ColumnFormula.Difference("ours", "xeros") },
                    new("explained", "Explained", ColumnKind.Money),
                    new("rest", "Not explained", ColumnKind.Money) { Formula = new ColumnFormula.Difference("difference", "explained") },
                    new("why", "Why", ColumnKind.Text),
                ],
                reconciliation.Provenance)
            {
                Notes = [.. Notes(reconciliation, onlyDifferences)],
                Checks = [.. reconciliation.Columns.SelectMany(Checks)],
            },
            [.. reconciliation.Columns.SelectMany(column => Rows(column, reconciliation.Columns.Count > 1, onlyDifferences))]);
    }

    private static IEnumerable<TableRow> Rows(ReconciledColumn column, bool isOneOfMany, bool onlyDifferences)
    {
        if (isOneOfMany)
            yield return new TableRow(RowKind.Heading, [Cell.Of(column.Label), .. Enumerable.Repeat(Cell.Empty, 6)]);
        foreach (var section in WithAccounts)
        {
            var all = column.Accounts.Where(account => account.Section == section).ToList();
            var shown = onlyDifferences ? all.FindAll(account => account.Difference != 0) : all;
            foreach (var account in shown)
                yield return Row(RowKind.Item, IdOf(column, account), account.Name, account.Ours, account.Xeros, account.Explained, Why(account)) with { Level = 1 };
            yield return Row(
                RowKind.Subtotal, IdOf(column, section), SectionName.OfSum(section),
                all.Sum(account => account.Ours), all.Sum(account => account.Xeros), all.Sum(account => account.Explained), "") with
            {
                // Live only where every account that is summed stands above.
                Formula = shown.Count > 0 && shown.Count == all.Count ? new RowFormula.SumOfItems(IdOf(column, shown[0]), IdOf(column, shown[^1])) : null,
            };
        }

        var (ours, xeros) = (column.Accounts.Sum(account => account.Effect(account.Ours)), column.Xeros);
        yield return Row(RowKind.Total, $"c{Number(column)}-netProfit", SectionName.Of(Section.NetProfit), ours, xeros, column.Accounts.Sum(account => account.Effect(account.Explained)), "") with
        {
            Formula = new RowFormula.Signed([
                new(IdOf(column, Section.Income), false), new(IdOf(column, Section.CostOfSales), true), new(IdOf(column, Section.OtherIncome), false), new(IdOf(column, Section.Overheads), true)]),
        };
    }

    private static TableRow Row(RowKind kind, string id, string label, decimal ours, decimal xeros, decimal explained, string why) => new(
        kind,
        [
            Cell.Of(label), Cell.Money(ours), Cell.Money(xeros), Cell.Money(ours - xeros), Cell.Money(explained), Cell.Money(ours - xeros - explained), Cell.Of(why),
        ])
    {
        Id = id,
    };

    private static string Why(ReconciledAccount account)
    {
        if (account.Difference == 0)
            return Agrees;
        // A cause for all of it needs no amount of its own.
        var causes = account.Causes is [var only] && account.NotExplained == 0
            ? only.Words
            : string.Join("; ", account.Causes.Select(cause => $"{cause.Words}: {CellText.Money(cause.Amount, 2)}"));
        return account.NotExplained == 0 ? causes : causes.Length == 0 ? "not explained" : $"{causes}; the rest is not explained";
    }

    private static IEnumerable<TableCheck> Checks(ReconciledColumn column)
    {
        var row = $"c{Number(column)}-netProfit";
        yield return new TableCheck($"Our net profit = Xero's, {column.Label}", column.Ours, column.XeroStates ?? column.Xeros) { RowId = row, ColumnId = "ours" };
        if (column.XeroStates is { } stated)
            yield return new TableCheck($"The accounts of Xero's report = its net profit, {column.Label}", column.Xeros, stated) { RowId = row, ColumnId = "xeros" };
    }

    private static IEnumerable<string> Notes(BookReconciliation reconciliation, bool onlyDifferences)
    {
        yield return "Difference = ours less Xero's. Costs are shown positive, as on the statement.";
        if (onlyDifferences)
            yield return "Accounts that agree are left out; sums include them.";
        var (waiting, drafts) = (reconciliation.Pending.Where(document => document.IsWaiting).ToList(), reconciliation.Pending.Where(document => !document.IsWaiting).ToList());
        if (waiting.Count > 0)
            yield return Count(waiting, "count in Xero's report and wait here");
        if (drafts.Count > 0)
            yield return Count(drafts, "are drafts or submitted, and count on neither side");
        if (reconciliation.Columns.Any(column => column.Accounts.Any(account => account.NotExplained != 0)))
            yield return "What is not explained may be expense claims, payroll or entries that Xero makes by itself, which reach the books with journals only; or documents that have not been imported.";
    }

    private static string Count(List<PendingDocument> documents, string what) => string.Create(
        CultureInfo.InvariantCulture, $"{documents.Count:N0} document(s) of these days {what}; their effect on profit would be {CellText.Money(documents.Sum(document => document.Effect ?? 0), 2)}.");

    private static string IdOf(ReconciledColumn column, ReconciledAccount account) => $"c{Number(column)}-{account.Id:D}";

    private static string IdOf(ReconciledColumn column, Section section) => $"c{Number(column)}-{SectionName.IdOf(section)}";

    private static string Number(ReconciledColumn column) => column.Number.ToString(CultureInfo.InvariantCulture);
}
