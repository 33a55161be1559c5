using Milestone.Core.Values;

namespace Milestone.Core.Statements;

/// <summary>What had been spent by the end of a column of a statement through time: cost of sales and overheads of it and of all columns before.</summary>
/// <param name="Label">The column's heading.</param>
/// <param name="Period">The column's days.</param>
/// <param name="Cost">Positive, in base currency, net of VAT.</param>
public sealed record CostToDate(string Label, Period Period, decimal Cost)
{
    /// <summary>The costs of a statement as they grow, one for each of its own columns, which are months, quarters or years.</summary>
    public static IReadOnlyList<CostToDate> Of(Statement statement)
    {
        ArgumentNullException.ThrowIfNull(statement);
        var (sales, overheads) = (statement.Summary(Section.CostOfSales), statement.Summary(Section.Overheads));
        var grown = new List<CostToDate>();
        foreach (var (no, column) in statement.Columns.Index().Where(column => column.Item.Kind == StatementColumnKind.Actual))
        {
            var before = grown.Count == 0 ? 0 : grown[^1].Cost;
            grown.Add(new CostToDate(column.Label, column.Period, before + (sales.Amounts[no] ?? 0) + (overheads.Amounts[no] ?? 0)));
        }

        return grown;
    }
}
