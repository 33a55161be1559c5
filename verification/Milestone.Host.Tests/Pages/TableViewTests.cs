using AngleSharp.Dom;
using Milestone.Core.Reporting;
using Milestone.Host.Components.Tables;
using Milestone.Host.Shell;
using Xunit;

namespace Milestone.Host.Tests.Pages;

public sealed class TableViewTests
{
    private static readonly Provenance OfTheBooks = new("Acme", "GBP", "1 Apr 2026 to 30 Apr 2026", "Accrual basis", new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero), "a test");

    private static Table Small(int decimals = 2) => new(
        new TableHead("profit-and-loss", "Profit and loss", [new("label", "", ColumnKind.Text), new("period", "April", ColumnKind.Money), new("change", "Change", ColumnKind.Money) { IsTotal = true }], OfTheBooks) { MoneyDecimals = decimals },
        [
            new(RowKind.Heading, [Cell.Of("Income"), Cell.Empty, Cell.Empty]),
            new(RowKind.Item, [Cell.Of("<script>alert(1)</script>"), Cell.Money(123456789.05m), Cell.Money(-1234.5m)]) { Id = "acc-1", Level = 1 },
            new(RowKind.Item, [Cell.Of("Nothing"), Cell.Money(0), Cell.Absent("n/m")]) { Id = "acc-2", Level = 1 },
            new(RowKind.Total, [Cell.Of("Net profit"), Cell.Money(123456789.05m), Cell.Money(-1234.5m)]) { Id = "netProfit" },
        ]);

    [Fact]
    public async Task Figures_read_as_accountants_write_them()
    {
        var page = await ComponentPage.RenderAsync<TableView>(new() { ["Table"] = Small() });

        Assert.Equal(["123,456,789.05", "minus (1,234.50)"], Figures(page, "#acc-1"));
        Assert.Equal(["–", "n/m"], Figures(page, "#acc-2"));
    }

    [Fact]
    public async Task Whole_pounds_round_half_away_from_zero()
    {
        var page = await ComponentPage.RenderAsync<TableView>(new() { ["Table"] = Small(decimals: 0) });

        Assert.Equal(["123,456,789", "minus (1,235)"], Figures(page, "#acc-1"));
    }

    [Fact]
    public async Task A_name_that_is_markup_stays_words()
    {
        var page = await ComponentPage.RenderAsync<TableView>(new() { ["Table"] = Small() });

        Assert.Empty(page.QuerySelectorAll("script"));
        Assert.Equal("<script>alert(1)</script>", page.QuerySelector("#acc-1 th")!.TextContent);
    }

    [Fact]
    public async Task Every_cell_has_its_headers_and_the_table_its_caption()
    {
        var page = await ComponentPage.RenderAsync<TableView>(new() { ["Table"] = Small() });

        Assert.All(page.QuerySelectorAll("thead th"), header => Assert.Equal("col", header.GetAttribute("scope")));
        Assert.Equal("rowgroup", page.QuerySelector("tr.heading th")!.GetAttribute("scope"));
        Assert.All(page.QuerySelectorAll("tbody tr:not(.heading) th"), header => Assert.Equal("row", header.GetAttribute("scope")));
        Assert.Contains("Accrual basis", page.QuerySelector("caption")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_linked_negative_is_heard_as_minus()
    {
        var page = await ComponentPage.RenderAsync<TableView>(new()
        {
            ["Table"] = Small(),
            ["Link"] = (Func<TableRow, TableColumn, string?>)((row, column) => row.Id is null || column.Kind == ColumnKind.Text ? null : $"lines?of={row.Id}&in={column.Id}"),
        });

        var links = page.QuerySelectorAll("#acc-1 a");
        Assert.Equal(["lines?of=acc-1&in=period", "lines?of=acc-1&in=change"], links.Select(link => link.GetAttribute("href")));
        Assert.Equal([null, "minus 1,234.50"], links.Select(link => link.GetAttribute("aria-label")));
    }

    [Fact]
    public async Task Good_and_bad_news_have_a_word_beside_the_colour()
    {
        var page = await ComponentPage.RenderAsync<TableView>(new()
        {
            ["Table"] = Small(),
            ["Judge"] = (Func<TableRow, TableColumn, Favour>)((_, column) => column.Id == "change" ? Favour.Adverse : Favour.Neither),
        });

        Assert.Equal(["123,456,789.05", "▼adverse minus (1,234.50)"], Figures(page, "#acc-1"));
    }

    [Fact]
    public async Task A_label_may_lead_somewhere_too()
    {
        var page = await ComponentPage.RenderAsync<TableView>(new()
        {
            ["Table"] = Small(),
            ["Link"] = (Func<TableRow, TableColumn, string?>)((row, column) => row.Id == "acc-1" && column.Id == "label" ? "there" : null),
        });

        Assert.Equal("there", Assert.Single(page.QuerySelectorAll("a")).GetAttribute("href"));
        Assert.Equal("<script>alert(1)</script>", page.QuerySelector("#acc-1 th a")!.TextContent);
    }

    [Fact]
    public async Task A_sorted_column_says_so_and_each_heading_leads_to_its_order()
    {
        var page = await ComponentPage.RenderAsync<TableView>(new()
        {
            ["Table"] = Small(),
            ["Sorting"] = new TableSorting(Address.To("list").With("kept", "yes").With("sort", "period").With("direction", "descending"), "period", IsDescending: true, "label"),
        });

        Assert.Equal([null, "descending", null], page.QuerySelectorAll("thead th").Select(header => header.GetAttribute("aria-sort")));
        Assert.Equal(
            ["list?kept=yes", "list?kept=yes&sort=period", "list?kept=yes&sort=change&direction=descending"],
            page.QuerySelectorAll("thead a").Select(link => link.GetAttribute("href")));
    }

    [Fact]
    public async Task A_badge_and_a_bar_only_help_the_eye()
    {
        var table = Small() with
        {
            Head = Small().Head with { Columns = [new("label", "", ColumnKind.Text), new("standing", "Status", ColumnKind.Text), new("margin", "Margin", ColumnKind.Percent)] },
            Rows = [new(RowKind.Item, [Cell.Of("Mill Lane"), Cell.Of("Active"), Cell.Percent(-1.5m)]) { Id = "acc-1" }],
        };
        var page = await ComponentPage.RenderAsync<TableView>(new()
        {
            ["Table"] = table,
            ["Stacks"] = true,
            ["Dress"] = (Func<TableRow, TableColumn, CellDress?>)((_, column) => column.Id == "standing" ? new CellDress(Badge: "good") : new CellDress(Bar: -1.5m, Tone: "loss")),
        });

        Assert.Equal("Active", page.QuerySelector(".pill.pill-good")!.TextContent);
        Assert.Equal(("true", "100%"), (page.QuerySelector(".meter")!.GetAttribute("aria-hidden"), page.QuerySelector(".meter-loss")!.GetAttribute("width")));
        Assert.Contains("(150.0%)", page.QuerySelector("#acc-1")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(["Status", "Margin"], page.QuerySelectorAll("#acc-1 td").Select(cell => cell.GetAttribute("data-label")));
    }

    private static IEnumerable<string> Figures(IParentNode page, string row) =>
        page.QuerySelectorAll($"{row} td").Select(cell => cell.TextContent.ReplaceLineEndings("").Replace("  ", "", StringComparison.Ordinal).Trim());
}
