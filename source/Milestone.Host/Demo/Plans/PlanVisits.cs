namespace Milestone.Host.Demo.Plans;

/// <summary>When people sat down to their projects: on the morning after each month's fetch, and once more on the eve of the demo's last day.</summary>
/// <param name="Stage">The last fetch before it.</param>
/// <param name="At">When the first of them began.</param>
internal sealed record PlanVisit(int Stage, DateTimeOffset At)
{
    private const int MinutesAProject = 3;

    /// <summary>The visits of a calendar, in order; the last one, at the last fetch itself, is for projects that came with it.</summary>
    public static IReadOnlyList<PlanVisit> Of(DemoCalendar calendar)
    {
        var stages = calendar.Stages;
        var last = stages.Count - 1;
        var visits = Enumerable.Range(0, last).Select(stage => new PlanVisit(stage, Earlier(Morning(stages[stage]), stages[last]))).ToList();
        var eve = DemoCalendar.Moment(calendar.Today.AddDays(-1), 15, 40);
        if (eve > visits[^1].At.AddDays(1))
            visits.Add(new PlanVisit(last - 1, eve));
        visits.Add(new PlanVisit(last, stages[last]));
        return visits;
    }

    /// <summary>When the turn came to the project that stands so far down the list.</summary>
    public DateTimeOffset TurnOf(int index, DateTimeOffset latest) => Earlier(At.AddMinutes(MinutesAProject * index), latest);

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private static DateTimeOffset Morning(DateTimeOffset fetched)
    {
        var day = DateOnly.FromDateTime(fetched.UtcDateTime).AddDays(1);
        while (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
            day = day.AddDays(1);
        return DemoCalendar.Moment(day, 9, 5);
    }
}
