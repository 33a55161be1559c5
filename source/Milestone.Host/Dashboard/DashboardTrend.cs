using System.Globalization;
using Milestone.Core.Reporting;
using Milestone.Core.Statements;
using Milestone.Host.Components.Charts;
using Milestone.Host.Statements;

namespace Milestone.Host.Dashboard;

/// <summary>The months of a statement as a picture: what came in, what went out, what was left.</summary>
internal static class DashboardTrend
{
    public static ChartPicture Of(Statement statement)
    {
        var profits = statement.Summary(Section.NetProfit).Amounts;
        return new ChartPicture(
            Message(statement, profits),
            [.. statement.Columns.Select(column => column.Label)],
            [
                Series(statement, Section.Income, ChartShape.Bar),
                Series(statement, Section.CostOfSales, ChartShape.Bar),
                Series(statement, Section.Overheads, ChartShape.Bar),
                Series(statement, Section.NetProfit, ChartShape.Line),
            ]);
    }

    private static ChartPictureSeries Series(Statement statement, Section section, ChartShape shape) =>
        new(SectionNames.Of(section), SectionNames.Label(section), shape, statement.Summary(section).Amounts);

    private static string Message(Statement statement, IReadOnlyList<decimal?> profits)
    {
        var best = profits.Index().MaxBy(month => month.Item).Index;
        var made = profits.Count(profit => profit > 0);
        return made == 0
            ? "No month made a profit"
            : string.Create(CultureInfo.InvariantCulture, $"A profit in {made} of {profits.Count} months; the best was {statement.Columns[best].Label}");
    }
}
