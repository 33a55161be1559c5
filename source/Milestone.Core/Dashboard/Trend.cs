using Milestone.Core.Statements;
using Milestone.Core.Values;

namespace Milestone.Core.Dashboard;

/// <summary>The days and columns of a trend.</summary>
internal static class Trend
{
    /// <summary>So many columns still read as a trend; more months than that are shown by quarter.</summary>
    private const int MostMonths = 36;

    private const int MonthsOfAQuarter = 3;

    /// <summary>What to ask of the statements.</summary>
    /// <param name="query">The dashboard.</param>
    /// <param name="firstMonth">The first month with a posting; null before the first.</param>
    public static StatementQuery Of(DashboardQuery query, DateOnly? firstMonth)
    {
        var lastMonth = Period.MonthOf(query.Period.To).From;
        var from = query.Trend switch
        {
            TrendRange.OneMonth => lastMonth,
            TrendRange.ThreeMonths => lastMonth.AddMonths(-2),
            TrendRange.SixMonths => lastMonth.AddMonths(-5),
            TrendRange.OneYear => lastMonth.AddMonths(-11),
            _ => firstMonth is { } first && first < lastMonth ? first : lastMonth,
        };
        var months = ((lastMonth.Year - from.Year) * 12) + lastMonth.Month - from.Month + 1;
        return new StatementQuery(new Period(from, query.Period.To))
        {
            Basis = query.Basis,
            AsKnownAt = query.AsKnownAt,
            Columns = months switch
            {
                <= MostMonths => StatementColumns.Month,
                <= StatementQuery.MostColumns * MonthsOfAQuarter => StatementColumns.Quarter,
                _ => StatementColumns.Year,
            },
        };
    }
}
