using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Milestone.Core.Access;
using Milestone.Host.Security.Rates;
using Milestone.Host.Shell;
using Milestone.Host.Tests.Running;
using Xunit;

namespace Milestone.Host.Tests.Security;

/// <summary>How often somebody may ask: by user, by token, by address; each kind for itself.</summary>
public sealed class RateLimitTests
{
    private const string Figures = "/milestone-app/api/v1/statement";
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 11, 28, 9, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task At_the_limit_the_answer_is_429_with_the_moment_to_come_back_and_none_below_it()
    {
        await using var host = await StartAsync(new RateSettings { Reads = 3 });

        var statuses = new List<HttpStatusCode>();
        for (var times = 0; times < 3; times++)
            statuses.Add((await AskAsync(host, Figures)).Status);
        var (status, headers, body) = await AskAsync(host, Figures);
        clock.Advance(TimeSpan.FromSeconds(20));
        var later = await AskAsync(host, Figures);

        Assert.DoesNotContain(HttpStatusCode.TooManyRequests, statuses);
        Assert.Equal(HttpStatusCode.TooManyRequests, status);
        Assert.Equal(20, headers.RetryAfter?.Delta?.TotalSeconds);
        Assert.Equal("\"reads\";q=3;w=60", headers.GetValues("RateLimit-Policy").Single());
        Assert.Equal("\"reads\";r=0;t=20", headers.GetValues("RateLimit").Single());
        Assert.Contains("Retry-After", body, StringComparison.Ordinal);
        Assert.NotEqual(HttpStatusCode.TooManyRequests, later.Status);
    }

    [Fact]
    public async Task A_reader_who_is_refused_sees_a_page_that_says_so_in_words()
    {
        await using var host = await StartAsync(new RateSettings { Reads = 1 });
        await AskAsync(host, "/milestone-app/dashboard");

        var (status, _, body) = await AskAsync(host, "/milestone-app/dashboard");

        Assert.Equal(HttpStatusCode.TooManyRequests, status);
        Assert.Contains("Wait a moment, then go on.", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_user_and_another_kind_of_request_are_not_affected()
    {
        await using var host = await StartAsync(new RateSettings { Reads = 1, Writes = 1 });
        await AskAsync(host, Figures, "ann");

        Assert.Equal(HttpStatusCode.TooManyRequests, (await AskAsync(host, Figures, "ann")).Status);
        Assert.NotEqual(HttpStatusCode.TooManyRequests, (await AskAsync(host, Figures, "ben")).Status);
        Assert.NotEqual(HttpStatusCode.TooManyRequests, (await AskAsync(host, Figures + ".pdf", "ann")).Status);
        using var change = new HttpRequestMessage(HttpMethod.Post, new Uri("/milestone-app/api/v1/packs", UriKind.Relative));
        change.Headers.Add("X-Test-User", "ann");
        using var answer = await host.Client.SendAsync(change, TestContext.Current.CancellationToken);
        Assert.NotEqual(HttpStatusCode.TooManyRequests, answer.StatusCode);
    }

    [Fact]
    public async Task Strangers_are_told_apart_by_the_address_that_a_known_proxy_states()
    {
        await using var host = await StartAsync(new RateSettings { Reads = 1 });

        Assert.NotEqual(HttpStatusCode.TooManyRequests, (await AskAsync(host, Figures, from: "203.0.113.1")).Status);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await AskAsync(host, Figures, from: "203.0.113.1")).Status);
        Assert.NotEqual(HttpStatusCode.TooManyRequests, (await AskAsync(host, Figures, from: "203.0.113.2")).Status);
        // One network of IPv6 is one customer.
        Assert.NotEqual(HttpStatusCode.TooManyRequests, (await AskAsync(host, Figures, from: "2001:db8:1:2::1")).Status);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await AskAsync(host, Figures, from: "2001:db8:1:2:ffff::9")).Status);
        Assert.NotEqual(HttpStatusCode.TooManyRequests, (await AskAsync(host, Figures, from: "2001:db8:1:3::1")).Status);
    }

    [Fact]
    public async Task Tokens_have_an_allowance_each_and_inventing_new_ones_soon_ends()
    {
        await using var host = await StartAsync(new RateSettings { Imports = 2 });

        Assert.Equal([false, false, true], await ImportAsync("one", "one", "one"));
        Assert.Equal([false, false, true], await ImportAsync("two", "two", "two"));
        // The address has ten tokens' worth: twenty, of which six are gone.
        var invented = await ImportAsync([.. Enumerable.Range(0, 20).Select(number => $"new{number}")]);
        Assert.Equal(14, invented.Count(refused => !refused));

        async Task<List<bool>> ImportAsync(params string[] tokens)
        {
            var refused = new List<bool>();
            foreach (var token in tokens)
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/milestone-app/api/v1/import/xero", UriKind.Relative)) { Content = new StringContent("{}", Encoding.UTF8, "application/json") };
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
                using var answer = await host.Client.SendAsync(request, TestContext.Current.CancellationToken);
                refused.Add(answer.StatusCode == HttpStatusCode.TooManyRequests);
            }

            return refused;
        }
    }

    [Theory]
    [InlineData("/milestone-app/api/health/live")]
    [InlineData("/milestone-app/dist/milestone.css")]
    [InlineData("/milestone-app/favicon.svg")]
    public async Task Health_and_files_are_not_counted(string path)
    {
        await using var host = await StartAsync(new RateSettings { Reads = 1, Writes = 1 });

        for (var times = 0; times < 5; times++)
            Assert.Equal(HttpStatusCode.OK, (await AskAsync(host, path)).Status);
    }

    [Fact]
    public async Task An_address_that_does_not_exist_counts_like_one_that_does()
    {
        await using var host = await StartAsync(new RateSettings { Reads = 1 });
        await AskAsync(host, "/milestone-app/nothing-here");

        Assert.Equal(HttpStatusCode.TooManyRequests, (await AskAsync(host, "/milestone-app/nothing-there")).Status);
    }

    private Task<ServingHost> StartAsync(RateSettings rates) => ServingHost.StartAsync(ServingHost.NoDatabase, settings => settings with
    {
        Rates = rates,
        Clock = clock,
        Vouch = request => request.Headers["X-Test-User"].ToString() is { Length: > 0 } name ? new Visitor(name, name, ReaderScope.Everything) : Visitor.Nobody,
    });

    private static async Task<(HttpStatusCode Status, HttpResponseHeaders Headers, string Body)> AskAsync(ServingHost host, string path, string? user = null, string? from = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        if (user is not null)
            request.Headers.Add("X-Test-User", user);
        if (from is not null)
            request.Headers.Add("X-Forwarded-For", from);
        var answer = await host.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return (answer.StatusCode, answer.Headers, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
