namespace Milestone.Core.Values;

/// <summary>
/// The year an organisation reports by, named by the day it ends on. Any day and month may be the end;
/// 29 February means the last day of February in every year. Rule: docs/concepts.md, Calendar.
/// </summary>
public readonly record struct FinancialYear
{
    /// <summary>A year that ends on the given day of the given month.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such day in that month, even in a leap year.</exception>
    public FinancialYear(int endMonth, int endDay)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(endMonth, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(endMonth, 12);
        ArgumentOutOfRangeException.ThrowIfLessThan(endDay, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(endDay, DateTime.DaysInMonth(LeapYear, endMonth));
        EndMonth = endMonth;
        EndDay = endDay;
    }

    private const int LeapYear = 2024;

    /// <summary>The calendar year, ending on 31 December: what an organisation has until its own year end is known.</summary>
    public static FinancialYear Calendar { get; } = new(12, 31);

    /// <summary>The UK tax year, 6 April to 5 April.</summary>
    public static FinancialYear UnitedKingdomTax { get; } = new(4, 5);

    /// <summary>The month of the last day, 1 to 12.</summary>
    public int EndMonth { get; }

    /// <summary>The day of the month of the last day.</summary>
    public int EndDay { get; }

    private bool EndsWithItsMonth => EndDay >= DateTime.DaysInMonth(LeapYear - 1, EndMonth);

    /// <summary>The financial year that <paramref name="day"/> lies in.</summary>
    public Period YearOf(DateOnly day)
    {
        var end = EndIn(day.Year);
        if (day > end)
            end = EndIn(day.Year + 1);
        return new Period(EndIn(end.Year - 1).AddDays(1), end);
    }

    /// <summary>The quarter of the financial year that <paramref name="day"/> lies in.</summary>
    public Period QuarterOf(DateOnly day)
    {
        var year = YearOf(day);
        for (var quarter = 3; quarter > 0; quarter--)
        {
            var start = QuarterStart(year, quarter);
            if (day >= start)
                return new Period(start, quarter == 3 ? year.To : QuarterStart(year, quarter + 1).AddDays(-1));
        }

        return new Period(year.From, QuarterStart(year, 1).AddDays(-1));
    }

    /// <summary>The number of the quarter, 1 to 4, that <paramref name="day"/> lies in.</summary>
    public int QuarterNumberOf(DateOnly day)
    {
        var year = YearOf(day);
        return 1 + Enumerable.Range(1, 3).Count(quarter => day >= QuarterStart(year, quarter));
    }

    private static DateOnly QuarterStart(Period year, int quarter) => year.From.AddMonths(3 * quarter);

    private DateOnly EndIn(int year) => EndsWithItsMonth
        ? new DateOnly(year, EndMonth, DateTime.DaysInMonth(year, EndMonth))
        : new DateOnly(year, EndMonth, EndDay);
}
