using System.Net;
using System.Text.Json.Nodes;
using AngleSharp.Html.Dom;
using Milestone.Core.Reporting;
using Milestone.Core.Statements;
using Milestone.Core.Values;
using Xunit;

namespace Milestone.Host.Tests.Pages;

public sealed class DashboardPageTests(BrowsedBooks books) : IClassFixture<BrowsedBooks>
{
    private const string Spring = "from=2026-04-01&to=2026-06-30";

    // Income 3,000.00, other income 80.00; costs 300.00 + 45.67 - 400.00 + 150.00 = 95.67; net profit 3,080.00 - 95.67.
    [Fact]
    public async Task The_cards_are_the_statements_sums()
    {
        var page = await books.OpenAsync($"dashboard?{Spring}");

        var cards = Cards(page);
        Assert.Equal("£3,000", cards["Income"]);
        Assert.Equal("£96", cards["Costs"]);
        Assert.Equal("£2,984", cards["Net profit"]);
        Assert.Equal("96.9%", cards["Net margin"]); // 2,984.33 / (3,000.00 + 80.00)
        Assert.Equal("2 / 2", cards["Projects in profit"]);
        Assert.Equal(["Cost of sales (£54)", "overheads £150"], page.QuerySelectorAll(".kpi:nth-child(2) .quiet a").Select(BrowsedBooks.Seen));
    }

    [Fact]
    public async Task Each_card_leads_to_the_lines_behind_it()
    {
        var page = await books.OpenAsync($"dashboard?{Spring}");
        var statement = await books.Imported.StatementAsync(new StatementQuery(new Period(new DateOnly(2026, 4, 1), new DateOnly(2026, 6, 30))));

        foreach (var (link, section) in new[] { (".kpi:nth-child(1) .kpi-value a", Section.Income), (".kpi:nth-child(2) .quiet a", Section.CostOfSales), (".kpi:nth-child(2) .quiet a:nth-child(2)", Section.Overheads), (".kpi:nth-child(3) .kpi-value a", Section.NetProfit) })
        {
            var lines = await books.OpenAsync(page.QuerySelector(link)!.GetAttribute("href")!);
            Assert.Equal(CellText.Money(statement.Summary(section).Total, 2), BrowsedBooks.Seen(lines.GetElementById("total")!));
        }
    }

    [Fact]
    public async Task The_key_figures_stand_against_a_year_earlier_or_the_period_just_before()
    {
        var year = await books.OpenAsync("dashboard?from=2026-05-01&to=2026-05-31");
        var before = await books.OpenAsync("dashboard?from=2026-05-01&to=2026-05-31&comparison=previous");

        // May has income of 2,000.00; April had 1,000.00, May 2025 nothing.
        Assert.Equal("£2,000 more", BrowsedBooks.Seen(year.QuerySelector(".kpi .kpi-change")!));
        Assert.Equal("100.0% · £1,000 more", BrowsedBooks.Seen(before.QuerySelector(".kpi .kpi-change")!));
        Assert.Equal("favourable:", before.QuerySelector(".kpi .kpi-change .favourable .sr")!.TextContent);
        Assert.Contains("against 1 Apr 2026 to 30 Apr 2026", before.QuerySelector(".subtitle")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Period before", before.QuerySelector("nav[aria-label='Compared with'] [aria-current]")!.TextContent);
    }

    [Fact]
    public async Task Projects_stand_in_order_of_profit_and_lead_to_their_statement()
    {
        var page = await books.OpenAsync($"dashboard?{Spring}");

        // The hostile name: 2,000.00 - 45.67. Mill Lane: 1,000.00 - 300.00 + 400.00. The bar stands in the second cell.
        var rows = Rows(page, "projects");
        Assert.Equal([BrowsedBooks.HostileName, "", "1,954", "2,000", "97.7%"], rows[0]);
        Assert.Equal(["Mill Lane", "", "1,100", "1,000", "110.0%"], rows[1]);
        var statement = await books.OpenAsync(page.QuerySelector("section[aria-labelledby=projects] tbody tr:nth-child(2) a")!.GetAttribute("href")!);
        Assert.Equal(["1,100.00"], statement.QuerySelectorAll("#netProfit td").Select(BrowsedBooks.Seen));
        Assert.Equal([["Mill Lane", "", "110.0%"], [BrowsedBooks.HostileName, "", "97.7%"]], Rows(page, "margins"));
    }

    [Fact]
    public async Task The_bridge_goes_from_income_to_net_profit_and_its_bars_meet()
    {
        var page = await books.OpenAsync($"dashboard?{Spring}");

        // Cost of sales are (54.33): more was credited than spent, so gross profit is above income.
        Assert.Equal(
            [["Income", "", "3,000"], ["less cost of sales", "", "(54)"], ["Gross profit", "", "3,054"], ["Other income", "", "80"], ["less overheads", "", "150"], ["Net profit", "", "2,984"]],
            Rows(page, "bridge"));
    }

    [Fact]
    public async Task What_names_no_project_is_said()
    {
        var page = await books.OpenAsync("dashboard?from=2026-07-01&to=2026-07-31");

        // July has a single line of 0.01 of materials without a project: all of the costs.
        var unassigned = page.QuerySelector("section[aria-labelledby=unassigned]")!;
        Assert.Equal("100.0%", BrowsedBooks.Seen(unassigned.QuerySelector(".kpi-value")!));
    }

    [Theory]
    [InlineData("", 12, "1y")]
    [InlineData("&trend=3m", 3, "3m")]
    [InlineData("&trend=1m", 1, "1m")]
    [InlineData("&trend=all", 2, "all")] // April, the first with a posting, and May
    public async Task The_trend_ends_with_the_period_and_is_as_long_as_asked(string asked, int months, string current)
    {
        var page = await books.OpenAsync($"dashboard?from=2026-05-01&to=2026-05-31{asked}");

        var columns = page.QuerySelectorAll("section[aria-labelledby=trend] rect.hover title").Select(title => title.TextContent).ToList();
        Assert.Equal(months, columns.Count);
        Assert.Equal("May 2026: Income 2,000, Cost of sales (400), Overheads 150, Net profit 2,330", columns[^1]);
        Assert.Equal(current, page.QuerySelector("nav[aria-label='Length of the trend'] [aria-current] [aria-hidden]")!.TextContent);
    }

    [Fact]
    public async Task A_trend_of_another_length_is_refused_with_those_there_are()
    {
        var page = await books.OpenAsync("dashboard?trend=2w", HttpStatusCode.BadRequest);

        Assert.Contains("Use one of: 1m, 3m, 6m, 1y, all", page.QuerySelector(".notice")!.TextContent, StringComparison.Ordinal);
    }

    // INV-1: 1,200.00 with VAT less 600.00 paid. INV-2: 2,080.00. Neither has a due date, so each is due on its own.
    [Fact]
    public async Task What_customers_owe_is_said_and_leads_to_the_invoices()
    {
        var card = (await books.OpenAsync($"dashboard?{Spring}")).QuerySelector("section[aria-labelledby=owed]")!;
        var list = await books.OpenAsync("receivables?asAt=2026-06-01");

        Assert.Equal("£2,680", card.QuerySelector("tfoot td:last-child")!.TextContent);
        Assert.Equal("receivables", card.QuerySelector(".more a")!.GetAttribute("href"));
        // By 1 June: INV-1 of 10 April is 52 days over, INV-2 of 5 May 27.
        Assert.Equal(["INV-1", "INV-2", "Total"], list.QuerySelectorAll(".report tbody th").Select(BrowsedBooks.Seen));
        Assert.Equal(["–", "2,080.00", "600.00", "–", "2,680.00"], list.QuerySelectorAll("#total td").Skip(4).Select(BrowsedBooks.Seen));
        var invoice = await books.OpenAsync(list.QuerySelector(".report tbody td a")!.GetAttribute("href")!);
        Assert.Contains("INV-1", invoice.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_chart_says_its_message_has_its_figures_below_and_the_same_for_the_script()
    {
        var page = await books.OpenAsync($"dashboard?{Spring}");

        var charts = page.QuerySelectorAll("figure.chart");
        Assert.Equal(5, charts.Length);
        Assert.All(charts, chart =>
        {
            Assert.NotEqual("", chart.QuerySelector("figcaption .chart-title")!.TextContent);
            var data = JsonNode.Parse(chart.GetAttribute("data-chart")!)!;
            var series = data["series"]!.AsArray();
            var rows = chart.QuerySelectorAll("details table tbody tr").Select(row => row.QuerySelectorAll(".amount").Select(BrowsedBooks.Seen));
            Assert.Equal(Enumerable.Range(0, data["points"]!.AsArray().Count).Select(i => series.Select(one => (string)one!["words"]![i]!)), rows);
        });
    }

    [Fact]
    public async Task The_root_leads_to_the_dashboard()
    {
        using var answer = await books.GetAsync("?period=last-month");

        Assert.Equal("/milestone-app/dashboard?period=last-month", answer.Headers.Location?.OriginalString);
    }

    private static Dictionary<string, string> Cards(IHtmlDocument page) =>
        page.QuerySelectorAll(".kpi").ToDictionary(card => card.QuerySelector("h2")!.TextContent, card => BrowsedBooks.Seen(card.QuerySelector(".kpi-value")!));

    private static List<List<string>> Rows(IHtmlDocument page, string section) =>
        [.. page.QuerySelectorAll($"section[aria-labelledby={section}] tbody tr").Select(row => row.Children.Select(BrowsedBooks.Seen).ToList())];
}
