using System.Net.Http.Headers;
using Milestone.Host.Tests.Caching;
using Milestone.Host.Tests.Running;
using Milestone.Testing.Postgres;
using Xunit;

namespace Milestone.Host.Tests.Pages;

/// <summary>What a page weighs on its way to a browser, over books of a firm with dozens of projects and accounts. Limits: quality.md.</summary>
public sealed class PageWeightTests
{
    private const int FirstVisit = 60 * 1024;
    private const int LaterVisit = 20 * 1024;

    [Fact]
    public async Task A_first_visit_weighs_at_most_60_KB_before_charts_and_a_later_one_20_KB()
    {
        var connectionString = await DemoDatabase.CopyAsync();
        await using (var host = await ServingHost.StartAsync(connectionString))
        {
            foreach (var address in new[] { "dashboard?from=2025-12-01&to=2026-11-30", "statement?from=2025-12-01&to=2026-11-30&columns=month" })
            {
                var page = await WeightAsync(host, address);
                var (_, html) = await AnswerCacheTests.GetAsync(host.Client, BrowsedBooks.Base + address);
                var assets = BrowsedBooks.Parse(html).QuerySelectorAll("link[rel=stylesheet], link[rel=preload], link[rel=icon], script[src]").Select(link => link.GetAttribute("href") ?? link.GetAttribute("src")!).ToList();
                var all = page;
                foreach (var asset in assets)
                    all += await WeightAsync(host, asset);

                TestContext.Current.SendDiagnosticMessage("{0}: {1:N0} bytes, with assets {2:N0}", address, page, all);
                Assert.True(assets.Count >= 3, "The page names no assets.");
                Assert.InRange(page, 1000, LaterVisit);
                Assert.InRange(all, page, FirstVisit);
            }
        }

        await TemporaryPostgres.DropAsync(connectionString);
    }

    private static async Task<int> WeightAsync(ServingHost host, string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(BrowsedBooks.Base + address, UriKind.Relative));
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("br"));
        using var answer = await host.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, address);
        return (await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Length;
    }
}
