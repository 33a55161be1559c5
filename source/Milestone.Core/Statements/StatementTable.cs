using Milestone.Core.Reporting;
using Milestone.Core.Values;

namespace Milestone.Core.Statements;

/// <summary>
/// A statement as the one table that every format is written from. Rows are called income, costOfSales, grossProfit, otherIncome, overheads, netProfit
/// (the sums), grossMargin, netMargin and acc-{id}; columns are label, the statement's own column ids, and total.
/// </summary>
public static class StatementTable
{
    private const string Label = "label";
    private const string Total = "total";

    private static readonly Section[] WithAccounts = [Section.Income, Section.CostOfSales, Section.OtherIncome, Section.Overheads];

    /// <summary>The table of a statement.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="moneyDecimals">2 for pence, 0 for whole pounds.</param>
    public static Table Of(Statement statement, int moneyDecimals = 2)
    {
        ArgumentNullException.ThrowIfNull(statement);
        var columns = Columns(statement);
        return new Table(
            new TableHead("profit-and-loss", "Profit and loss", columns, statement.Provenance)
            {
                MoneyDecimals = moneyDecimals,
                Notes = [.. Notes(statement, moneyDecimals)],
                Checks = statement.TieOut,
                Chart = Chart(statement),
            },
            [.. Rows(statement, columns)]);
    }

    private static bool HasTotal(Statement statement) => statement.Columns.Count(column => column.Kind == StatementColumnKind.Actual) > 1;

    // The total stands behind the columns it adds up; a single column is its own total.
    private static List<TableColumn> Columns(Statement statement)
    {
        var columns = new List<TableColumn> { new(Label, "", ColumnKind.Text) };
        var actual = statement.Columns.Where(column => column.Kind == StatementColumnKind.Actual).ToList();
        columns.AddRange(actual.Select(column => new TableColumn(column.Id, column.Label, ColumnKind.Money)));
        if (HasTotal(statement))
            columns.Add(new TableColumn(Total, "Total", ColumnKind.Money) { IsTotal = true, Formula = new ColumnFormula.Sum(actual[0].Id, actual[^1].Id) });

        var whole = HasTotal(statement) ? Total : actual[0].Id;
        var reference = statement.Columns.FirstOrDefault(column => column.Kind == StatementColumnKind.Comparative)?.Id ?? whole;
        columns.AddRange(statement.Columns.Where(column => column.Kind != StatementColumnKind.Actual).Select(column => column.Kind switch
        {
            StatementColumnKind.Variance => new TableColumn(column.Id, column.Label, ColumnKind.Money) { Formula = new ColumnFormula.Difference(whole, reference) },
            StatementColumnKind.VariancePercent => new TableColumn(column.Id, column.Label, ColumnKind.Percent) { Formula = new ColumnFormula.Ratio("variance", reference) },
            StatementColumnKind.PercentOfIncome => new TableColumn(column.Id, column.Label, ColumnKind.Percent) { Formula = new ColumnFormula.ShareOfRow(whole, SectionName.IdOf(Section.Income)) },
            _ => new TableColumn(column.Id, column.Label, ColumnKind.Money),
        }));
        return columns;
    }

    private static IEnumerable<TableRow> Rows(Statement statement, List<TableColumn> columns)
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
                    yield return Row(statement, item, RowKind.Item, $"acc-{item.Account!.Id:D}", columns) with { Level = 1 };
                if (items.Count > 0)
                {
                    yield return Row(statement, sum, RowKind.Subtotal, SectionName.IdOf(section), columns) with
                    {
                        Formula = new RowFormula.SumOfItems($"acc-{items[0].Account!.Id:D}", $"acc-{items[^1].Account!.Id:D}"),
                    };
                }
                else
                {
                    yield return Row(statement, sum, RowKind.Subtotal, SectionName.IdOf(section), columns);
                }
            }
            else
            {
                yield return Row(statement, sum, section == Section.NetProfit ? RowKind.Total : RowKind.Subtotal, SectionName.IdOf(section), columns) with
                {
                    Formula = section == Section.GrossProfit
                        ? new RowFormula.Signed([new("income", false), new("costOfSales", true)])
                        : new RowFormula.Signed([new("grossProfit", false), new("otherIncome", false), new("overheads", true)]),
                };
                yield return MarginRow(statement, section, columns);
            }
        }
    }

    private static TableRow Row(Statement statement, StatementRow row, RowKind kind, string id, List<TableColumn> columns) => new(
        kind,
        [Cell.Of(row.Label), .. columns.Skip(1).Select(column => column.Id == Total ? Cell.Money(row.Total) : CellOf(statement, row, column))])
    {
        Id = id,
    };

    private static Cell CellOf(Statement statement, StatementRow row, TableColumn column)
    {
        var amount = row.Amounts[IndexOf(statement, column.Id)];
        return (amount, column.Kind) switch
        {
            (null, _) => Cell.Absent(column.Id == "variance-percent" ? "n/m" : "n/a"),
            (_, ColumnKind.Percent) => Cell.Percent(amount.Value),
            _ => Cell.Money(amount.Value),
        };
    }

    // Margin = profit / (income + other income) of the same column, in a total too: a ratio of totals. Accounting rules, section 2.
    private static TableRow MarginRow(Statement statement, Section profit, List<TableColumn> columns)
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
                    var margin = column.Id == Total
                        ? Margin.Of(of.Total, income.Total + other.Total)
                        : At(IndexOf(statement, column.Id));
                    return margin is { } known ? Cell.Percent(known) : Cell.Absent("n/a");

                    decimal? At(int no) => Margin.Of(of.Amounts[no]!.Value, income.Amounts[no]!.Value + other.Amounts[no]!.Value);
                }),
            ])
        {
            Id = profit == Section.GrossProfit ? "grossMargin" : "netMargin",
            Level = 1,
            Formula = new RowFormula.Ratio(SectionName.IdOf(profit), [SectionName.IdOf(Section.Income), SectionName.IdOf(Section.OtherIncome)]),
        };
    }

    private static int IndexOf(Statement statement, string columnId)
    {
        for (var no = 0; no < statement.Columns.Count; no++)
        {
            if (statement.Columns[no].Id == columnId)
                return no;
        }

        throw new InvalidOperationException($"The statement has no column {columnId}.");
    }

    private static IEnumerable<string> Notes(Statement statement, int moneyDecimals)
    {
        if (moneyDecimals == 0)
            yield return "Shown in whole units of currency: figures may not add up because of rounding. Sums are exact at pence.";
        if (statement.Columns.Any(column => column.Kind == StatementColumnKind.Variance))
            yield return "Variance = this period less the first comparative; more income is favourable, more cost adverse.";
        if (statement.Query.Basis == Basis.Cash)
            yield return "Cash basis: a document counts in proportion to what has been paid or credited, at those dates.";
        if (!statement.TiesOut)
            yield return "The tie-out shows a difference: run ledger verify before relying on these figures.";
    }

    // A chart says what it shows: the reader should not have to find out.
    private static string Message(Statement statement)
    {
        var (profit, income, other) = (statement.Summary(Section.NetProfit).Total, statement.Summary(Section.Income).Total, statement.Summary(Section.OtherIncome).Total);
        var margin = Margin.Of(profit, income + other) is { } known ? $", a margin of {CellText.Percent(known)}" : "";
        return $"{(profit < 0 ? "Net loss" : "Net profit")} of {CellText.Money(Math.Abs(profit), 0)}{margin}";
    }

    private static TableChart? Chart(Statement statement)
    {
        var actual = statement.Columns.Where(column => column.Kind == StatementColumnKind.Actual).ToList();
        return actual.Count is < 2 or > 60 ? null : new TableChart(
            Message(statement),
            [.. actual.Select(column => column.Id)],
            [
                new ChartSeries(SectionName.IdOf(Section.Income), "Income", ChartShape.Bar),
                new ChartSeries(SectionName.IdOf(Section.CostOfSales), "Cost of sales", ChartShape.Bar),
                new ChartSeries(SectionName.IdOf(Section.Overheads), "Overheads", ChartShape.Bar),
                new ChartSeries(SectionName.IdOf(Section.NetProfit), "Net profit", ChartShape.Line),
            ]);
    }
}
