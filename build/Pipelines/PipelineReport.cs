using System.Globalization;
using System.Net;
using System.Text;

namespace Milestone.Build.Pipelines;

/// <summary>What the pipeline did, step by step, in one page: report.md for programs and reviews, report.html for people.</summary>
internal sealed class PipelineReport(string title, string commit, DateTimeOffset began)
{
    readonly List<(string Step, string Shows, StepOutcome Outcome, TimeSpan Took, string Seen)> rows = [];

    public string Conclusion { get; set; } = "Not ended";

    public bool HasFailed => rows.Exists(row => row.Outcome == StepOutcome.Failed);

    public void Add(PipelineStep step, StepOutcome outcome, TimeSpan took, string seen) => rows.Add((step.Name, step.Shows, outcome, took, seen));

    public void Save(string folder)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "report.md"), Markdown());
        File.WriteAllText(Path.Combine(folder, "report.html"), Html());
    }

    public string Markdown()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# {title}\n\n**{Conclusion}**\n\nCommit {commit}, begun {began:yyyy-MM-dd HH:mm:ss} UTC, took {Minutes(Total)}.\n\n");
        text.Append("| step | ended | took | what it shows | seen |\n|---|---|---:|---|---|\n");
        foreach (var row in rows) text.Append(CultureInfo.InvariantCulture, $"| {row.Step} | {Word(row.Outcome)} | {Minutes(row.Took)} | {Cell(row.Shows)} | {Cell(row.Seen)} |\n");
        return text.ToString();
    }

    public string Html()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $$"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{{Text(title)}}</title>
            <style>
            :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
            body { max-width: 70rem; margin: 2rem auto; padding: 0 1rem; }
            table { border-collapse: collapse; width: 100%; }
            th, td { text-align: left; vertical-align: top; padding: .5rem .75rem; border-bottom: 1px solid #8885; }
            td.time { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
            .passed { color: light-dark(#17692f, #6fd08c); } .failed { color: light-dark(#b3261e, #ff8a80); font-weight: 600; }
            </style>
            </head>
            <body>
            <h1>{{Text(title)}}</h1>
            <p><strong>{{Text(Conclusion)}}</strong></p>
            <p>Commit {{Text(commit)}}, begun {{began:yyyy-MM-dd HH:mm:ss}} UTC, took {{Minutes(Total)}}.</p>
            <table>
            <thead><tr><th scope="col">Step</th><th scope="col">Ended</th><th scope="col">Took</th><th scope="col">What it shows</th><th scope="col">Seen</th></tr></thead>
            <tbody>

            """);
        foreach (var row in rows)
            text.Append(CultureInfo.InvariantCulture, $"<tr><th scope=\"row\">{Text(row.Step)}</th><td class=\"{Word(row.Outcome).Replace(' ', '-')}\">{Word(row.Outcome)}</td><td class=\"time\">{Minutes(row.Took)}</td><td>{Text(row.Shows)}</td><td>{Text(row.Seen)}</td></tr>\n");
        return text.Append("</tbody>\n</table>\n</body>\n</html>\n").ToString();
    }

    TimeSpan Total => rows.Aggregate(TimeSpan.Zero, (sum, row) => sum + row.Took);

    static string Minutes(TimeSpan time) => time == TimeSpan.Zero ? "" : time.TotalMinutes < 1
        ? time.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture) + " s"
        : string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalMinutes} min {time.Seconds} s");

    static string Word(StepOutcome outcome) => outcome switch
    {
        StepOutcome.Passed => "passed",
        StepOutcome.Failed => "failed",
        StepOutcome.LeftOut => "left out",
        _ => "not run",
    };

    static string Cell(string text) => text.ReplaceLineEndings(" ").Replace("|", "\\|", StringComparison.Ordinal);

    static string Text(string text) => WebUtility.HtmlEncode(text);
}
