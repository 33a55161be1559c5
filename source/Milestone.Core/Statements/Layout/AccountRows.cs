using Milestone.Core.Reporting;
using Milestone.Core.Values;

namespace Milestone.Core.Statements;

/// <summary>Accounts under their sections as rows of a table, with the margins below the profits.</summary>
internal static class AccountRows
{
    private static readonly Section[] WithAccounts = [Section.Income, Section.CostOfSales, Section.OtherIncome, Section.Overheads];

    public static IEnumerable<TableRow> Of(Statement statement, IReadOnlyList<TableColumn> columns)
    {
        foreach (var section in Enum.GetValues<Section>())
        {
            var sum = statement.Summary(section);
            if (WithAccounts.Contains(section))
            {
                var items = statement.Rows.Where(row => row.Section == section && row.Kind == StatementRowKind.Item).ToList();
                if (items.Count > 0)
                    yield return new TableRow(RowKind.Heading, [Cell.Of(SectionName.Of(section)), .. columns.Skip(1).Select(_ => Cell.Empty)]);
                foreach (var item in items)
                    yield return Row(statement, item, RowKind.Item, columns) with { Level = 1 };
                var row = Row(statement, sum, RowKind.Subtotal, columns);
                yield return items.Count == 0 ? row : row with { Formula = new RowFormula.SumOfItems(StatementTable.IdOf(items[0]), StatementTable.IdOf(items[^1])) };
            }
            else
            {
                yield return Row(statement, sum, section == Section.NetProfit ? RowKind.Total : RowKind.Subtotal, columns) with
                {
                    Formula = section == Section.GrossProfit
                        ? new RowFormula.Signed([new("income", false), new("costOfSales", true)])
                        : new RowFormula.Signed([new("grossProfit", false), new("otherIncome", false), new("overheads", true)]),
                };
                yield return MarginRow(statement, section, columns);
            }
        }
    }

    private static TableRow Row(Statement statement, StatementRow row, RowKind kind, IReadOnlyList<TableColumn> columns) =>
        new(kind, [Cell.Of(row.Label), .. TableColumns.CellsOf(statement, row, columns)]) { Id = StatementTable.IdOf(row) };

    // Margin = profit / (income + other income) of the same column, in a total too: a ratio of totals. Accounting rules, section 2.
    private static TableRow MarginRow(Statement statement, Section profit, IReadOnlyList<TableColumn> columns)
    {
        var (income, other, of) = (statement.Summary(Section.Income), statement.Summary(Section.OtherIncome), statement.Summary(profit));
        return new TableRow(
            RowKind.Note,
            [
                Cell.Of(profit == Section.GrossProfit ? "Gross margin" : "Net margin"),
                .. columns.Skip(1).Select(column =>
                {
                    if (column.Kind != ColumnKind.Money || column.Formula is ColumnFormula.Difference)
                        return Cell.Empty;
                    var margin = column.Id == TableColumns.Total
                        ? Margin.Of(of.Total, income.Total + other.Total)
                        : At(TableColumns.IndexOf(statement, column.Id));
                    return margin is { } known ? Cell.Percent(known) : Cell.Absent("n/a");

                    decimal? At(int no) => of.Amounts[no] is { } amount ? Margin.Of(amount, income.Amounts[no]!.Value + other.Amounts[no]!.Value) : null;
                }),
            ])
        {
            Id = profit == Section.GrossProfit ? "grossMargin" : "netMargin",
            Level = 1,
            Formula = new RowFormula.Ratio(SectionName.IdOf(profit), [SectionName.IdOf(Section.Income), SectionName.IdOf(Section.OtherIncome)]),
        };
    }
}
