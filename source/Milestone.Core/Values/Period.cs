using System.Globalization;

namespace Milestone.Core.Values;

/// <summary>A stretch of days, both ends included. Accounting dates have no time and no time zone.</summary>
/// <exception cref="ArgumentException">The period would end before it starts.</exception>
public readonly record struct Period
{
    /// <summary>The period from <paramref name="from"/> to <paramref name="to"/>, both included.</summary>
    public Period(DateOnly from, DateOnly to)
    {
        if (to < from)
            throw new ArgumentException($"The period ends on {to:yyyy-MM-dd}, before it starts on {from:yyyy-MM-dd}. Swap the two dates.", nameof(to));
        From = from;
        To = to;
    }

    /// <summary>The first day.</summary>
    public DateOnly From { get; }

    /// <summary>The last day.</summary>
    public DateOnly To { get; }

    /// <summary>How many days the period has; never less than one.</summary>
    public int Days => To.DayNumber - From.DayNumber + 1;

    /// <summary>Whether the period starts on the first and ends on the last day of a month.</summary>
    public bool IsWholeMonths => From.Day == 1 && To.AddDays(1).Day == 1;

    /// <summary>The calendar month that <paramref name="day"/> lies in.</summary>
    public static Period MonthOf(DateOnly day)
    {
        var first = new DateOnly(day.Year, day.Month, 1);
        return new Period(first, first.AddMonths(1).AddDays(-1));
    }

    /// <summary>The days that both periods have, or null when they do not meet.</summary>
    public Period? Intersect(Period other)
    {
        var from = From > other.From ? From : other.From;
        var to = To < other.To ? To : other.To;
        return to < from ? null : new Period(from, to);
    }

    /// <summary>Whether <paramref name="day"/> lies in the period.</summary>
    public bool Contains(DateOnly day) => day >= From && day <= To;

    /// <summary>The period cut at the ends of calendar months, in order; the first and last piece may be part months.</summary>
    public IEnumerable<Period> Months()
    {
        for (var start = From; start <= To;)
        {
            var month = MonthOf(start);
            var end = month.To < To ? month.To : To;
            yield return new Period(start, end);
            start = end.AddDays(1);
        }
    }

    /// <summary>
    /// The period of the same shape before this one: whole months step back by as many months, whatever their length;
    /// a part of one month steps to the same days a month earlier (1-16 August becomes 1-16 July); other periods step by their number of days.
    /// </summary>
    public Period Previous()
    {
        if (IsWholeMonths)
        {
            var months = ((To.Year - From.Year) * 12) + To.Month - From.Month + 1;
            return new Period(From.AddMonths(-months), From.AddDays(-1));
        }

        return From.Year == To.Year && From.Month == To.Month
            ? new Period(From.AddMonths(-1), To.AddMonths(-1))
            : new Period(From.AddDays(-Days), From.AddDays(-1));
    }

    /// <summary>The same days a year earlier; a period that ends with February ends with February there too.</summary>
    public Period YearBefore() => IsWholeMonths
        ? new Period(From.AddYears(-1), To.AddDays(1).AddYears(-1).AddDays(-1))
        : new Period(From.AddYears(-1), To.AddYears(-1));

    /// <summary>Both ends in ISO form, as in 2026-04-01..2027-03-31.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{From:yyyy-MM-dd}..{To:yyyy-MM-dd}");
}
