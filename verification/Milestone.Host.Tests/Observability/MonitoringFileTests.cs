using System.Text.Json;
using System.Text.RegularExpressions;
using Milestone.Host.Tests.Running;
using Milestone.Testing.Golden;
using Milestone.Testing.Postgres;
using Xunit;

namespace Milestone.Host.Tests.Observability;

/// <summary>Rules and board ask for nothing that no host says: a metric that was renamed would never alarm again.</summary>
public sealed partial class MonitoringFileTests(MeteredHost host) : IClassFixture<MeteredHost>
{
    // Counted from the first time that they happen.
    private static readonly string[] OnOccasion = ["milestone_rate_limit_refusals_total", "milestone_sign_in_attempts_total"];

    // Of Prometheus, its node exporter and its prober.
    private static readonly string[] OfOthers = ["ALERTS", "node_filesystem_avail_bytes", "node_filesystem_size_bytes", "probe_ssl_earliest_cert_expiry", "up"];

    private static readonly string Folder = Path.Combine(GoldenFile.Root, "deploy", "monitoring");

    [Fact]
    public async Task Every_metric_that_a_rule_or_the_board_asks_for_is_one_that_a_host_says()
    {
        TemporaryPostgres.Require();
        using var imported = await host.ImportAsync(SmallBooks.OneMoreBill);
        using var page = await host.Public.GetAsync(new Uri("/milestone-app/sign-in", UriKind.Relative), TestContext.Current.CancellationToken);
        var said = Sample().Matches(await host.ScrapeAsync()).Select(found => found.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
        var asked = Queries().SelectMany(NamesIn).Distinct(StringComparer.Ordinal).ToList();

        Assert.True(asked.Count > 20, $"Only {asked.Count} metrics were found in rules and board.");
        Assert.Empty(asked.Except(said).Except(OnOccasion).Except(OfOthers));
    }

    [Fact]
    public void The_names_of_metrics_are_found_in_a_query() => Assert.Equal(
        ["http_server_request_duration_seconds_bucket", "up"],
        NamesIn("histogram_quantile(0.99, sum by (le, http_route) (rate(http_server_request_duration_seconds_bucket{http_request_method=\"GET\"}[5m]))) > 1 and on() up{job=\"milestone\"} == 1"));

    [Fact]
    public void Every_alert_is_in_the_guide() =>
        Assert.Equal([], Alert().Matches(Rules()).Select(found => found.Groups[1].Value).Where(alert => !File.ReadAllText(Path.Combine(GoldenFile.Root, "docs", "monitoring.md")).Contains($"`{alert}`", StringComparison.Ordinal)));

    [Fact]
    public void Every_alert_has_a_test_that_fires_it_and_one_that_does_not()
    {
        var tests = File.ReadAllText(Path.Combine(Folder, "rules", "milestone.test.yml"));
        foreach (var alert in Alert().Matches(Rules()).Select(found => found.Groups[1].Value))
            Assert.True(tests.Split($"alertname=\"{alert}\"").Length > 2, $"{alert} is not tested both ways.");
    }

    private static IEnumerable<string> Queries()
    {
        foreach (Match expression in Expression().Matches(Rules()))
            yield return expression.Groups[1].Value;
        using var board = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "grafana", "milestone.json")));
        foreach (var panel in board.RootElement.GetProperty("panels").EnumerateArray())
        {
            foreach (var target in panel.GetProperty("targets").EnumerateArray())
                yield return target.GetProperty("expr").GetString()!;
        }
    }

    private static string Rules() => File.ReadAllText(Path.Combine(Folder, "rules", "milestone.yml")).ReplaceLineEndings("\n");

    // Without what stands in braces, brackets and behind "by": labels, texts and times.
    private static IEnumerable<string> NamesIn(string query) => Word().Matches(Aside().Replace(query, " "))
        .Select(found => found.Value)
        .Where(word => word is "up" or "ALERTS" || (word.Contains('_', StringComparison.Ordinal) && word != "histogram_quantile"))
        .Distinct(StringComparer.Ordinal);

    [GeneratedRegex("^([a-zA-Z_0-9]+)[{ ]", RegexOptions.Multiline)]
    private static partial Regex Sample();

    [GeneratedRegex(@"- alert: (\S+)")]
    private static partial Regex Alert();

    [GeneratedRegex(@"expr: (\|\n(?:          .*\n)+|.*\n)")]
    private static partial Regex Expression();

    [GeneratedRegex(@"\{[^}]*\}|\[[^\]]*\]|\bby \([^)]*\)")]
    private static partial Regex Aside();

    [GeneratedRegex(@"[a-zA-Z_][a-zA-Z_0-9]*")]
    private static partial Regex Word();
}
