using System.Net;
using Milestone.Host.Tests.Running;
using Xunit;

namespace Milestone.Host.Tests.Security;

public sealed class CrossOriginTests
{
    private const string Listed = "https://reports.example";
    private const string WithCookies = "https://portal.example";

    [Theory]
    [InlineData(Listed, "/api/v1/statement", Listed, false)]
    [InlineData(WithCookies, "/api/v1/statement", WithCookies, true)]
    [InlineData("https://evil.example", "/api/v1/statement", null, false)]
    [InlineData("https://reports.example.evil.example", "/api/v1/statement", null, false)]
    [InlineData("http://reports.example", "/api/v1/statement", null, false)]
    [InlineData("null", "/api/v1/statement", null, false)]
    [InlineData(Listed, "/dashboard", null, false)]
    [InlineData(Listed, "/openapi/v1.json", null, false)]
    public async Task A_script_of_another_site_reads_the_api_only_where_its_site_is_listed(string origin, string path, string? allowed, bool cookies)
    {
        await using var host = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/milestone-app" + path, UriKind.Relative));
        request.Headers.Add("Origin", origin);

        using var answer = await host.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(allowed, Header(answer, "Access-Control-Allow-Origin"));
        Assert.Equal(cookies ? "true" : null, Header(answer, "Access-Control-Allow-Credentials"));
        if (path.StartsWith("/api", StringComparison.Ordinal))
            Assert.Contains("Origin", answer.Headers.Vary);
    }

    [Theory]
    [InlineData("PUT", "content-type,if-match,authorization", true)]
    [InlineData("PATCH", "content-type", false)]
    [InlineData("GET", "x-invented", false)]
    public async Task A_browser_that_asks_first_is_told_the_methods_and_headers(string method, string headers, bool isAllowed)
    {
        await using var host = await StartAsync();

        using var answer = await PreflightAsync(host, Listed, method, headers);

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        var methods = (Header(answer, "Access-Control-Allow-Methods") ?? "").Split(',');
        var named = (Header(answer, "Access-Control-Allow-Headers") ?? "").Split(',');
        var passes = (method == "GET" || methods.Contains(method)) && headers.Split(',').All(header => named.Contains(header, StringComparer.OrdinalIgnoreCase));
        Assert.Equal(isAllowed, passes);
    }

    [Fact]
    public async Task A_site_that_is_not_listed_is_told_nothing()
    {
        await using var host = await StartAsync();

        using var answer = await PreflightAsync(host, "https://evil.example", "PUT", "content-type");

        Assert.Null(Header(answer, "Access-Control-Allow-Origin"));
        Assert.Null(Header(answer, "Access-Control-Allow-Methods"));
    }

    [Fact]
    public async Task Without_a_list_nobody_is()
    {
        await using var host = await ServingHost.StartAsync(ServingHost.NoDatabase);

        using var answer = await PreflightAsync(host, Listed, "GET", "accept");

        Assert.Null(Header(answer, "Access-Control-Allow-Origin"));
    }

    private static Task<ServingHost> StartAsync() =>
        ServingHost.StartAsync(ServingHost.NoDatabase, settings => settings with { CorsOrigins = [Listed], CorsCredentialOrigins = [WithCookies] });

    private static async Task<HttpResponseMessage> PreflightAsync(ServingHost host, string origin, string method, string headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, new Uri("/milestone-app/api/v1/packs", UriKind.Relative));
        request.Headers.Add("Origin", origin);
        request.Headers.Add("Access-Control-Request-Method", method);
        request.Headers.Add("Access-Control-Request-Headers", headers);
        return await host.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static string? Header(HttpResponseMessage answer, string name) => answer.Headers.TryGetValues(name, out var values) ? string.Join(',', values) : null;
}
