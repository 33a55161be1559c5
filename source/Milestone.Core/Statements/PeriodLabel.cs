using System.Globalization;
using Milestone.Core.Values;

namespace Milestone.Core.Statements;

/// <summary>What readers call a period: Apr 2026, Apr-Jun 2026, Year to 31 Mar 2027, 1-16 Aug 2026.</summary>
public static class PeriodLabel
{
    /// <summary>A short heading for a column.</summary>
    public static string Of(Period period, FinancialYear year)
    {
        if (period == Period.MonthOf(period.From))
            return Text($"{period.From:MMM yyyy}");
        if (period == year.YearOf(period.From))
            return Text($"Year to {period.To:d MMM yyyy}");
        if (period.IsWholeMonths)
        {
            return period.From.Year == period.To.Year
                ? Text($"{period.From:MMM}–{period.To:MMM yyyy}")
                : Text($"{period.From:MMM yyyy}–{period.To:MMM yyyy}");
        }

        if (period.Days == 1)
            return Text($"{period.From:d MMM yyyy}");
        return (period.From.Year == period.To.Year, period.From.Month == period.To.Month) switch
        {
            (true, true) => Text($"{period.From.Day}–{period.To:d MMM yyyy}"),
            (true, false) => Text($"{period.From:d MMM}–{period.To:d MMM yyyy}"),
            _ => Text($"{period.From:d MMM yyyy}–{period.To:d MMM yyyy}"),
        };
    }

    /// <summary>Both ends in full, for a title: 1 Apr 2026 to 31 Mar 2027.</summary>
    public static string InFull(Period period) => Text($"{period.From:d MMM yyyy} to {period.To:d MMM yyyy}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
