using System.Globalization;
using Milestone.Core.Reporting;
using Milestone.Core.Statements;
using Milestone.Host.Components.Charts;

namespace Milestone.Host.Statements.Parts;

/// <summary>A statement through time as a picture: what came in, what went out, what was left. Its figures are the statement's sums.</summary>
internal static class TrendPicture
{
    private const int FewestColumns = 2;

    /// <summary>The picture, or null where the columns have no order in time, there are too few, or rows are not the statement's own.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="link">Where a column leads, or null for nowhere.</param>
    /// <param name="fewest">How many columns make a trend.</param>
    public static ChartPicture? Of(Statement statement, Func<StatementColumn, string?>? link = null, int fewest = FewestColumns)
    {
        var unit = statement.Query.Columns switch
        {
            StatementColumns.Month => "months",
            StatementColumns.Quarter => "quarters",
            StatementColumns.Year => "years",
            _ => null,
        };
        var columns = statement.Columns.Index().Where(column => column.Item.Kind == StatementColumnKind.Actual).OrderBy(column => column.Item.Period.From).ToList();
        if (unit is null || columns.Count < fewest || statement.Query.Rows != StatementRows.Account)
            return null;
        return new ChartPicture(
            Message(columns.ConvertAll(column => (column.Item.Label, statement.Summary(Section.NetProfit).Amounts[column.Index] ?? 0)), unit),
            columns.ConvertAll(column => column.Item.Label),
            [Series(Section.Income, ChartShape.Bar), Series(Section.CostOfSales, ChartShape.Bar), Series(Section.Overheads, ChartShape.Bar), Series(Section.NetProfit, ChartShape.Line)])
        {
            Axis = $"{char.ToUpperInvariant(unit[0])}{unit[1..^1]}",
            Points = columns.ConvertAll(column => new ChartPoint { Link = link?.Invoke(column.Item) }),
        };

        ChartPictureSeries Series(Section section, ChartShape shape) =>
            new(SectionNames.Of(section), SectionNames.Label(section), shape, columns.ConvertAll(column => statement.Summary(section).Amounts[column.Index]));
    }

    private static string Message(List<(string Label, decimal Profit)> columns, string unit)
    {
        var made = columns.Count(column => column.Profit > 0);
        if (columns is [var only])
            return $"{(only.Profit < 0 ? "A loss" : "A profit")} of {CellText.Money(Math.Abs(only.Profit), ChartPicture.MoneyDecimals)} in {only.Label}";
        return made == 0
            ? $"None of the {columns.Count.ToString(CultureInfo.InvariantCulture)} {unit} made a profit"
            : string.Create(CultureInfo.InvariantCulture, $"A profit in {made} of {columns.Count} {unit}; the best was {columns.MaxBy(column => column.Profit).Label}");
    }
}
