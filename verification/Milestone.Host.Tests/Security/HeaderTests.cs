using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Milestone.Host.Security.Rates;
using Milestone.Host.Tests.Estimates;
using Milestone.Host.Tests.Running;
using Xunit;

namespace Milestone.Host.Tests.Security;

/// <summary>No answer goes without the headers, whatever it is: a page, a figure, a file, a redirect, and every kind of refusal.</summary>
public sealed partial class HeaderTests(BooksHost books) : IClassFixture<BooksHost>
{
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    /// <summary>The headers as they must be; what is missing or different.</summary>
    internal static IReadOnlyList<string> Faults(HttpResponseMessage answer)
    {
        var faults = new List<string>();
        Expect("X-Content-Type-Options", value => value == "nosniff");
        Expect("X-Frame-Options", value => value == "DENY");
        Expect("Referrer-Policy", value => value == "same-origin");
        Expect("Cross-Origin-Opener-Policy", value => value == "same-origin");
        Expect("Cross-Origin-Resource-Policy", value => value == "same-origin");
        Expect("Permissions-Policy", value => value.Contains("camera=()", StringComparison.Ordinal) && value.Contains("payment=()", StringComparison.Ordinal));
        Expect("Content-Security-Policy", value => value.StartsWith("default-src 'none'; script-src 'self'; style-src 'self'; ", StringComparison.Ordinal)
            && value.EndsWith("frame-ancestors 'none'", StringComparison.Ordinal) && !value.Contains("unsafe", StringComparison.Ordinal));
        foreach (var telling in (string[])["Server", "X-Powered-By", "X-AspNet-Version", "Strict-Transport-Security"])
        {
            if (answer.Headers.Contains(telling))
                faults.Add($"{telling} must not be there");
        }

        if ((int)answer.StatusCode >= 400 && answer.Headers.CacheControl?.NoStore != true)
            faults.Add("a refusal may be kept");
        return faults;

        void Expect(string name, Func<string, bool> right)
        {
            if (!answer.Headers.TryGetValues(name, out var values) || values.ToList() is not [var value] || !right(value))
                faults.Add($"{name} is missing or wrong");
        }
    }

    [Fact]
    public async Task Every_endpoint_answers_with_all_of_the_headers()
    {
        await using var host = await ServingHost.StartAsync(books.ConnectionString);
        var addresses = host.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .SelectMany(endpoint => (endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"]).Select(method => (Method: method, Path: "/milestone-app/" + Filled(endpoint).TrimStart('/'))))
            .Distinct()
            .ToList();
        Assert.True(addresses.Count > 150, $"Only {addresses.Count} addresses were found.");

        var faults = new List<string>();
        foreach (var (method, path) in addresses)
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative));
            if (method is "POST" or "PUT")
                request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
            using var answer = await host.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
            faults.AddRange(Faults(answer).Select(fault => $"{method} {path} ({(int)answer.StatusCode}): {fault}"));
            if (method is not ("GET" or "HEAD") && answer.Headers.CacheControl?.NoStore != true)
                faults.Add($"{method} {path} ({(int)answer.StatusCode}): the answer to a change may be kept");
        }

        Assert.Empty(faults);
    }

    [Theory]
    [InlineData(400, "GET", "api/v1/statement?form=2026-01-01")]
    [InlineData(400, "GET", "statement?from=never")]
    [InlineData(400, "POST", "reconciliation/import")]
    [InlineData(401, "POST", "api/v1/import/xero")]
    [InlineData(404, "GET", "api/v1/nothing-here")]
    [InlineData(404, "GET", "nothing-here")]
    [InlineData(404, "GET", "dist/nothing.js")]
    [InlineData(405, "DELETE", "api/v1/organisations")]
    [InlineData(412, "PUT", "api/v1/projects/" + SmallBooks.AcaciaRoad + "/settings?organisation=Small+Books")]
    [InlineData(415, "POST", "api/v1/packs")]
    public async Task A_refusal_carries_them_too(int status, string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri("/milestone-app/" + path, UriKind.Relative));
        if (status == 412)
        {
            request.Headers.IfMatch.Add(new EntityTagHeaderValue("\"99\""));
            request.Content = new StringContent(PlanningClient.Described, Encoding.UTF8, "application/json");
        }
        else if (status == 415)
        {
            request.Content = new StringContent("a=b", Encoding.UTF8, "text/plain");
        }

        using var answer = await books.Client.SendAsync(request, Cancellation);

        await ExpectAsync((HttpStatusCode)status, answer);
        Assert.Empty(Faults(answer));
    }

    [Fact]
    public async Task So_do_a_foreign_token_a_body_that_is_too_large_an_allowance_that_is_used_up_and_a_failure_of_our_own()
    {
        await books.TokenAsync("Other Books");
        using var foreign = await books.PostAsync("{}", books.Token, "?organisation=Other+Books");
        using var large = await books.PostAsync(new string(' ', 1024 * 1024 + 1), books.Token);
        await using var failing = await ServingHost.StartAsync(books.ConnectionString, settings => settings with { Vouch = _ => throw new InvalidOperationException("on purpose") });
        using var failure = await failing.Client.GetAsync(new Uri("/milestone-app/dashboard", UriKind.Relative), Cancellation);
        await using var narrow = await ServingHost.StartAsync(books.ConnectionString, settings => settings with { Rates = new RateSettings { Reads = 1 } });
        (await narrow.Client.GetAsync(new Uri("/milestone-app/dashboard", UriKind.Relative), Cancellation)).Dispose();
        using var often = await narrow.Client.GetAsync(new Uri("/milestone-app/dashboard", UriKind.Relative), Cancellation);
        await using var without = await ServingHost.StartAsync(ServingHost.NoDatabase);
        using var unavailable = await without.Client.GetAsync(new Uri("/milestone-app/dashboard", UriKind.Relative), Cancellation);

        await ExpectAsync(HttpStatusCode.Forbidden, foreign);
        await ExpectAsync(HttpStatusCode.RequestEntityTooLarge, large);
        await ExpectAsync(HttpStatusCode.InternalServerError, failure);
        await ExpectAsync(HttpStatusCode.TooManyRequests, often);
        await ExpectAsync(HttpStatusCode.ServiceUnavailable, unavailable);
        Assert.All([foreign, large, failure, often, unavailable], answer => Assert.Empty(Faults(answer)));
    }

    [Theory]
    [InlineData("https", "max-age=31536000")]
    [InlineData("http", null)]
    public async Task Https_once_is_https_for_a_year_and_http_promises_nothing(string scheme, string? expected)
    {
        await using var host = await ServingHost.StartAsync(ServingHost.NoDatabase);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/milestone-app/nothing-here", UriKind.Relative));
        request.Headers.Add("X-Forwarded-Proto", scheme);

        using var answer = await host.Client.SendAsync(request, Cancellation);

        Assert.Equal(expected, answer.Headers.TryGetValues("Strict-Transport-Security", out var values) ? values.Single() : null);
    }

    [Fact]
    public async Task The_answer_to_a_form_may_lead_on_to_a_provider_that_is_named_and_nowhere_else()
    {
        await using var host = await ServingHost.StartAsync(ServingHost.NoDatabase, settings => settings with { FormTargets = ["https://login.example"] });

        using var answer = await host.Client.GetAsync(new Uri("/milestone-app/nothing-here", UriKind.Relative), Cancellation);

        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("; form-action 'self' https://login.example; ", policy, StringComparison.Ordinal);
        Assert.Equal(1, policy.Split("https://").Length - 1);
    }

    private static async Task ExpectAsync(HttpStatusCode expected, HttpResponseMessage answer) =>
        Assert.True(answer.StatusCode == expected, $"{(int)expected} was expected, not {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(Cancellation)}");

    // Every parameter of a route gets a value that it takes, so that the endpoint itself is reached.
    private static string Filled(RouteEndpoint endpoint) =>
        Parameters().Replace(endpoint.RoutePattern.RawText ?? "", match => match.Groups["name"].Value switch
        {
            "documentName" => "v1",
            "id" => SmallBooks.AcaciaRoad,
            _ when match.Value.Contains(":guid", StringComparison.Ordinal) => SmallBooks.Materials,
            _ => "something",
        });

    [GeneratedRegex(@"\{\**(?<name>\w+)[^}]*\}")]
    private static partial Regex Parameters();
}
