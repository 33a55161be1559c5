namespace Milestone.Host.Demo;

/// <summary>When the books begin, and when they are fetched.</summary>
internal sealed class DemoCalendar
{
    /// <summary>Monthly fetches before the last one; the opening fetch comes before them.</summary>
    const int MonthlyStages = 6;

    public DemoCalendar(DateOnly today)
    {
        Today = today;
        var back = today.AddMonths(-30);
        FirstDay = new DateOnly(back.Month >= 4 ? back.Year : back.Year - 1, 4, 1);
        var thisMonth = new DateOnly(today.Year, today.Month, 1);
        // Month ends are fetched in the evening, after the day's invoices; today at midnight, so that it never lies ahead of the clock on the wall.
        Stages =
        [
            .. Enumerable.Range(0, MonthlyStages)
                .Select(i => Moment(thisMonth.AddMonths(i - MonthlyStages + 1).AddDays(-1), 18, 30)),
            Moment(today, 0, 0),
        ];
    }

    public DateOnly Today { get; }

    /// <summary>1 April of the first of the three financial years, two and a half years or more before today.</summary>
    public DateOnly FirstDay { get; }

    public IReadOnlyList<DateTimeOffset> Stages { get; }

    public int Days => Today.DayNumber - FirstDay.DayNumber;

    public int Months => (Today.Year - FirstDay.Year) * 12 + Today.Month - FirstDay.Month + 1;

    /// <summary>First days of the months of the books, the current one included.</summary>
    public IEnumerable<DateOnly> MonthStarts => Enumerable.Range(0, Months).Select(i => FirstDay.AddMonths(i));

    public static DateOnly MonthEnd(DateOnly day) => new(day.Year, day.Month, DateTime.DaysInMonth(day.Year, day.Month));

    public static DateTimeOffset Moment(DateOnly day, int hour, int minute) =>
        new(day.ToDateTime(new TimeOnly(hour, minute)), TimeSpan.Zero);
}
