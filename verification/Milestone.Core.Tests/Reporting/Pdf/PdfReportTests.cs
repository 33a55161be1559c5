using System.Globalization;
using System.Text;
using Milestone.Core.Reporting;
using Xunit;

namespace Milestone.Core.Tests.Reporting.Pdf;

public class PdfReportTests
{
    [Fact]
    public async Task Every_figure_reads_back_as_the_table_shows_it()
    {
        using var pdf = new PdfPages(await Written.As(ReportFormat.Pdf, SampleTables.Quarter()));
        var lines = pdf.Lines(1);
        Assert.Contains("Account Apr 2026 May 2026 Jun 2026 Total May less Apr % of income", lines);
        Assert.Contains("Sales 1,000.00 2,000.50 – 3,000.50 1,000.50 100.0%", lines);
        Assert.Contains("Materials 400.25 – 50.00 450.25 (400.25) 15.0%", lines);
        Assert.Contains("Gross profit 599.75 1,500.50 (50.00) 2,050.25 900.75 68.3%", lines);
        Assert.Contains("Gross margin 60.0% 75.0% n/a 68.3%", lines);
    }

    [Fact]
    public async Task Whole_pounds_have_no_decimals()
    {
        using var pdf = new PdfPages(await Written.As(ReportFormat.Pdf, SampleTables.Quarter(moneyDecimals: 0)));
        Assert.Contains("Materials 400 – 50 450 (400) 15.0%", pdf.Lines(1));
    }

    [Fact]
    public async Task Title_provenance_checks_and_notes_are_there()
    {
        using var pdf = new PdfPages(await Written.As(ReportFormat.Pdf, SampleTables.Quarter()));
        var lines = pdf.AllLines;
        Assert.Equal(["Acme & Sons Builders Ltd", "Profit and loss"], pdf.Lines(1).Take(2));
        Assert.Contains("Projects + Unassigned = organisation 2,050.25 2,050.25 – agrees", lines);
        Assert.Contains("Xero's own profit and loss 2,050.25 2,040.25 10.00 differs", lines);
        Assert.Contains("Figures may not add up because each is rounded for itself.", lines);
        Assert.Contains("Ledger batch 42 (latest)", lines);
        Assert.Contains("Management accounts - unaudited · Data as of 23 Nov 2026 08:00 UTC · Drawn 23 Nov 2026 09:15 UTC by Anna Smith Page 1 of 2", lines);
    }

    [Fact]
    public async Task Properties_and_fonts_travel_with_the_file()
    {
        var bytes = await Written.As(ReportFormat.Pdf, SampleTables.Quarter());
        using var pdf = new PdfPages(bytes);
        Assert.Equal("Profit and loss - Acme & Sons Builders Ltd", pdf.Properties.Title);
        Assert.Equal("Anna Smith", pdf.Properties.Author);
        Assert.Equal("D:20261123091500+00'00'", pdf.Properties.CreationDate);
        var text = Encoding.Latin1.GetString(bytes);
        Assert.Equal(3, text.Split("/FontFile2").Length - 1);
        Assert.DoesNotContain("/Type3", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bars_stand_in_proportion_to_their_cells()
    {
        using var pdf = new PdfPages(await Written.As(ReportFormat.Pdf, SampleTables.Quarter()));
        double[] heights =
        [
            .. pdf.Page(1).Paths.Where(path => path.IsFilled && path.FillColor?.ToRGBValues() is var (red, _, _) && Math.Abs(red - (0x1F / 255d)) < 0.01)
                .Select(path => path.GetBoundingRectangle()!.Value.Height).OrderDescending(),
        ];
        // The bars of April and May and the mark in the legend; June has no income.
        Assert.Equal(3, heights.Length);
        Assert.Equal(2000.50 / 1000, heights[0] / heights[1], 0.005);
        Assert.Empty(pdf.Page(1).GetImages());
        Assert.Contains("Profit fell in June", pdf.Lines(1));
    }

    [Theory]
    [InlineData("Zażółć gęślą jaźń, Ελληνικά, Київ, £€–−—…•◆▲▼")]
    [InlineData("AVAST fi ffl 1,234.50 To-day")]
    public async Task European_text_can_be_searched(string text)
    {
        using var pdf = new PdfPages(await Written.As(ReportFormat.Pdf, SampleTables.Of("Scripts", 1, (text, 5m))));
        Assert.Equal($"{text} 5.00", pdf.Lines(1)[5]);
    }

    [Fact]
    public async Task A_character_that_the_font_lacks_is_a_box_over_its_own_text()
    {
        using var pdf = new PdfPages(await Written.As(ReportFormat.Pdf, SampleTables.Of("Scripts", 1, ("中 👷", 5m))));
        Assert.Equal("□ □ 5.00", pdf.Lines(1)[5]);
        Assert.Equal(["中", "👷"], pdf.Page(1).GetMarkedContents().Select(content => content.ActualText));
    }

    [Fact]
    public async Task A_long_label_wraps_and_ends_in_an_ellipsis_beside_its_figure()
    {
        var label = string.Join(' ', Enumerable.Repeat("riverside", 100));
        using var pdf = new PdfPages(await Written.As(ReportFormat.Pdf, SampleTables.Of("Long", 2, (label, 999_999_999.99m), (new string('x', 1000), 1m))));
        var lines = pdf.Lines(1);
        Assert.Contains(lines, line => line.StartsWith("riverside", StringComparison.Ordinal) && line.EndsWith(" 999,999,999.99 1,999,999,999.98", StringComparison.Ordinal));
        Assert.Equal(2, lines.Count(line => line.EndsWith('…')));
        var page = pdf.Page(1);
        Assert.All(page.Letters, letter => Assert.InRange(letter.BoundingBox.Right, 0, page.Width - 41));
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(4, false)]
    [InlineData(5, true)]
    [InlineData(13, true)]
    public async Task Pages_stand_up_to_four_columns_of_figures_and_lie_beyond(int figures, bool landscape)
    {
        using var pdf = new PdfPages(await Written.As(ReportFormat.Pdf, SampleTables.Of("Pages", figures, ("row", 123_456.78m))));
        Assert.Equal(landscape ? (842, 595) : (595, 842), (Math.Round(pdf.Page(1).Width), Math.Round(pdf.Page(1).Height)));
        Assert.Equal(1, pdf.Count);
    }

    [Fact]
    public async Task Forty_columns_continue_on_further_pages_with_the_labels_repeated()
    {
        using var pdf = new PdfPages(await Written.As(ReportFormat.Pdf, SampleTables.Of("Wide", 40, ("a label", 1_234_567.89m))));
        var lines = pdf.AllLines;
        var figures = lines.Where(line => line.StartsWith("a label ", StringComparison.Ordinal)).SelectMany(line => line.Split(' ').Skip(2)).ToList();
        Assert.Equal(Enumerable.Range(1, 40).Select(i => (1_234_567.89m * i).ToString("#,##0.00", CultureInfo.InvariantCulture)), figures);
        Assert.True(lines.Count(line => line.StartsWith("Label Column", StringComparison.Ordinal)) > 1);
        Assert.Contains(lines, line => line.EndsWith($"Page {pdf.Count} of {pdf.Count}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_table_without_rows_says_so()
    {
        using var pdf = new PdfPages(await Written.As(ReportFormat.Pdf, SampleTables.Of("Empty", 2)));
        Assert.Contains("Nothing to show for this period and these filters.", pdf.Lines(1));
        Assert.Equal(1, pdf.Count);
    }

    [Fact]
    public async Task Long_tables_repeat_their_headings_lose_no_row_and_count_their_pages()
    {
        const int rows = 1000;
        using var pdf = new PdfPages(await Written.As(ReportFormat.Pdf, SampleTables.LedgerHead, SampleTables.LedgerRows(rows)));
        List<string> references = [];
        for (var page = 1; page <= pdf.Count; page++)
        {
            var lines = pdf.Lines(page);
            if (lines.Any(line => line.Contains("INV-", StringComparison.Ordinal)))
                Assert.Contains("Date Reference Supplier Description Net Tax Gross", lines);
            Assert.EndsWith(string.Create(CultureInfo.InvariantCulture, $"Page {page} of {pdf.Count}"), lines[^1], StringComparison.Ordinal);
            references.AddRange(lines.SelectMany(line => line.Split(' ')).Where(word => word.StartsWith("INV-", StringComparison.Ordinal)));
        }

        Assert.Equal(Enumerable.Range(1, rows).Select(i => $"INV-{i}"), references);
        Assert.True(pdf.Count > 10);
    }

    [Fact]
    public async Task A_heading_never_ends_a_page_and_a_sum_never_begins_one()
    {
        var head = SampleTables.Of("Groups", 1).Head;
        List<TableRow> rows = [];
        for (var group = 0; group < 120; group++)
        {
            rows.Add(new(RowKind.Heading, [Cell.Of($"heading{group}"), Cell.Empty]));
            rows.Add(new(RowKind.Item, [Cell.Of($"item{group}"), Cell.Money(1)]));
            rows.Add(new(RowKind.Subtotal, [Cell.Of($"sum{group}"), Cell.Money(1)]));
        }

        using var pdf = new PdfPages(await Written.As(ReportFormat.Pdf, new Table(head, rows)));
        Assert.True(pdf.Count > 5);
        for (var page = 1; page <= pdf.Count; page++)
        {
            List<string> labels = [.. pdf.Lines(page).Where(line => line.StartsWith("heading", StringComparison.Ordinal)
                || line.StartsWith("item", StringComparison.Ordinal) || line.StartsWith("sum", StringComparison.Ordinal))];
            if (labels.Count == 0)
                continue;
            Assert.StartsWith("heading", labels[0], StringComparison.Ordinal);
            Assert.StartsWith("sum", labels[^1], StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Where_figures_come_from_stands_on_one_page_however_full_it_is()
    {
        // From 20 to 45 rows the block begins at heights all over the page, a line or two apart.
        for (var rows = 20; rows <= 45; rows += 3)
        {
            var table = SampleTables.Of("Full page", 3, [.. Enumerable.Range(1, rows).Select(no => ($"Row {no}", (decimal)no))]);
            using var pdf = new PdfPages(await Written.As(ReportFormat.Pdf, table));
            var page = Enumerable.Range(1, pdf.Count).Single(number => pdf.Lines(number).Contains("Where these figures come from"));
            Assert.Contains(pdf.Lines(page), line => line.StartsWith("Organisation ", StringComparison.Ordinal));
            Assert.Contains(pdf.Lines(page), line => line.StartsWith("Standing ", StringComparison.Ordinal));
        }
    }
}
