using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Milestone.Host.Tests.Running;
using Xunit;

namespace Milestone.Host.Tests.Security;

/// <summary>What holds for every answer, even while the database is gone.</summary>
public sealed class AnswerTests
{
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/api/health/live", HttpStatusCode.OK)]
    [InlineData("/milestone-app/api/health/live", HttpStatusCode.OK)]
    [InlineData("/api/v1/nothing-here", HttpStatusCode.NotFound)]
    [InlineData("/nothing-here", HttpStatusCode.NotFound)]
    [InlineData("/api/v1/organisations", HttpStatusCode.ServiceUnavailable)]
    [InlineData("/openapi/v1.json", HttpStatusCode.OK)]
    public async Task Every_answer_carries_the_security_headers(string path, HttpStatusCode status)
    {
        await using var host = await ServingHost.StartAsync(ServingHost.NoDatabase);

        using var answer = await host.Client.GetAsync(new Uri(path, UriKind.Relative), Cancellation);

        Assert.Equal(status, answer.StatusCode);
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        foreach (var name in (string[])["Referrer-Policy", "Permissions-Policy", "Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy"])
            Assert.Single(answer.Headers.GetValues(name));
        Assert.False(answer.Headers.Contains("Server"));
    }

    [Theory]
    [InlineData("/milestone-app/api/v1/projects?search=a%00b", "search")]
    [InlineData("/milestone-app/statement?a%00b=1", "ab")]
    public async Task A_null_character_in_the_query_is_refused_by_name_before_anything_is_read(string address, string field)
    {
        await using var host = await ServingHost.StartAsync(ServingHost.NoDatabase);

        using var answer = await host.Client.GetAsync(new Uri(address, UriKind.Relative), Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains($"'{field}' holds a null character", WebUtility.HtmlDecode(Regex.Unescape(await answer.Content.ReadAsStringAsync(Cancellation))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_address_of_the_api_answers_problem_details_and_another_one_a_page()
    {
        await using var host = await ServingHost.StartAsync(ServingHost.NoDatabase);

        using var api = await host.Client.GetAsync(new Uri("/milestone-app/api/v1/nothing-here", UriKind.Relative), Cancellation);
        using var page = await host.Client.GetAsync(new Uri("/milestone-app/nothing-here", UriKind.Relative), Cancellation);

        Assert.Equal("application/problem+json", api.Content.Headers.ContentType?.MediaType);
        var problem = await JsonOf(api);
        Assert.Equal(404, (int)problem["status"]!);
        Assert.Matches("^[0-9a-f]{32}$", (string)problem["traceId"]!);
        Assert.Equal(HttpStatusCode.NotFound, page.StatusCode);
        Assert.Equal("text/html", page.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("application/xml")]
    [InlineData("text/html")]
    [InlineData("*/*;q=NaN")]
    public async Task A_program_that_takes_no_json_is_told_in_json_all_the_same(string accept)
    {
        await using var host = await ServingHost.StartAsync(ServingHost.NoDatabase);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/api/v1/statement?form=x", UriKind.Relative));
        request.Headers.TryAddWithoutValidation("Accept", accept);

        using var answer = await host.Client.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(400, (int)(await JsonOf(answer))["status"]!);
    }

    [Fact]
    public async Task A_database_that_is_gone_is_503_without_saying_where_it_lives()
    {
        await using var host = await ServingHost.StartAsync(ServingHost.NoDatabase);

        using var answer = await host.Client.GetAsync(new Uri("/api/v1/statement", UriKind.Relative), Cancellation);
        using var health = await host.Client.GetAsync(new Uri("/api/health", UriKind.Relative), Cancellation);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter);
        var text = await answer.Content.ReadAsStringAsync(Cancellation);
        Assert.DoesNotContain("127.0.0.1", text, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden-in-logs", text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);
        var state = await JsonOf(health);
        Assert.Equal("unavailable", (string?)state["status"]);
        Assert.Equal(("unreachable", "unreadable"), ((string?)state["database"], (string?)state["ledger"]));
    }

    [Fact]
    public async Task The_bare_base_path_leads_to_its_slash_and_keeps_the_query()
    {
        await using var host = await ServingHost.StartAsync(ServingHost.NoDatabase);

        using var answer = await host.Client.GetAsync(new Uri("/milestone-app?period=last-month", UriKind.Relative), Cancellation);

        Assert.Equal(HttpStatusCode.PermanentRedirect, answer.StatusCode);
        Assert.Equal("/milestone-app/?period=last-month", answer.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task A_host_name_that_was_not_allowed_is_refused()
    {
        await using var host = await ServingHost.StartAsync(ServingHost.NoDatabase);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/api/health/live", UriKind.Relative)) { Headers = { Host = "rebound.example" } };

        using var answer = await host.Client.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task A_method_that_an_address_does_not_take_names_those_it_takes()
    {
        await using var host = await ServingHost.StartAsync(ServingHost.NoDatabase);

        using var answer = await host.Client.DeleteAsync(new Uri("/api/v1/organisations", UriKind.Relative), Cancellation);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Contains("GET", answer.Content.Headers.Allow);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("/api/v1/statement?form=2026-01-01", "form", "Did you mean 'from'?")]
    [InlineData("/api/v1/statement?from=2026-01-01&from=2026-02-01", "from", "more than once")]
    [InlineData("/api/v1/organisations?name=x", "name", "takes no parameters")]
    public async Task A_misspelt_or_repeated_parameter_is_refused_by_name(string path, string field, string says)
    {
        await using var host = await ServingHost.StartAsync(ServingHost.NoDatabase);

        using var answer = await host.Client.GetAsync(new Uri(path, UriKind.Relative), Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var errors = (await JsonOf(answer))["errors"]!;
        Assert.Contains(says, (string)errors[field]![0]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_read_is_compressed_for_those_who_can_unpack_it()
    {
        await using var host = await ServingHost.StartAsync(ServingHost.NoDatabase);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/openapi/v1.json", UriKind.Relative));
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("br"));

        using var answer = await host.Client.SendAsync(request, Cancellation);

        Assert.Equal(["br"], answer.Content.Headers.ContentEncoding);
    }

    private static async Task<JsonNode> JsonOf(HttpResponseMessage answer) => JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancellation))!;
}
