using System.Net;
using AngleSharp.Dom;
using Milestone.Core.Projects;
using Milestone.Core.Reporting;
using Milestone.Core.Statements;
using Milestone.Host.Tests.Pages;
using Xunit;

namespace Milestone.Host.Tests.Projects;

/// <summary>The pages of projects on the books of <see cref="BrowsedBooks"/>, as a browser without scripts reads them.</summary>
public sealed class ProjectPagesTests(BrowsedBooks books) : IClassFixture<BrowsedBooks>
{
    private const string Days = "from=2026-04-01&to=2026-07-31";

    // Mill Lane: income 1,000.00; 300.00 of slates less a credit of 400.00. The hostile project: 2,000.00 and 45.67. Unassigned: rent received 80.00,
    // insurance 150.00, a penny of materials. In all 3,080.00 income and a profit of 2,984.32, a margin of 96.9 %.
    [Fact]
    public async Task The_list_has_every_project_Unassigned_and_the_total_with_the_ratio_of_totals()
    {
        var page = await books.OpenAsync($"projects?{Days}");

        Assert.Equal([BrowsedBooks.HostileName, "Mill Lane", "Unassigned", "Total"], Names(page));
        Assert.Equal(["", "Active", "1,000", "(100)", "–", "1,100", "110.0%", "", "3 May 2026"], Figures(page, "Mill Lane"));
        Assert.Equal(["", "Active", "2,000", "46", "–", "1,954", "97.7%", "", "5 May 2026"], Figures(page, BrowsedBooks.HostileName));
        Assert.Equal(["", "", "80", "–", "150", "(70)", "(87.5%)", "", "1 Jul 2026"], Figures(page, "Unassigned"));
        Assert.Equal(["", "", "3,080", "(54)", "150", "2,984", "96.9%", "", ""], Figures(page, "Total"));
        Assert.Contains("agrees at 2,984.32", page.QuerySelector(".checks")!.TextContent.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_heading_sorts_by_its_column_and_the_other_way_when_it_does_already()
    {
        var usual = await books.OpenAsync($"projects?{Days}");
        Assert.Equal("ascending", Header(usual, "Project").GetAttribute("aria-sort"));

        var byProfit = await books.OpenAsync(Header(usual, "Profit").QuerySelector("a")!.GetAttribute("href")!);
        Assert.Equal([BrowsedBooks.HostileName, "Mill Lane", "Unassigned", "Total"], Names(byProfit));
        Assert.Equal("descending", Header(byProfit, "Profit").GetAttribute("aria-sort"));
        Assert.Null(Header(byProfit, "Project").GetAttribute("aria-sort"));

        var turned = await books.OpenAsync(Header(byProfit, "Profit").QuerySelector("a")!.GetAttribute("href")!);
        Assert.Equal(["Mill Lane", BrowsedBooks.HostileName, "Unassigned", "Total"], Names(turned));
        Assert.Equal("ascending", Header(turned, "Profit").GetAttribute("aria-sort"));
    }

    [Fact]
    public async Task A_search_keeps_the_rest_of_the_view_adds_up_what_it_shows_and_can_be_cleared()
    {
        var page = await books.OpenAsync($"projects?{Days}&sort=profit&search=mILL");

        Assert.Equal(["Mill Lane", "Total of the projects shown"], Names(page));
        Assert.Equal("1,100", Figures(page, "Total of the projects shown")[5]);
        Assert.Equal($"projects?{Days}&sort=profit", page.QuerySelectorAll("form.controls a").Single(link => link.TextContent == "Clear").GetAttribute("href"));
        Assert.Equal(["from=2026-04-01", "to=2026-07-31", "sort=profit"], page.QuerySelectorAll("form.controls input[type=hidden]").Select(input => $"{input.GetAttribute("name")}={input.GetAttribute("value")}"));
        Assert.Equal("No project is like that", (await books.OpenAsync($"projects?{Days}&status=planned")).QuerySelector(".empty h2")!.TextContent);
    }

    [Fact]
    public async Task Every_figure_of_the_list_leads_to_lines_that_add_up_to_it_and_back()
    {
        var page = await books.OpenAsync($"projects?{Days}&wholePounds=false&sort=profit");
        var figures = page.QuerySelectorAll(".report td a").ToList();

        Assert.NotEmpty(figures);
        foreach (var figure in figures)
        {
            var lines = await books.OpenAsync(figure.GetAttribute("href")!);
            Assert.Equal(BrowsedBooks.Seen(figure), BrowsedBooks.Seen(lines.GetElementById("total")!));
            Assert.StartsWith($"projects?organisation={books.Imported.Organisation}&{Days}", lines.QuerySelector(".way-back a")!.GetAttribute("href")!, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("summary")]
    [InlineData("cost-tracker")]
    [InlineData("cost-tracker?vat=gross")]
    [InlineData("float")]
    [InlineData("invoices")]
    [InlineData("bills")]
    [InlineData("bills?group=phase")]
    public async Task Every_cell_of_a_tab_is_the_tables_own(string tab)
    {
        foreach (var name in (string[])["Mill Lane", BrowsedBooks.HostileName])
        {
            var table = await TableAsync(name, tab);
            var page = await books.OpenAsync(await AddressAsync(name, tab));

            var seen = page.QuerySelector(".report")!.QuerySelectorAll("tbody tr:not(.heading)").Select(row => row.Children.Select(BrowsedBooks.Seen).ToList()).ToList();
            Assert.Equal(table.Rows.Where(row => row.Kind != RowKind.Heading).Select(row => row.Cells.Select(cell => CellText.Of(cell, 2)).ToList()).ToList(), seen);
        }
    }

    [Fact]
    public async Task The_tracker_shows_paid_and_due_of_each_line_whatever_its_words_are()
    {
        var page = await books.OpenAsync(await AddressAsync("Mill Lane", "cost-tracker"));
        Assert.Equal(["–", "300.00", "300.00"], Row(page, "Bill B-1").Skip(3).Take(3));
        Assert.Equal(["–", "(400.00)", "(400.00)"], Row(page, "Supplier credit note SC-1").Skip(3).Take(3));
        Assert.Equal(["–", "360.00", "360.00"], Row(await books.OpenAsync(await AddressAsync("Mill Lane", "cost-tracker?vat=gross")), "Bill B-1").Skip(3).Take(3));

        var hostile = await books.OpenAsync(await AddressAsync(BrowsedBooks.HostileName, "cost-tracker"));
        Assert.Equal(BrowsedBooks.HostileName, hostile.QuerySelector("h1")!.TextContent);
        Assert.Contains("<img src=x onerror=alert(1)>", Row(hostile, "Bill B-1"));
    }

    [Fact]
    public async Task A_document_opens_from_the_tracker_and_leads_back_to_it_as_it_was()
    {
        var tracker = await AddressAsync("Mill Lane", "cost-tracker?vat=gross");
        var page = await books.OpenAsync(tracker);

        var document = await books.OpenAsync(page.QuerySelectorAll(".report th a").Single(link => link.TextContent.Trim() == "Bill B-1").GetAttribute("href")!);
        var back = document.QuerySelector(".way-back a")!;
        Assert.EndsWith("Project", back.TextContent, StringComparison.Ordinal);
        Assert.Contains("vat=gross", back.GetAttribute("href")!, StringComparison.Ordinal);
        Assert.StartsWith(tracker.Split('?')[0], back.GetAttribute("href")!, StringComparison.Ordinal);
        await books.OpenAsync(back.GetAttribute("href")!);
    }

    [Fact]
    public async Task The_project_has_its_figures_its_phases_its_statement_and_sums_that_agree()
    {
        var page = await books.OpenAsync(await AddressAsync("Mill Lane", ""));

        Assert.Equal(["£1,000", "(£100)", "£1,100", "110.0%", "n/a"], page.QuerySelectorAll(".kpi-value a").Select(BrowsedBooks.Seen));
        Assert.Equal(["Roofing", "Unassigned", "Total"], page.QuerySelector(".report")!.QuerySelectorAll("tbody th").Select(BrowsedBooks.Seen));
        Assert.Equal("1,100.00", BrowsedBooks.Seen(page.QuerySelector("#netProfit td")!));
        Assert.NotEmpty(page.QuerySelectorAll(".checks li.agrees"));
        Assert.Empty(page.QuerySelectorAll(".checks li.differs"));
        var roofing = page.QuerySelectorAll(".report th a").Single(link => link.TextContent.Trim() == "Roofing").GetAttribute("href")!;
        Assert.Equal("Total Roofing", (await books.OpenAsync(roofing)).QuerySelectorAll(".subtotal th").Select(BrowsedBooks.Seen).First());
    }

    [Fact]
    public async Task Every_link_and_file_of_a_project_answers()
    {
        foreach (var tab in (string[])["", "cost-tracker", "float", "invoices", "bills"])
        {
            var page = await books.OpenAsync(await AddressAsync("Mill Lane", tab));
            foreach (var link in page.QuerySelectorAll("main a[href]").Select(link => link.GetAttribute("href")!).Where(link => !IsAnothersTab(link)).Distinct())
            {
                using var answer = await books.GetAsync(link);
                Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{tab}: {link} answered {answer.StatusCode}");
            }
        }
    }

    // Tabs that other parts of the product serve.
    private static bool IsAnothersTab(string link) =>
        link.Contains("/estimates", StringComparison.Ordinal) || link.Contains("/adjustments", StringComparison.Ordinal) || link.Contains("/assignments", StringComparison.Ordinal) || link.Contains("/settings", StringComparison.Ordinal);

    private async Task<string> AddressAsync(string project, string tab)
    {
        var address = $"projects/{await books.Imported.ProjectAsync(project)}/{(tab == "summary" ? "" : tab)}".TrimEnd('/');
        return $"{address}{(address.Contains('?', StringComparison.Ordinal) ? '&' : '?')}organisation={books.Imported.Organisation}";
    }

    private async Task<Table> TableAsync(string project, string tab)
    {
        var reports = new ProjectReports(books.Database.Database, new StatementReader(books.Database.Database));
        var today = (await books.Imported.OrganisationAsync()).Today(TimeProvider.System);
        var query = new ProjectQuery(await books.Imported.ProjectAsync(project)) { To = today, Vat = tab.EndsWith("gross", StringComparison.Ordinal) ? Vat.Gross : Vat.Net };
        var (whose, by, stop) = (books.Imported.Organisation, "a test", TestContext.Current.CancellationToken);
        return tab.Split('?')[0] switch
        {
            "summary" => ProjectSummaryTable.Of(await reports.SummaryAsync(whose, query, by, stop)),
            "cost-tracker" => CostTrackerTable.Of(await reports.CostTrackerAsync(whose, query, by, stop)),
            "float" => ProjectFloatTable.Of(await reports.FloatAsync(whose, query, by, stop)),
            "invoices" => ProjectInvoicesTable.Of(await reports.InvoicesAsync(whose, query, byPhase: false, by, stop)),
            _ => ProjectInvoicesTable.Of(await reports.BillsAsync(whose, query, byPhase: tab.Contains("phase", StringComparison.Ordinal), by, stop)),
        };
    }

    private static IElement Header(IParentNode page, string label) => page.QuerySelectorAll("thead th").Single(header => BrowsedBooks.Seen(header) == label);

    private static IEnumerable<string> Names(IParentNode page) => page.QuerySelectorAll(".report tbody th").Select(BrowsedBooks.Seen);

    private static List<string> Figures(IParentNode page, string name) => [.. Row(page, name)];

    private static IEnumerable<string> Row(IParentNode page, string name) =>
        page.QuerySelectorAll(".report tbody tr").First(row => BrowsedBooks.Seen(row.QuerySelector("th")!) == name).QuerySelectorAll("td").Select(BrowsedBooks.Seen);
}
