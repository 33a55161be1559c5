using System.Globalization;
using System.Net;
using System.Text;
using Milestone.Load.Measuring;
using Milestone.Load.Scenarios;
using Milestone.Load.Verdicts;

namespace Milestone.Load.Reporting;

/// <summary>A run as one page that needs nothing else: what held, what was measured, beside an earlier run, and four charts.</summary>
internal static class HtmlReport
{
    private const string Head = """
        <!DOCTYPE html>
        <html lang="en-GB"><head><meta charset="utf-8"><title>Milestone under load</title>
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <meta name="viewport" content="width=device-width"><style>
        :root { color-scheme: light dark; --ink: #1c2430; --soft: #5d6776; --rule: #d9dee5; --paper: #fff; --good: #1a7f4b; --bad: #b3261e;
          --c0: #1f5fbf; --c1: #c2571a; --c2: #1a7f4b; --c3: #8a3fa8; --c4: #00838f; --c5: #a8324a; --c6: #6b7280; --c7: #8d6e00 }
        @media (prefers-color-scheme: dark) { :root { --ink: #e6eaf0; --soft: #9aa5b5; --rule: #36404e; --paper: #141a22; --good: #5fce93; --bad: #ff8a80;
          --c0: #7fb0ff; --c1: #ffb07a; --c2: #5fce93; --c3: #d09aec; --c4: #5fd0dc; --c5: #ff9db0; --c6: #b0b8c4; --c7: #e2c25c } }
        body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); max-width: 76rem; margin: 2rem auto; padding: 0 1rem }
        h1 { font-size: 1.6rem; margin: 0 } h2 { font-size: 1.15rem; margin: 2rem 0 .5rem } p { margin: .4rem 0; max-width: 70ch }
        .verdict { font-weight: 600 } .good { color: var(--good) } .bad { color: var(--bad) } .soft { color: var(--soft) }
        .wide { overflow-x: auto } table { border-collapse: collapse; font-variant-numeric: tabular-nums; width: 100% }
        th, td { text-align: left; padding: .3rem .6rem; border-bottom: 1px solid var(--rule); vertical-align: top } th { color: var(--soft); font-weight: 600 }
        .n { text-align: right; white-space: nowrap }
        .charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(34rem, 100%), 1fr)); gap: 1.5rem } figure { margin: 0 } svg { width: 100%; height: auto }
        .title { font-weight: 600; font-size: 14px; fill: var(--ink) } .tick { font-size: 11px; fill: var(--soft) } .grid { stroke: var(--rule) }
        .limit { stroke: var(--bad); stroke-dasharray: 5 4; stroke-width: 1.5 } .limit-name { font-size: 11px; fill: var(--bad) } .line { fill: none; stroke-width: 2 }
        .c0 { stroke: var(--c0) } .c1 { stroke: var(--c1) } .c2 { stroke: var(--c2) } .c3 { stroke: var(--c3) } .c4 { stroke: var(--c4) } .c5 { stroke: var(--c5) } .c6 { stroke: var(--c6) } .c7 { stroke: var(--c7) }
        .dot { fill: var(--paper); stroke-width: 2 }
        </style></head><body>
        """;

    public static string Write(LoadRun run, IReadOnlyList<Verdict> verdicts, Figures? earlier, string which)
    {
        var page = new StringBuilder(Head);
        var broken = verdicts.Count(verdict => !verdict.Holds);
        var requests = run.Groups.Sum(group => group.Recorded.Samples.Count);
        page.Append("<h1>Milestone under load</h1>");
        Append(page, $"<p class=\"soft\">{run.At:yyyy-MM-dd HH:mm} UTC: {requests:#,##0} requests in {run.Duration.TotalSeconds:0} s, {requests / run.Duration.TotalSeconds:0.0} a second.</p>");
        if (broken == 0)
            Append(page, $"<p class=\"verdict good\">All {verdicts.Count} limits hold.</p>");
        else
            Append(page, $"<p class=\"verdict bad\">{broken} of {verdicts.Count} limits do not hold: {Text(string.Join("; ", verdicts.Where(one => !one.Holds).Select(one => $"{one.Name} {one.Seen}")))}.</p>");
        Noise(page, run);
        Scenarios(page, run, earlier, which);
        Slowest(page, run);
        Charts(page, run);
        Knee(page, run);
        Verdicts(page, verdicts);
        return page.Append("</body></html>\n").ToString();
    }

    private static void Noise(StringBuilder page, LoadRun run)
    {
        var noise = run.Noise;
        Append(page, $"<p>The machine's {Environment.ProcessorCount} processors: {noise.Host:0%} the host, {noise.Generator:0%} asking, {noise.Others:0%} PostgreSQL and whatever else ran. ");
        Append(page, $"Requests left late by {run.Lateness.Percentile(50):0.0} ms in the median and {run.Lateness.Percentile(99):0.0} ms at p99, which is part of every latency here: it is the asking side's, not the host's.</p>");
        if (run.WarmUp.Count > 0)
            Append(page, $"<p>Before that the host, just started, warmed up at the same rates. These {run.WarmUp.Count:#,##0} reads are not judged: p50 {run.WarmUp.Percentile(50):0.0} ms, p99 {run.WarmUp.Percentile(99):0} ms, at most {run.WarmUp.Most:0} ms.</p>");
    }

    private static void Scenarios(StringBuilder page, LoadRun run, Figures? earlier, string which)
    {
        page.Append("<h2>Scenarios</h2>");
        Append(page, $"<p class=\"soft\">Milliseconds from the moment a request was due until its answer was whole. {(earlier is null ? "There is nothing to compare with yet" : "In brackets: " + Text(which))}.</p>");
        page.Append("<div class=\"wide\"><table><thead><tr><th>Scenario</th><th>Kind</th><th class=\"n\">Requests</th><th class=\"n\">A second</th><th class=\"n\">Known already</th><th class=\"n\">KB each</th><th class=\"n\">p50</th><th class=\"n\">p90</th><th class=\"n\">p99</th><th class=\"n\">Most</th><th class=\"n\">p99 limit</th><th class=\"n\">Errors</th></tr></thead><tbody>");
        foreach (var group in run.Groups)
        {
            var (recorded, count) = (group.Recorded, Math.Max(1, group.Recorded.Samples.Count));
            Append(page, $"<tr><td>{Text(group.Title)}</td><td>{Measured.Word(group.Kind)}</td><td class=\"n\">{recorded.Samples.Count:#,##0}</td><td class=\"n\">{recorded.Samples.Count / run.Duration.TotalSeconds:0.0}</td>");
            Append(page, $"<td class=\"n\">{(double)recorded.Unchanged / count:0%}</td><td class=\"n\">{recorded.Bytes / 1024.0 / count:0.0}</td>");
            foreach (var percent in (double[])[50, 90, 99])
                Append(page, $"<td class=\"n\">{recorded.Latencies.Percentile(percent):0.0}{Before(earlier, Figures.Name(group, percent))}</td>");
            Append(page, $"<td class=\"n\">{recorded.Latencies.Most:0}</td><td class=\"n\">{Limits.P99Of(group.Kind):#,##0}</td><td class=\"n {(recorded.Errors == 0 ? "" : "bad")}\">{recorded.Errors}</td></tr>");
        }

        page.Append("</tbody></table></div>");
    }

    // Whether a kind of page is slow, or whatever came at one moment.
    private static void Slowest(StringBuilder page, LoadRun run)
    {
        page.Append("<h2>Who waited longest</h2><div class=\"wide\"><table><thead><tr><th>Scenario</th><th>Kind</th><th class=\"n\">Second</th><th class=\"n\">Waited, ms</th><th>Asked for</th></tr></thead><tbody>");
        foreach (var (group, sample) in run.Groups.SelectMany(group => group.Recorded.Slowest(5).Select(sample => (group, sample))))
            Append(page, $"<tr><td>{Text(group.Scenario)}</td><td>{Measured.Word(group.Kind)}</td><td class=\"n\">{sample.At:0.0}</td><td class=\"n\">{sample.Milliseconds:0}</td><td>{Text(sample.Asked ?? "")}</td></tr>");
        page.Append("</tbody></table></div>");
    }

    private static string Before(Figures? earlier, string name) =>
        earlier?.Values.TryGetValue(name, out var value) == true ? string.Create(CultureInfo.InvariantCulture, $" <span class=\"soft\">({value:0.0})</span>") : "";

    private static void Charts(StringBuilder page, LoadRun run)
    {
        page.Append("<h2>Over the run</h2><div class=\"charts\">");
        var reads = run.Groups.Where(group => group.Kind == Kind.Reads).SelectMany(group => group.Recorded.Samples).ToList();
        var width = Math.Max(1, run.Duration.TotalSeconds / 60);
        List<(double X, double Y)> Over(double percent) =>
            [.. reads.GroupBy(sample => Math.Floor(sample.At / width)).OrderBy(part => part.Key).Select(part => ((part.Key + 0.5) * width, new Latencies(part.Select(sample => sample.Milliseconds)).Percentile(percent)))];
        page.Append(new LineChart("Reads over time", "seconds", "ms") { Limit = Limits.P99Of(Kind.Reads), LimitName = "limit of p99" }.Draw([new("p50", Over(50)), new("p90", Over(90)), new("p99 of each part", Over(99))]));
        page.Append(new LineChart("The host's memory, the closed model included", "seconds", "MB") { Limit = Limits.Memory }
            .Draw([new("resident", [.. run.Memory.Select(sample => (sample.At, sample.Megabytes))]), .. Own(run)]));
        double[] percents = [0, 50, 75, 90, 95, 99, 99.5, 99.9];
        // Each nine as far as the one before: 0, 90, 99, 99.9.
        static double Place(double percent) => -Math.Log10(1 - (percent / 100));
        page.Append(new LineChart("How many had to wait how long: reads", "percentile", "ms")
        {
            Limit = Limits.P99Of(Kind.Reads),
            LimitName = "limit of p99",
            Marks = [.. new double[] { 0, 50, 90, 99, 99.9 }.Select(percent => (Place(percent), percent.ToString("0.#", CultureInfo.InvariantCulture)))],
        }.Draw([.. run.Groups.Where(group => group.Kind == Kind.Reads).Select(group => new Line(group.Scenario, [.. percents.Select(percent => (Place(percent), group.Recorded.Latencies.Percentile(percent)))]))]));
        var others = run.Groups.Where(group => group.Kind != Kind.Reads).ToList();
        if (others.Count > 0)
        {
            page.Append(new LineChart("Files, orders and imports", "percentile", "ms")
            {
                Marks = [.. new double[] { 0, 50, 90, 99 }.Select(percent => (Place(percent), percent.ToString("0", CultureInfo.InvariantCulture)))],
            }.Draw([.. others.Select(group => new Line(Measured.Word(group.Kind), [.. percents.Where(percent => percent <= 99).Select(percent => (Place(percent), group.Recorded.Latencies.Percentile(percent)))]))]));
        }

        page.Append("</div>");
    }

    private static IEnumerable<Line> Own(LoadRun run) =>
        run.MostOfItsOwn is null ? [] : [new("of which its own, and of no file", [.. run.Memory.Where(sample => sample.Own is not null).Select(sample => (sample.At, sample.Own!.Value))])];

    private static void Knee(StringBuilder page, LoadRun run)
    {
        if (run.Steps.Count == 0)
            return;
        page.Append("<h2>More and more users who never pause</h2>");
        page.Append(run.Knee is { } knee
            ? string.Create(CultureInfo.InvariantCulture, $"<p>The knee is at {knee.Users} users: {knee.PerSecond:#,##0} answers a second, p99 {knee.P99:0.0} ms. With twice as many users answers a second grow by less than a tenth, or one in a hundred takes longer than {Limits.P99Of(Kind.Reads):0} ms.</p>")
            : "<p>The knee was not reached.</p>");
        page.Append("<div class=\"charts\">");
        var marks = run.Steps.Select(step => (Math.Log2(step.Users), step.Users.ToString(CultureInfo.InvariantCulture))).ToList();
        page.Append(new LineChart("Answers a second", "users", "a second") { Marks = marks }.Draw([new("answers", [.. run.Steps.Select(step => (Math.Log2(step.Users), step.PerSecond))])]));
        page.Append(new LineChart("What each user waits", "users", "ms") { Marks = marks, Limit = Limits.P99Of(Kind.Reads), LimitName = "limit of p99" }
            .Draw([new("p50", [.. run.Steps.Select(step => (Math.Log2(step.Users), step.Median))]), new("p99", [.. run.Steps.Select(step => (Math.Log2(step.Users), step.P99))])]));
        page.Append("</div>");
    }

    private static void Verdicts(StringBuilder page, IReadOnlyList<Verdict> verdicts)
    {
        page.Append("<h2>Limits</h2><div class=\"wide\"><table><thead><tr><th>Limit</th><th>Must be</th><th>Was</th><th>Verdict</th></tr></thead><tbody>");
        foreach (var one in verdicts.OrderBy(one => one.Holds))
            page.Append(CultureInfo.InvariantCulture, $"<tr><td>{Text(one.Name)}</td><td>{Text(one.Must)}</td><td>{Text(one.Seen)}</td><td class=\"{(one.Holds ? "good" : "bad")}\">{(one.Holds ? "holds" : "does not hold")}</td></tr>");
        page.Append("</tbody></table></div>");
    }

    private static void Append(StringBuilder page, FormattableString text) => page.Append(text.ToString(CultureInfo.InvariantCulture));

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
