using Milestone.Core.Reporting;
using Milestone.Core.Tests.Reporting.Excel;
using Milestone.Core.Tests.Reporting.Pdf;
using Xunit;

namespace Milestone.Core.Tests.Reporting;

/// <summary>A report of several tables is one file: nothing of a table is lost, and nothing of one shows as another's.</summary>
public sealed class SeveralTablesTests
{
    private static Report Report
    {
        get
        {
            var first = SampleTables.Quarter();
            return new Report("company-summary", "The company, summary", [first, Titled(first, "By month"), Titled(first, "BY MONTH"), Titled(first, "Control")]);
        }
    }

    [Fact]
    public async Task The_pages_of_a_PDF_are_counted_through_and_each_table_begins_under_its_own_title()
    {
        using var one = new PdfPages(await WrittenAsync(ReportFormat.Pdf, Milestone.Core.Reporting.Report.Of(SampleTables.Quarter())));
        using var pdf = new PdfPages(await WrittenAsync(ReportFormat.Pdf, Report));

        Assert.Equal(4 * one.Count, pdf.Count);
        Assert.StartsWith("The company, summary", pdf.Properties.Title, StringComparison.Ordinal);
        for (var page = 1; page <= pdf.Count; page++)
            Assert.Contains(pdf.Lines(page), line => line.Contains($"Page {page} of {pdf.Count}", StringComparison.Ordinal));
        var titles = new[] { "Profit and loss", "By month", "BY MONTH", "Control" };
        for (var table = 0; table < titles.Length; table++)
            Assert.Contains(titles[table], pdf.Lines((table * one.Count) + 1));
        Assert.Equal(4, pdf.AllLines.Count(line => line.StartsWith("Gross profit", StringComparison.Ordinal)) / one.AllLines.Count(line => line.StartsWith("Gross profit", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_workbook_has_a_sheet_each_with_a_name_of_its_own_and_one_Control_sheet_that_checks_them_all()
    {
        using var book = new Workbook(await WrittenAsync(ReportFormat.Excel, Report));

        Assert.Empty(book.Errors);
        Assert.Equal(["Profit and loss", "By month", "BY MONTH 2", "Report", "Control"], book.SheetNames);
        Assert.StartsWith("The company, summary", book.Title, StringComparison.Ordinal);
        // Each check of each table points at the figure in its own sheet: two checks a table, of which the first is shown there.
        var links = book.Sheet(5).Descendants<DocumentFormat.OpenXml.Spreadsheet.CellFormula>().Select(formula => formula.Text).Where(formula => formula.Contains('!', StringComparison.Ordinal)).ToList();
        Assert.Equal(["'Profit and loss'", "'By month'", "'BY MONTH 2'", "'Report'"], links.Select(link => link[..link.IndexOf('!', StringComparison.Ordinal)]));
    }

    [Fact]
    public async Task A_CSV_holds_the_main_table()
    {
        var alone = await WrittenAsync(ReportFormat.Csv, Milestone.Core.Reporting.Report.Of(SampleTables.Quarter()));
        Assert.Equal(alone, await WrittenAsync(ReportFormat.Csv, Report));
    }

    [Fact]
    public async Task The_same_report_gives_the_same_bytes()
    {
        foreach (var format in new[] { ReportFormat.Pdf, ReportFormat.Excel })
            Assert.Equal(await WrittenAsync(format, Report), await WrittenAsync(format, Report));
    }

    private static Table Titled(Table table, string title) => table with { Head = table.Head with { Title = title } };

    private static async Task<byte[]> WrittenAsync(ReportFormat format, Report report)
    {
        using var stream = new MemoryStream();
        await format.WriteAsync(report, stream, TestContext.Current.CancellationToken);
        return stream.ToArray();
    }
}
