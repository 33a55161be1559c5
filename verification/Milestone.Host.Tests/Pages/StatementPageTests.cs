using System.Net;
using AngleSharp.Dom;
using Milestone.Core.Reporting;
using Milestone.Core.Statements;
using Milestone.Core.Values;
using Xunit;

namespace Milestone.Host.Tests.Pages;

public sealed class StatementPageTests(BrowsedBooks books) : IClassFixture<BrowsedBooks>
{
    private const string Quarter = "from=2026-04-01&to=2026-06-30";

    private static readonly Period SpringPeriod = new(new DateOnly(2026, 4, 1), new DateOnly(2026, 6, 30));

    public static TheoryData<string> Views => new(
        "",
        "columns=month",
        "columns=project",
        "columns=phase&wholePounds=true",
        "compare=2&comparison=previous&variance=true&percent=true",
        "basis=cash&columns=month",
        "hideZeros=false&columns=quarter",
        "rows=project",
        "rows=project&columns=phase&measure=grossProfit",
        "rows=projectPhase&columns=month",
        "rows=phase&compare=1&variance=true");

    [Fact]
    public async Task The_figures_are_those_worked_out_by_hand()
    {
        var page = await books.OpenAsync($"statement?{Quarter}&columns=month");

        Assert.Equal(["Apr 2026", "May 2026", "Jun 2026", "Total"], page.QuerySelectorAll("thead th").Skip(1).Select(BrowsedBooks.Seen));
        Assert.Equal(["1,000.00", "2,000.00", "–", "3,000.00"], Row(page, "income"));
        Assert.Equal(["345.67", "(400.00)", "–", "(54.33)"], Row(page, "costOfSales"));
        Assert.Equal(["654.33", "2,400.00", "–", "3,054.33"], Row(page, "grossProfit"));
        Assert.Equal(["–", "150.00", "–", "150.00"], Row(page, "overheads"));
        Assert.Equal(["654.33", "2,330.00", "–", "2,984.33"], Row(page, "netProfit"));
    }

    [Theory]
    [MemberData(nameof(Views))]
    public async Task Every_cell_is_the_tables_own(string view)
    {
        var page = await books.OpenAsync($"statement?{Quarter}&{view}");

        var table = StatementTable.Of(await books.Imported.StatementAsync(QueryOf(view)), view.Contains("wholePounds", StringComparison.Ordinal) ? 0 : 2);
        var expected = table.Rows.Where(row => row.Kind != RowKind.Heading).Select(row => row.Cells.Select(cell => CellText.Of(cell, table.Head.MoneyDecimals)).ToList()).ToList();
        var seen = page.QuerySelectorAll(".report tbody tr:not(.heading)").Select(row => row.Children.Select(BrowsedBooks.Seen).ToList()).ToList();
        Assert.Equal(expected, seen);
    }

    [Theory]
    [InlineData("columns=month&compare=1&variance=true&percent=true")]
    [InlineData("columns=project")]
    [InlineData("columns=phase")]
    [InlineData("basis=cash&columns=month")]
    [InlineData("rows=project&compare=1")]
    [InlineData("rows=project&columns=phase")]
    [InlineData("rows=projectPhase&columns=month&newestFirst=true&measure=costOfSales")]
    [InlineData("rows=phase&measure=income&basis=cash")]
    public async Task Every_figure_leads_to_lines_that_add_up_to_it(string view)
    {
        var page = await books.OpenAsync($"statement?{Quarter}&{view}");
        var figures = page.QuerySelectorAll(".report td a").ToList();

        Assert.NotEmpty(figures);
        foreach (var figure in figures)
        {
            var lines = await books.OpenAsync(figure.GetAttribute("href")!);
            Assert.Equal(BrowsedBooks.Seen(figure), BrowsedBooks.Seen(lines.GetElementById("total")!));
        }
    }

    [Fact]
    public async Task A_figures_link_keeps_the_filters_and_the_way_back_the_view()
    {
        var project = await books.Imported.ProjectAsync("Mill Lane");
        var view = $"statement?organisation={books.Imported.Organisation}&{Quarter}&columns=month&basis=cash&project={project}&wholePounds=true";
        var page = await books.OpenAsync(view);

        var link = page.QuerySelector("#income td a")!.GetAttribute("href")!;
        Assert.Contains($"project={project}", link, StringComparison.Ordinal);
        Assert.Contains("basis=cash", link, StringComparison.Ordinal);
        Assert.Contains("from=2026-04-01&to=2026-04-30", link, StringComparison.Ordinal);

        var lines = await books.OpenAsync(link);
        Assert.Equal(view + "#income", lines.QuerySelector(".way-back a")!.GetAttribute("href"));
    }

    [Fact]
    public async Task Every_control_keeps_the_rest_of_the_view()
    {
        var page = await books.OpenAsync($"statement?{Quarter}&columns=month&compare=1&basis=cash");

        var lastYear = page.QuerySelectorAll(".chips a").Single(link => link.TextContent == "Last financial year");
        Assert.Equal("statement?columns=month&compare=1&basis=cash&period=last-year", lastYear.GetAttribute("href"));
        var kept = page.QuerySelectorAll("form.controls input[type=hidden]").Select(input => $"{input.GetAttribute("name")}={input.GetAttribute("value")}");
        Assert.Equal(["from=2026-04-01", "to=2026-06-30"], kept);
        Assert.Equal("cash", page.QuerySelector("select[name=basis] option[selected]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task The_form_leads_to_an_address_that_names_only_what_is_unusual()
    {
        using var answer = await books.GetAsync("statement/choose?period=last-year&columns=none&compare=0&comparison=previous&basis=cash&project=&phase=&wholePounds=false&asKnownAt=&variance=true");

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Equal("/milestone-app/statement?period=last-year&compare=1&basis=cash&variance=true", Reordered(answer.Headers.Location!.OriginalString));
    }

    [Fact]
    public async Task The_files_are_of_the_view_in_sight()
    {
        var page = await books.OpenAsync($"statement?{Quarter}&columns=month&basis=cash");

        var files = page.QuerySelectorAll(".exports a").Select(link => link.GetAttribute("href")!).ToList();
        Assert.Equal(["api/v1/statement.pdf", "api/v1/statement.xlsx", "api/v1/statement.csv", "api/v1/statement"], files.Select(file => file.Split('?')[0]));
        foreach (var file in files)
        {
            Assert.Contains($"{Quarter}&columns=month&basis=cash&organisation={books.Imported.Organisation}", file, StringComparison.Ordinal);
            using var answer = await books.GetAsync(file);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    [Fact]
    public async Task A_period_without_postings_suggests_the_year_that_has_some()
    {
        var page = await books.OpenAsync("statement?from=2030-01-01&to=2030-12-31&basis=accrual");

        Assert.Equal("statement?from=2026-04-01&to=2027-03-31&basis=accrual", page.QuerySelector(".empty .button")!.GetAttribute("href"));
        Assert.Null(page.QuerySelector(".report"));
    }

    [Fact]
    public async Task Sums_that_agree_and_where_figures_come_from_stand_below()
    {
        var page = await books.OpenAsync($"statement?{Quarter}&columns=project");

        Assert.Contains("agrees at 2,984.33", page.QuerySelector(".checks")!.TextContent.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Contains("1 Apr 2026 to 30 Jun 2026", page.QuerySelector(".provenance")!.TextContent, StringComparison.Ordinal);
        Assert.Contains(Provenance.Standing, page.QuerySelector(".provenance")!.TextContent, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Row(IParentNode page, string id) => page.QuerySelectorAll($"#{id} td").Select(BrowsedBooks.Seen);

    // compare is added at the end when only variance was asked for; the order of parameters carries no meaning.
    private static string Reordered(string address)
    {
        var parts = address.Split('?');
        string[] order = ["period", "compare", "basis", "variance"];
        return parts[0] + "?" + string.Join('&', parts[1].Split('&').OrderBy(part => Array.IndexOf(order, part.Split('=')[0])));
    }

    private static StatementQuery QueryOf(string view) => view switch
    {
        "columns=month" => new(SpringPeriod) { Columns = StatementColumns.Month },
        "columns=project" => new(SpringPeriod) { Columns = StatementColumns.Project },
        "columns=phase&wholePounds=true" => new(SpringPeriod) { Columns = StatementColumns.Phase },
        "compare=2&comparison=previous&variance=true&percent=true" => new(SpringPeriod) { Compare = 2, Variance = true, PercentOfIncome = true },
        "basis=cash&columns=month" => new(SpringPeriod) { Basis = Basis.Cash, Columns = StatementColumns.Month },
        "rows=project" => new(SpringPeriod) { Rows = StatementRows.Project },
        "rows=project&columns=phase&measure=grossProfit" => new(SpringPeriod) { Rows = StatementRows.Project, Columns = StatementColumns.Phase, Measure = Section.GrossProfit },
        "rows=projectPhase&columns=month" => new(SpringPeriod) { Rows = StatementRows.ProjectPhase, Columns = StatementColumns.Month },
        "rows=phase&compare=1&variance=true" => new(SpringPeriod) { Rows = StatementRows.Phase, Compare = 1, Variance = true },
        "hideZeros=false&columns=quarter" => new(SpringPeriod) { HideZeros = false, Columns = StatementColumns.Quarter },
        _ => new(SpringPeriod),
    };
}
