using System.Text.RegularExpressions;

namespace Milestone.Build.Monitoring;

/// <summary>The repository's own files in a hurry: the same expressions, thresholds and routes, with waits that a rehearsal can sit out.</summary>
internal static partial class ShortRules
{
    /// <summary>Rules whose alerts come after seconds instead of minutes, over a window as short.</summary>
    public static string Of(string rules) => Window().Replace(Wait().Replace(rules, "${before}2s"), "[15s]");

    /// <summary>A configuration of Alertmanager with the same routes, whose every receiver posts to one address and says its name there.</summary>
    public static string Routes(string alertmanager, Uri receiver)
    {
        var lines = alertmanager.ReplaceLineEndings("\n").Split('\n');
        var route = lines.SkipWhile(line => line != "route:").TakeWhile(line => line != "receivers:").Select(line => GroupWait().Replace(line, match => $"{match.Groups["name"].Value}: {(match.Groups["name"].Value == "group_wait" ? "0s" : "1s")}"));
        var receivers = lines.Select(line => Receiver().Match(line)).Where(match => match.Success).Select(match => match.Groups["name"].Value)
            .Select(name => $"  - name: {name}\n    webhook_configs:\n      - {{url: \"{new Uri(receiver, name)}\", send_resolved: true}}");
        return string.Join('\n', [.. route, "receivers:", .. receivers, ""]);
    }

    /// <summary>A configuration of Prometheus that asks one host every second.</summary>
    public static string Scrapes(string management, string alertmanager) =>
        $"""
        global: {"{"}scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s{"}"}
        rule_files: [rules.yml]
        alerting:
          alertmanagers:
            - static_configs: [{"{"}targets: ["{alertmanager}"]{"}"}]
        scrape_configs:
          - job_name: milestone
            static_configs: [{"{"}targets: ["{management}"]{"}"}]

        """;

    /// <summary>The queries of a board as rules, so that promtool reads them; a board's own variable becomes a time.</summary>
    public static string RulesOf(IEnumerable<string> queries) =>
        "groups:\n  - name: board\n    rules:\n" + string.Concat(queries.Select((query, number) =>
            $"      - record: board:{number}\n        expr: '{query.Replace("$__rate_interval", "5m", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal)}'\n"));

    [GeneratedRegex(@"(?<before>\bfor: )\d+[smhd]")]
    private static partial Regex Wait();

    [GeneratedRegex(@"\[\d+[smh]\]")]
    private static partial Regex Window();

    [GeneratedRegex(@"(?<name>group_wait|group_interval): \S+")]
    private static partial Regex GroupWait();

    [GeneratedRegex(@"^  - name: (?<name>\S+)$")]
    private static partial Regex Receiver();
}
