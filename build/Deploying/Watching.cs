using System.Globalization;
using System.Text;

namespace Milestone.Build.Deploying;

/// <summary>The hours after a release: how often it answers, how fast, and whether it is still the same.</summary>
internal sealed class Watching(PublicSite site, TimeProvider time, Action<string> say)
{
    /// <summary>Of a window's looks, the share that may be bad; and how long nine of ten may take at most.</summary>
    public double ErrorsAllowed { get; init; } = 0.02;

    public TimeSpan SlowestAllowed { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>So many bad looks in a row are an alarm by themselves.</summary>
    public int BadInARow { get; init; } = 3;

    public TimeSpan Every { get; init; } = TimeSpan.FromSeconds(30);

    readonly List<(DateTimeOffset At, Look Look)> looks = [];

    /// <summary>The alarms; none when all was well.</summary>
    public async Task<IReadOnlyList<string>> Run(TimeSpan duration, Release? wanted, CancellationToken stop)
    {
        var alarms = new List<string>();
        var end = time.GetUtcNow() + duration;
        var bad = 0;
        Release? first = wanted;
        while (true)
        {
            var look = await site.Health(stop);
            looks.Add((time.GetUtcNow(), look));
            bad = look.Ready ? 0 : bad + 1;
            if (!look.Ready) say($"{time.GetUtcNow():HH:mm:ss} {look.Said}");
            if (bad == BadInARow) Alarm(alarms, $"not ready {BadInARow} times in a row: {look.Said}");
            if (look.Ready && first is not null && !look.Release!.Is(first)) Alarm(alarms, $"another release answers: {look.Release} instead of {first}");
            if (look.Ready) first = wanted ?? look.Release;
            if (time.GetUtcNow() + Every > end) break;
            await Task.Delay(Every, time, stop);
        }
        if (Errors > ErrorsAllowed) Alarm(alarms, string.Create(CultureInfo.InvariantCulture, $"{Errors:P1} of the looks were bad; {ErrorsAllowed:P1} are allowed"));
        if (NineOfTen > SlowestAllowed) Alarm(alarms, string.Create(CultureInfo.InvariantCulture, $"one look in ten took more than {NineOfTen.TotalMilliseconds:0} ms; {SlowestAllowed.TotalMilliseconds:0} ms are allowed"));
        return alarms;
    }

    double Errors => looks.Count == 0 ? 0 : (double)looks.Count(one => !one.Look.Ready) / looks.Count;

    TimeSpan NineOfTen => looks.Count == 0 ? TimeSpan.Zero : looks.Select(one => one.Look.Took).Order().ElementAt((int)Math.Ceiling(looks.Count * 0.9) - 1);

    public string Markdown(IReadOnlyList<string> alarms)
    {
        var text = new StringBuilder("# The hours after the release\n\n");
        text.Append(alarms.Count == 0 ? "**All was well.**\n\n" : "**Alarm.**\n\n");
        foreach (var alarm in alarms) text.Append(CultureInfo.InvariantCulture, $"- {alarm}\n");
        text.Append("\n| hour (UTC) | looks | not ready | median | 9 of 10 within | slowest |\n|---|---|---|---|---|---|\n");
        foreach (var hour in looks.GroupBy(one => new DateTime(one.At.Year, one.At.Month, one.At.Day, one.At.Hour, 0, 0, DateTimeKind.Utc)))
        {
            var times = hour.Select(one => one.Look.Took.TotalMilliseconds).Order().ToList();
            text.Append(CultureInfo.InvariantCulture, $"| {hour.Key:yyyy-MM-dd HH}:00 | {times.Count} | {hour.Count(one => !one.Look.Ready)} | {times[times.Count / 2]:0} ms | {times[(int)Math.Ceiling(times.Count * 0.9) - 1]:0} ms | {times[^1]:0} ms |\n");
        }
        return text.ToString();
    }

    void Alarm(List<string> alarms, string what)
    {
        if (alarms.Contains(what)) return;
        alarms.Add(what);
        say($"ALARM: {what}");
    }
}
