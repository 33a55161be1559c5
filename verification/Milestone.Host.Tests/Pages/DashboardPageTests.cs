using Milestone.Core.Reporting;
using Milestone.Core.Statements;
using Milestone.Core.Values;
using Xunit;

namespace Milestone.Host.Tests.Pages;

public sealed class DashboardPageTests(BrowsedBooks books) : IClassFixture<BrowsedBooks>
{
    private const string Spring = "from=2026-04-01&to=2026-06-30";

    [Fact]
    public async Task The_cards_are_the_statements_sums()
    {
        var page = await books.OpenAsync($"dashboard?{Spring}");

        var cards = page.QuerySelectorAll(".kpi").ToDictionary(card => card.QuerySelector("h2")!.TextContent, card => BrowsedBooks.Seen(card.QuerySelector(".kpi-value")!));
        Assert.Equal("£3,000", cards["Income"]);
        Assert.Equal("(£54)", cards["Cost of sales"]);
        Assert.Equal("£150", cards["Overheads"]);
        Assert.Equal("£2,984", cards["Net profit"]);
        Assert.Equal("96.9%", cards["Net margin"]); // 2,984.33 / (3,000.00 + 80.00)
    }

    [Fact]
    public async Task Each_card_leads_to_the_lines_behind_it()
    {
        var page = await books.OpenAsync($"dashboard?{Spring}");
        var statement = await books.Imported.StatementAsync(new StatementQuery(new Period(new DateOnly(2026, 4, 1), new DateOnly(2026, 6, 30))));

        foreach (var (label, section) in new[] { ("Income", Section.Income), ("Cost of sales", Section.CostOfSales), ("Overheads", Section.Overheads), ("Net profit", Section.NetProfit) })
        {
            var card = page.QuerySelectorAll(".kpi").Single(one => one.QuerySelector("h2")!.TextContent == label);
            var lines = await books.OpenAsync(card.QuerySelector("a")!.GetAttribute("href")!);
            Assert.Equal(CellText.Money(statement.Summary(section).Total, 2), BrowsedBooks.Seen(lines.GetElementById("total")!));
        }
    }

    [Fact]
    public async Task Projects_stand_in_order_of_profit_and_lead_to_their_statement()
    {
        var page = await books.OpenAsync($"dashboard?{Spring}");

        // The hostile name: 2,000.00 - 45.67. Mill Lane: 1,000.00 - 300.00 + 400.00.
        var rows = page.QuerySelectorAll(".projects tbody tr").Select(row => row.Children.Select(BrowsedBooks.Seen).ToList()).ToList();
        Assert.Equal([BrowsedBooks.HostileName, "", "2,000", "1,954", "97.7%"], rows[0]);
        Assert.Equal(["Mill Lane", "", "1,000", "1,100", "110.0%"], rows[1]);
        var statement = await books.OpenAsync(page.QuerySelector(".projects tbody tr:nth-child(2) a")!.GetAttribute("href")!);
        Assert.Equal(["1,100.00"], statement.QuerySelectorAll("#netProfit td").Select(BrowsedBooks.Seen));
    }

    [Fact]
    public async Task What_names_no_project_is_said()
    {
        var page = await books.OpenAsync("dashboard?from=2026-07-01&to=2026-07-31");

        // July has a single line of 0.01 of materials without a project: all of the cost of sales.
        var unassigned = page.QuerySelector("section[aria-labelledby=unassigned]")!;
        Assert.Equal("100.0%", BrowsedBooks.Seen(unassigned.QuerySelector(".kpi-value")!));
    }

    [Fact]
    public async Task A_short_period_shows_the_year_of_months_that_ends_with_it()
    {
        var page = await books.OpenAsync("dashboard?from=2026-05-01&to=2026-05-31");

        var months = page.QuerySelectorAll("section[aria-labelledby=trend] rect.hover title").Select(title => title.TextContent).ToList();
        Assert.Equal(12, months.Count);
        Assert.Equal("May 2026: Income 2,000, Cost of sales (400), Overheads 150, Net profit 2,330", months[^1]);
    }

    [Fact]
    public async Task The_root_leads_to_the_dashboard()
    {
        using var answer = await books.GetAsync("?organisation=x");

        Assert.Equal("/milestone-app/dashboard?organisation=x", answer.Headers.Location?.OriginalString);
    }
}
