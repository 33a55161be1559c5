using System.Globalization;
using System.Net;
using AngleSharp.Html.Dom;
using Milestone.Core.Administration;
using Milestone.Core.Storage;
using Milestone.Host.Observability;
using Milestone.Host.Tests.Pages;
using Milestone.Host.Tests.Running;
using Xunit;

namespace Milestone.Host.Tests.Administration;

/// <summary>The page of monitoring shows what the instruments and the database say, and goes on without what is not there.</summary>
public sealed class MonitoringPageTests(BooksHost books) : IClassFixture<BooksHost>
{
    [Fact]
    public async Task It_shows_requests_books_ledger_database_and_process()
    {
        await using (var database = MilestoneDatabase.Open(books.ConnectionString, TimeProvider.System))
            await new InstallationReader(database).RecordAsync(new LedgerVerification(TimeProvider.System.GetUtcNow(), TimeSpan.FromSeconds(2.5), 1, 4, 3), TestContext.Current.CancellationToken);
        // A request is measured as it ends, which may be just after its answer has arrived: the first pages may not know of it yet.
        var page = await OpenAsync();
        for (var times = 0; times < 100 && PairsOf(page)["Requests"] == "0"; times++)
            page = await OpenAsync();
        var pairs = PairsOf(page);

        Assert.Equal("3", pairs["Its differences"]);
        Assert.Equal("4 documents in 2.5 s", pairs["It looked at"]);
        Assert.Matches("^[0-9]+ s ago", pairs["Last import"]);
        Assert.Equal("no backup has said that it was finished", pairs["Last backup"]);
        Assert.Matches("^[0-9]+[.][0-9] MB$", pairs["Size"]);
        Assert.Matches("^[1-9][0-9]* of [0-9]+$", pairs["Connections"]);
        Assert.Matches("^[0-9]+, [0-9]+$", pairs["Of this process: at work, idle"]);
        Assert.Matches("^[0-9,.]+ [MG]B$", pairs["Memory"]);
        Assert.True(int.Parse(pairs["Requests"], NumberStyles.AllowThousands, CultureInfo.InvariantCulture) > 0);
        Assert.Matches("^[0-9,]+[.][0-9] ms$", pairs["95 in 100 within"]);
        Assert.NotNull(page.QuerySelector("section[aria-labelledby=routes] table"));
        Assert.NotNull(page.QuerySelector("section[aria-labelledby=statements] p, section[aria-labelledby=statements] table"));
    }

    [Fact]
    public async Task The_overview_leads_to_it() =>
        Assert.NotNull((await BrowsedAsync("admin")).QuerySelector("nav.tabs a[href*='admin/monitoring']"));

    [Fact]
    public void A_quantile_lies_in_its_bucket_in_proportion()
    {
        // Ten requests up to 0.1 s, ten up to 0.2 s: half are within 0.1, and the 15th of 20 is half way through the second bucket.
        var figures = RequestFigures.Of([Requests("200", (0.1, 10), (0.2, 10), (double.PositiveInfinity, 0))]);

        Assert.Equal(0.1, figures.Quantile(0.5)!.Value, 9);
        Assert.Equal(0.15, figures.Quantile(0.75)!.Value, 9);
        Assert.Null(RequestFigures.Of([]).Quantile(0.5));
    }

    [Fact]
    public void What_was_before_is_taken_away()
    {
        var earlier = RequestFigures.Of([Requests("200", (0.1, 4)), Requests("500", (0.1, 1))]);
        var later = RequestFigures.Of([Requests("200", (0.1, 5)), Requests("500", (0.1, 4))]).Since(earlier);

        Assert.Equal((4L, 3L, 0.75), (later.Count, later.Errors, later.ErrorRate));
    }

    private static Dictionary<string, string> PairsOf(IHtmlDocument page) => page.QuerySelectorAll("dl.pairs dt")
        .Zip(page.QuerySelectorAll("dl.pairs dd"), (name, text) => (name.TextContent, text.TextContent))
        .ToDictionary(pair => pair.Item1, pair => pair.Item2, StringComparer.Ordinal);

    private static Measured Requests(string status, params (double Bound, long Count)[] buckets) => new(
        "http.server.request.duration", new Dictionary<string, string>(StringComparer.Ordinal) { ["http.response.status_code"] = status }, buckets.Sum(bucket => bucket.Count), buckets);

    private Task<IHtmlDocument> OpenAsync() => BrowsedAsync("admin/monitoring");

    private async Task<IHtmlDocument> BrowsedAsync(string path)
    {
        using var answer = await books.Client.GetAsync(new Uri("/milestone-app/" + path, UriKind.Relative), TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, text);
        return BrowsedBooks.Parse(text);
    }
}
