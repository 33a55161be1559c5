using System.Net;
using System.Text.RegularExpressions;
using Milestone.Host.Tests.Running;
using Milestone.Testing.Postgres;
using Npgsql;
using Xunit;

namespace Milestone.Host.Tests.Observability;

/// <summary>What Prometheus reads of a host: where, what, and nothing that is anybody's.</summary>
public sealed partial class MetricsTests(MeteredHost host) : IClassFixture<MeteredHost>
{
    // Those that rules, the board or the page of monitoring ask for and that are there from the start.
    private static readonly string[] Always =
    [
        "milestone_database_reachable", "milestone_maintenance", "milestone_watch_age_seconds",
        "http_server_active_requests", "kestrel_active_connections", "dotnet_gc_collections_total", "dotnet_process_memory_working_set_bytes", "dotnet_gc_last_collection_heap_size_bytes",
    ];

    [Theory]
    [InlineData("/metrics")]
    [InlineData("/milestone-app/metrics")]
    public async Task The_public_address_answers_no_metrics(string path)
    {
        TemporaryPostgres.Require();
        using var answer = await host.Public.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.DoesNotContain("# TYPE", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_management_address_answers_metrics_and_nothing_else()
    {
        TemporaryPostgres.Require();
        using var metrics = await host.Management.GetAsync(new Uri("/metrics", UriKind.Relative), TestContext.Current.CancellationToken);
        using var page = await host.Management.GetAsync(new Uri("/milestone-app/sign-in", UriKind.Relative), TestContext.Current.CancellationToken);
        using var health = await host.Management.GetAsync(new Uri("/milestone-app/api/health/live", UriKind.Relative), TestContext.Current.CancellationToken);
        var names = NamesOf(await metrics.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

        Assert.Equal(HttpStatusCode.OK, metrics.StatusCode);
        Assert.Equal([HttpStatusCode.NotFound, HttpStatusCode.NotFound], [page.StatusCode, health.StatusCode]);
        Assert.Empty(Always.Except(names));
    }

    [Fact]
    public async Task A_page_that_is_asked_for_counts_once_with_its_route()
    {
        var before = await host.ReadAsync("http_server_request_duration_seconds_count", "http_route=\"/sign-in\"", "status_code=\"200\"");
        using var answer = await host.Public.GetAsync(new Uri("/milestone-app/sign-in?email=" + MeteredHost.Email, UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(before + 1, await host.ReadAsync("http_server_request_duration_seconds_count", "http_route=\"/sign-in\"", "status_code=\"200\""));
    }

    [Fact]
    public async Task An_import_counts_its_records_by_outcome()
    {
        using var answer = await host.ImportAsync(SmallBooks.Json);
        using var again = await host.ImportAsync(SmallBooks.OneMoreBill);

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK], [answer.StatusCode, again.StatusCode]);
        // Three accounts, two categories, four documents and the organisation were there; then one more bill.
        Assert.Equal(1, await host.ReadAsync("milestone_import_records_total", "outcome=\"created\""));
        Assert.Equal(10, await host.ReadAsync("milestone_import_records_total", "outcome=\"unchanged\""));
        Assert.Equal(0, await host.ReadAsync("milestone_import_records_total", "outcome=\"rejected\""));
    }

    [Fact]
    public async Task A_wrong_password_counts_as_refused()
    {
        TemporaryPostgres.Require();
        var browser = new PlainBrowser(host.Public);
        var before = await host.ReadAsync("milestone_sign_in_attempts_total", "outcome=\"refused\"");
        using var answer = await browser.PostFormAsync("sign-in", await browser.OpenAsync("sign-in"), "sign-in", ("email", MeteredHost.Email), ("password", "not the password at all"));

        Assert.Equal(before + 1, await host.ReadAsync("milestone_sign_in_attempts_total", "outcome=\"refused\""));
    }

    [Fact]
    public async Task Nothing_in_a_metric_is_anybodys()
    {
        using var imported = await host.ImportAsync("{ \"Invoices\": [] }");
        using var page = await host.Public.GetAsync(new Uri("/milestone-app/sign-in?email=" + MeteredHost.Email, UriKind.Relative), TestContext.Current.CancellationToken);
        // Without what describes a metric, which is ours.
        var text = string.Join('\n', (await host.ScrapeAsync()).Split('\n').Where(line => !line.StartsWith('#')));
        var login = new NpgsqlConnectionStringBuilder(host.ConnectionString);

        Assert.Contains("db_client_connection_count", text, StringComparison.Ordinal);
        foreach (var secret in new[] { MeteredHost.Organisation, MeteredHost.Email, "@", host.Token, login.Database!, "Host=", "Password", "Username", $":{login.Port}" })
            Assert.DoesNotContain(secret, text, StringComparison.OrdinalIgnoreCase);
    }

    private static HashSet<string> NamesOf(string text) => [.. Name().Matches(text).Select(found => found.Groups[1].Value)];

    [GeneratedRegex("^([a-z_0-9]+)[{ ]", RegexOptions.Multiline)]
    private static partial Regex Name();
}
