using Milestone.Core.Reporting;

namespace Milestone.Core.Statements;

/// <summary>The columns of a statement's table, each with how it follows from the others, so that a workbook stays live.</summary>
internal static class TableColumns
{
    public const string Label = "label";
    public const string Total = "total";

    public static IReadOnlyList<TableColumn> Of(Statement statement)
    {
        var columns = new List<TableColumn> { new(Label, "", ColumnKind.Text) };
        var actual = statement.Columns.Where(column => column.Kind == StatementColumnKind.Actual).ToList();
        columns.AddRange(actual.Select(column => column.Section is { } section ? OfSection(column, section) : new TableColumn(column.Id, column.Label, ColumnKind.Money)));

        // The total stands behind the columns it adds up; a single column is its own total.
        if (HasTotal(statement))
            columns.Add(new TableColumn(Total, "Total", ColumnKind.Money) { IsTotal = true, Formula = new ColumnFormula.Sum(actual[0].Id, actual[^1].Id) });

        var whole = Whole(statement);
        var reference = statement.Columns.FirstOrDefault(column => column.Kind == StatementColumnKind.Comparative)?.Id ?? whole;
        columns.AddRange(statement.Columns.Where(column => column.Kind != StatementColumnKind.Actual).Select(column => column.Kind switch
        {
            StatementColumnKind.Variance => new TableColumn(column.Id, column.Label, ColumnKind.Money) { Formula = new ColumnFormula.Difference(whole, reference) },
            StatementColumnKind.VariancePercent => new TableColumn(column.Id, column.Label, ColumnKind.Percent) { Formula = new ColumnFormula.Ratio("variance", reference) },
            StatementColumnKind.Budget => new TableColumn(column.Id, column.Label, ColumnKind.Money) { SumsOfItems = !statement.Query.Estimates || statement.Query.Rows != StatementRows.Account },
            StatementColumnKind.BudgetVariance => new TableColumn(column.Id, column.Label, ColumnKind.Money) { Formula = new ColumnFormula.Difference(whole, "budget") },
            StatementColumnKind.BudgetVariancePercent => new TableColumn(column.Id, column.Label, ColumnKind.Percent) { Formula = new ColumnFormula.Ratio("budget-variance", "budget") },
            StatementColumnKind.PercentOfIncome => new TableColumn(column.Id, column.Label, ColumnKind.Percent) { Formula = new ColumnFormula.ShareOfRow(whole, SectionName.IdOf(Section.Income)) },
            StatementColumnKind.Margin => new TableColumn(column.Id, column.Label, ColumnKind.Percent)
            {
                Formula = new ColumnFormula.RatioOfSum(whole, [SectionName.IdOf(Section.Income), SectionName.IdOf(Section.OtherIncome)]),
            },
            _ => new TableColumn(column.Id, column.Label, ColumnKind.Money),
        }));
        return columns;
    }

    /// <summary>The column that a row's total stands in.</summary>
    public static string Whole(Statement statement) => HasTotal(statement)
        ? Total
        : statement.Columns.Last(column => column.Kind == StatementColumnKind.Actual).Id;

    /// <summary>A row's cell in each column but the first.</summary>
    public static IEnumerable<Cell> CellsOf(Statement statement, StatementRow row, IReadOnlyList<TableColumn> columns) =>
        columns.Skip(1).Select(column => column.Id == Total ? Cell.Money(row.Total) : CellOf(row.Amounts[IndexOf(statement, column.Id)], column, row, statement));

    /// <summary>Where a column of the table stands in the statement.</summary>
    public static int IndexOf(Statement statement, string columnId)
    {
        for (var no = 0; no < statement.Columns.Count; no++)
        {
            if (statement.Columns[no].Id == columnId)
                return no;
        }

        throw new InvalidOperationException($"The statement has no column {columnId}.");
    }

    // The sections are not to be added up, so there is no total behind them: net profit is the last.
    private static bool HasTotal(Statement statement) => statement.Columns.Count(column => column is { Kind: StatementColumnKind.Actual, Section: null }) > 1;

    private static TableColumn OfSection(StatementColumn column, Section section) => new(column.Id, column.Label, ColumnKind.Money)
    {
        IsTotal = section is Section.NetProfit,
        Formula = section switch
        {
            Section.GrossProfit => new ColumnFormula.Difference(SectionName.IdOf(Section.Income), SectionName.IdOf(Section.CostOfSales)),
            Section.NetProfit => new ColumnFormula.Signed(
                [new(SectionName.IdOf(Section.GrossProfit), false), new(SectionName.IdOf(Section.OtherIncome), false), new(SectionName.IdOf(Section.Overheads), true)]),
            _ => null,
        },
    };

    private static Cell CellOf(decimal? amount, TableColumn column, StatementRow row, Statement statement) => (amount, column.Kind) switch
    {
        (null, _) => Cell.Absent(MarkOf(column, row, statement)),
        (_, ColumnKind.Percent) => Cell.Percent(amount.Value),
        _ => Cell.Money(amount.Value),
    };

    // A change against nothing or less has no meaning (n/m); a figure that does not apply is n/a.
    private static string MarkOf(TableColumn column, StatementRow row, Statement statement) => column.Id switch
    {
        "variance-percent" => "n/m",
        "budget-variance-percent" when row.Amounts[IndexOf(statement, "budget")] is not null => "n/m",
        _ => "n/a",
    };
}
