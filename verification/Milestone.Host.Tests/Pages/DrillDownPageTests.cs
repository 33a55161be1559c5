using System.Globalization;
using System.Net;
using Xunit;

namespace Milestone.Host.Tests.Pages;

public sealed class DrillDownPageTests(BrowsedBooks books) : IClassFixture<BrowsedBooks>
{
    private const string Days = "from=2026-04-01&to=2026-07-31";

    [Fact]
    public async Task A_cost_reads_positive_and_its_credit_in_brackets_as_on_the_statement()
    {
        var page = await books.OpenAsync($"statement/postings?section=costOfSales&{Days}");

        var amounts = page.QuerySelectorAll("tbody td.amount").Select(BrowsedBooks.Seen).Order(StringComparer.Ordinal);
        Assert.Equal(["(400.00)", "0.01", "300.00", "45.67"], amounts);
        Assert.Equal("(54.32)", BrowsedBooks.Seen(page.GetElementById("total")!));
    }

    [Fact]
    public async Task Page_after_page_shows_every_line_once()
    {
        var address = $"statement/postings?{Days}&limit=2";
        var sum = 0m;
        var seen = new List<string>();
        for (var next = address; next is not null;)
        {
            var page = await books.OpenAsync(next);
            Assert.Equal("2,984.32", BrowsedBooks.Seen(page.GetElementById("total")!));
            foreach (var row in page.QuerySelectorAll("tbody tr"))
            {
                var amount = BrowsedBooks.Seen(row.QuerySelector("td.amount")!);
                sum += decimal.Parse(amount, NumberStyles.AllowParentheses | NumberStyles.AllowThousands | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
                seen.Add($"{BrowsedBooks.Seen(row.QuerySelector("th")!)} {amount}");
            }

            next = page.QuerySelector(".pager a[rel=next]")?.GetAttribute("href");
        }

        Assert.Equal(8, seen.Count);
        Assert.Equal(8, seen.Distinct().Count());
        Assert.Equal(2984.32m, sum);
    }

    [Fact]
    public async Task A_line_leads_to_its_document_and_the_document_back_to_the_lines()
    {
        var address = $"statement/postings?organisation={books.Imported.Organisation}&section=income&{Days}&back=columns%3Dmonth";
        var lines = await books.OpenAsync(address);

        var link = lines.QuerySelectorAll("tbody th a").Single(one => one.TextContent.Contains("INV-1", StringComparison.Ordinal)).GetAttribute("href")!;
        var document = await books.OpenAsync(link);

        Assert.Equal("Sales invoice INV-1", document.QuerySelector("h1")!.TextContent);
        Assert.Contains("1,200.00 GBP", document.QuerySelector(".facts")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("600.00", document.QuerySelector("section[aria-labelledby=settlements]")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("1,000.00", document.QuerySelector("section[aria-labelledby=history]")!.TextContent, StringComparison.Ordinal);
        var back = document.QuerySelector(".way-back a")!.GetAttribute("href")!.Split('#');
        Assert.Equal(address, back[0]);
        Assert.Contains("INV-1", lines.GetElementById(back[1])!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_document_of_a_later_page_leads_back_to_that_page_and_its_order()
    {
        var first = await books.OpenAsync($"statement/postings?{Days}&order=largest&limit=3");
        var second = await books.OpenAsync(first.QuerySelector(".pager a[rel=next]")!.GetAttribute("href")!);

        var link = second.QuerySelector("tbody th a")!;
        var document = await books.OpenAsync(link.GetAttribute("href")!);
        var back = document.QuerySelector(".way-back a")!.GetAttribute("href")!;
        var again = await books.OpenAsync(back.Split('#')[0]);

        Assert.Equal(second.QuerySelector("tbody")!.TextContent, again.QuerySelector("tbody")!.TextContent);
        Assert.Equal(BrowsedBooks.Seen(link), BrowsedBooks.Seen(again.GetElementById(back.Split('#')[1])!.QuerySelector("th a")!));
    }

    // By size, whichever way they go: 2,000.00, 1,000.00, (400.00), (300.00), (150.00), 80.00, (45.67), (0.01).
    [Fact]
    public async Task Lines_stand_in_the_order_that_is_asked_for_page_by_page()
    {
        var amounts = new List<string>();
        for (var next = $"statement/postings?{Days}&order=largest&limit=3"; next is not null;)
        {
            var page = await books.OpenAsync(next);
            amounts.AddRange(page.QuerySelectorAll("tbody td.amount").Select(BrowsedBooks.Seen));
            next = page.QuerySelector(".pager a[rel=next]")?.GetAttribute("href");
        }

        var newest = await books.OpenAsync($"statement/postings?{Days}&order=newest");
        Assert.Equal(["2,000.00", "1,000.00", "400.00", "(300.00)", "(150.00)", "80.00", "(45.67)", "(0.01)"], amounts);
        Assert.Equal("1 Jul 2026", BrowsedBooks.Seen(newest.QuerySelector("tbody td.day")!));
        Assert.Equal("10 Apr 2026", BrowsedBooks.Seen(newest.QuerySelectorAll("tbody td.day")[^1]));
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("json")]
    [InlineData("pdf")]
    [InlineData("xlsx")]
    public async Task The_files_hold_all_lines_of_the_figure_and_their_sum(string format)
    {
        var page = await books.OpenAsync($"statement/postings?section=costOfSales&{Days}&limit=2");
        var file = page.QuerySelectorAll(".exports a").Select(link => link.GetAttribute("href")!).Single(href => href.StartsWith($"api/v1/postings.{format}?", StringComparison.Ordinal));

        using var answer = await books.GetAsync(file);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        if (format is not "csv")
            return;
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var rows = text.TrimStart('\uFEFF').Split("\r\n").TakeWhile(row => !row.StartsWith(",,", StringComparison.Ordinal)).Skip(1).ToList();
        Assert.Equal(["300.00", "45.67", "-400.00", "0.01"], rows.Take(4).Select(row => row.Split(',')[^1]).OrderBy(amount => Array.IndexOf(["300.00", "45.67", "-400.00", "0.01"], amount)));
        Assert.EndsWith(",Total of 4 lines,,,,,,-54.32", rows[4], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_document_that_does_not_exist_is_not_found_and_says_so()
    {
        var page = await books.OpenAsync($"documents/{Guid.NewGuid()}", HttpStatusCode.NotFound);

        Assert.Contains("has no document with this id", page.QuerySelector(".notice")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_section_that_does_not_exist_names_those_that_do()
    {
        var page = await books.OpenAsync($"statement/postings?section=sales&{Days}", HttpStatusCode.BadRequest);

        Assert.Contains("income, costOfSales, grossProfit, otherIncome, overheads, netProfit", page.QuerySelector(".notice")!.TextContent, StringComparison.Ordinal);
    }
}
