using System.Globalization;
using System.Net;
using System.Text;

namespace Milestone.Build.GoLive.Checking;

/// <summary>The report as a page and as Markdown: the 57 lines first, then what each is based on.</summary>
internal static class GoLiveText
{
    const string Head = """
        <!DOCTYPE html>
        <html lang="en-GB"><head><meta charset="utf-8"><title>Going live</title>
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <meta name="viewport" content="width=device-width"><style>
        :root { color-scheme: light dark; --ink: #1c2430; --soft: #5d6776; --rule: #d9dee5; --paper: #fff; --good: #1a7f4b; --bad: #b3261e; --wait: #8a5a00 }
        @media (prefers-color-scheme: dark) { :root { --ink: #e6eaf0; --soft: #9aa5b5; --rule: #36404e; --paper: #141a22; --good: #5fce93; --bad: #ff8a80; --wait: #e2b65c } }
        body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); max-width: 76rem; margin: 2rem auto; padding: 0 1rem }
        h1 { font-size: 1.6rem; margin: 0 } h2 { font-size: 1.15rem; margin: 2rem 0 .5rem } h3 { font-size: 1rem; margin: 1.4rem 0 .3rem } p { margin: .4rem 0; max-width: 90ch }
        .verdict { font-weight: 600 } .passed { color: var(--good) } .failed { color: var(--bad) } .needs { color: var(--wait) } .soft { color: var(--soft) }
        .wide { overflow-x: auto } table { border-collapse: collapse; font-variant-numeric: tabular-nums; width: 100% }
        th, td { text-align: left; padding: .3rem .6rem; border-bottom: 1px solid var(--rule); vertical-align: top; overflow-wrap: anywhere } th { color: var(--soft); font-weight: 600; overflow-wrap: normal } td.verdict { white-space: nowrap }
        td:first-child { white-space: nowrap } .n { text-align: right; white-space: nowrap } a { color: inherit } code { font: 13px/1.4 ui-monospace, monospace }
        </style></head><body>
        """;

    public static string Markdown(GoLiveReport report, DateTimeOffset ended)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# Going live: {report.Kind}\n\n**{report.Conclusion}**\n\n");
        text.Append(CultureInfo.InvariantCulture, $"Commit `{report.Commit}`, files `{report.TreeId}`, from {report.Began:yyyy-MM-dd HH:mm:ss} to {ended:HH:mm:ss} UTC. Signature `{report.Signature}`.\n\n");
        text.Append("| task | what | verdict | why | s | sabotage |\n|---|---|---|---|---:|---|\n");
        foreach (var line in report.Lines)
            text.Append(CultureInfo.InvariantCulture, $"| {line.Task} | {Cell(line.Title)} | {line.Word} | {Cell(line.Reason)} | {line.Seconds:0.0} | {Cell(line.Sabotage?.Remark ?? "")} |\n");
        text.Append("\n## Evidence\n");
        foreach (var line in report.Lines)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n### {line.Task} {line.Title}: {line.Word}\n\n{(line.Evidence.Count == 0 ? "Nothing was looked at.\n" : "| asked | came back |\n|---|---|\n")}");
            foreach (var (asked, came) in line.Evidence) text.Append(CultureInfo.InvariantCulture, $"| {Cell(asked)} | {Cell(came)} |\n");
        }
        return text.ToString();
    }

    public static string Html(GoLiveReport report, DateTimeOffset ended)
    {
        var page = new StringBuilder(Head);
        page.Append(CultureInfo.InvariantCulture, $"<h1>Going live: {Text(report.Kind)}</h1><p class=\"verdict {(report.IsGood ? "passed" : "failed")}\">{Text(report.Conclusion)}</p>");
        page.Append(CultureInfo.InvariantCulture, $"<p class=\"soft\">Commit <code>{Text(report.Commit)}</code>, files <code>{Text(report.TreeId)}</code>, from {report.Began:yyyy-MM-dd HH:mm:ss} to {ended:HH:mm:ss} UTC.<br>Signature <code>{report.Signature}</code>: of the commit, the moment and every line with its evidence.</p>");
        page.Append("<div class=\"wide\"><table><thead><tr><th>Task</th><th>What</th><th>Verdict</th><th>Why</th><th class=\"n\">s</th><th>Sabotage</th></tr></thead><tbody>");
        foreach (var line in report.Lines)
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr><td><a href=\"#{line.Task}\">{line.Task}</a></td><td>{Text(line.Title)}</td><td class=\"verdict {Class(line.Verdict)}\">{line.Word}</td><td>{Text(line.Reason)}</td>");
            page.Append(CultureInfo.InvariantCulture, $"<td class=\"n\">{line.Seconds:0.0}</td><td class=\"{(line.Sabotage is { Good: false } ? "failed" : "soft")}\">{Text(line.Sabotage?.Remark ?? "")}</td></tr>");
        }
        page.Append("</tbody></table></div><h2>Evidence</h2>");
        foreach (var line in report.Lines)
        {
            page.Append(CultureInfo.InvariantCulture, $"<h3 id=\"{line.Task}\">{line.Task} {Text(line.Title)}: <span class=\"{Class(line.Verdict)}\">{line.Word}</span></h3>");
            if (line.Evidence.Count == 0)
            {
                page.Append("<p class=\"soft\">Nothing was looked at.</p>");
                continue;
            }
            page.Append("<div class=\"wide\"><table><thead><tr><th>Asked</th><th>Came back</th></tr></thead><tbody>");
            foreach (var (asked, came) in line.Evidence) page.Append(CultureInfo.InvariantCulture, $"<tr><td><code>{Text(asked)}</code></td><td>{Text(came)}</td></tr>");
            page.Append("</tbody></table></div>");
        }
        return page.Append("</body></html>\n").ToString();
    }

    static string Class(Verdict verdict) => verdict switch
    {
        Verdict.Passed => "passed",
        Verdict.Failed => "failed",
        _ => "needs",
    };

    static string Text(string text) => WebUtility.HtmlEncode(text);

    static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).ReplaceLineEndings(" ");
}
