using System.Globalization;
using Milestone.Core.Statements;
using Milestone.Testing.Oracle;
using Xunit;

namespace Milestone.Core.Tests.Properties;

/// <summary>The figures of a drawn statement, in the oracle's form, and the sums that must hold inside it.</summary>
internal static class StatementCells
{
    /// <summary>The cells of the items that are not zero, as effects on profit.</summary>
    public static IReadOnlyDictionary<PlainCell, decimal> Of(Statement statement)
    {
        var cells = new Dictionary<PlainCell, decimal>();
        foreach (var row in statement.Rows.Where(row => row.Kind == StatementRowKind.Item))
        {
            for (var i = 0; i < statement.Columns.Count; i++)
            {
                if (statement.Columns[i].Kind == StatementColumnKind.Actual && row.Amounts[i] is { } amount && amount != 0)
                    cells.Add(new PlainCell(SectionOf(row.Section), row.Account!.Id, Name(statement.Query, statement.Columns[i])), Effect(row.Section) * amount);
            }
        }

        return cells;
    }

    /// <summary>
    /// Rows add up to their subtotals, columns to the totals, subtotals to the profits, at pence; the tie-out agrees; no account stands twice.
    /// </summary>
    public static void AddUp(Statement statement)
    {
        Assert.True(statement.TiesOut, string.Join("; ", statement.TieOut));
        var items = statement.Rows.Where(row => row.Kind == StatementRowKind.Item).ToList();
        Assert.Equal(items.Count, items.DistinctBy(row => row.Account!.Id).Count());
        Assert.All(statement.Rows, row => Assert.Equal(row.Total, Actuals(statement, row).Sum()));
        Assert.All(statement.Rows, row => Assert.Equal(decimal.Round(row.Total, 2), row.Total));

        foreach (var at in Enumerable.Range(-1, statement.Columns.Count + 1))
        {
            if (at >= 0 && statement.Columns[at].Kind is not (StatementColumnKind.Actual or StatementColumnKind.Comparative))
                continue;
            foreach (var section in new[] { Section.Income, Section.CostOfSales, Section.OtherIncome, Section.Overheads })
                Assert.Equal(items.Where(row => row.Section == section).Sum(row => At(row, at)), At(statement.Summary(section), at));
            var gross = At(statement.Summary(Section.Income), at) - At(statement.Summary(Section.CostOfSales), at);
            Assert.Equal(gross, At(statement.Summary(Section.GrossProfit), at));
            Assert.Equal(gross + At(statement.Summary(Section.OtherIncome), at) - At(statement.Summary(Section.Overheads), at), At(statement.Summary(Section.NetProfit), at));
        }
    }

    /// <summary>Net profit over the whole period.</summary>
    public static decimal NetProfit(this Statement statement) => statement.Summary(Section.NetProfit).Total;

    /// <summary>Everything a reader sees but when it was drawn: two statements with the same words are the same statement.</summary>
    public static string Words(Statement statement) => string.Join('\n', statement.Rows.Select(row =>
        FormattableString.Invariant($"{row.Section} {row.Kind} {row.Account} {row.Label} {string.Join(' ', row.Amounts.Select(amount => amount?.ToString("0.00", CultureInfo.InvariantCulture)))} {row.Total:0.00}"))
        .Prepend(string.Join(' ', statement.Columns.Select(column => column.Label))));

    private static IEnumerable<decimal> Actuals(Statement statement, StatementRow row) =>
        row.Amounts.Where((_, index) => statement.Columns[index].Kind == StatementColumnKind.Actual).Select(amount => amount!.Value);

    private static decimal At(StatementRow row, int column) => column < 0 ? row.Total : row.Amounts[column]!.Value;

    private static decimal Effect(Section section) => section is Section.Income or Section.OtherIncome ? 1 : -1;

    private static PlainSection SectionOf(Section section) => section switch
    {
        Section.Income => PlainSection.Income,
        Section.CostOfSales => PlainSection.CostOfSales,
        Section.OtherIncome => PlainSection.OtherIncome,
        _ => PlainSection.Overheads,
    };

    private static string Name(StatementQuery query, StatementColumn column) => query.Columns is StatementColumns.Project or StatementColumns.Phase
        ? column.Label
        : column.Period.From.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
