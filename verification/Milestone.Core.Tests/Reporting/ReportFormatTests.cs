using Milestone.Core.Reporting;
using Milestone.Core.Values;
using Xunit;

namespace Milestone.Core.Tests.Reporting;

public class ReportFormatTests
{
    public static TheoryData<string> Formats => [.. ReportFormat.All.Select(format => format.Id)];

    [Fact]
    public void The_catalogue_lists_each_format_once()
    {
        Assert.Equal(["pdf", "xlsx", "csv", "json"], ReportFormat.All.Select(format => format.Id));
        Assert.Same(ReportFormat.Excel, ReportFormat.Find("XLSX"));
        Assert.Null(ReportFormat.Find("docx"));
        Assert.Equal("application/pdf", ReportFormat.Pdf.MediaType);
    }

    [Theory]
    [InlineData("Acme & Sons' Builders Ltd", "profit-and-loss_Acme-Sons-Builders-Ltd_2026-04-01_2027-03-31.pdf")]
    [InlineData("../../etc/passwd\r\nX: \"y\"", "profit-and-loss_etc-passwd-X-y_2026-04-01_2027-03-31.pdf")]
    [InlineData("Ελληνικά", "profit-and-loss_organisation_2026-04-01_2027-03-31.pdf")]
    public void A_file_name_says_what_it_holds_in_safe_characters(string organisation, string expected)
    {
        var head = SampleTables.Quarter().Head;
        head = head with { Provenance = head.Provenance with { Organisation = organisation } };
        var period = new Period(new DateOnly(2026, 4, 1), new DateOnly(2027, 3, 31));
        Assert.Equal(expected, ReportFormat.Pdf.FileName(head, period));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task The_same_report_gives_the_same_bytes(string format)
    {
        var writer = ReportFormat.Find(format)!;
        Assert.Equal(await Written.As(writer, SampleTables.Quarter()), await Written.As(writer, SampleTables.Quarter()));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task A_row_with_a_cell_too_few_is_refused_by_its_number(string format)
    {
        var table = SampleTables.Of("Short", 2, ("first", 1m));
        table = table with { Rows = [.. table.Rows, new TableRow(RowKind.Item, [Cell.Of("second")])] };
        var error = await Assert.ThrowsAsync<ArgumentException>(() => Written.As(ReportFormat.Find(format)!, table));
        Assert.StartsWith("Row 2 of sample has 1 cells for 3 columns.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task A_cancelled_report_stops_between_rows(string format)
    {
        using var stop = new CancellationTokenSource();
        var seen = 0;

        async IAsyncEnumerable<TableRow> Rows()
        {
            await foreach (var row in SampleTables.LedgerRows(1000))
            {
                if (++seen == 300)
                    await stop.CancelAsync();
                yield return row;
            }
        }

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => ReportFormat.Find(format)!.WriteAsync(SampleTables.LedgerHead, Rows(), Stream.Null, stop.Token));
        Assert.Equal(300, seen);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Hostile_text_breaks_no_format(string format)
    {
        var table = SampleTables.Of("Title with []:*?/\\ and ' and \u0000", 1,
            ("\u0000\u0001\u001f\u007f\u0085", 1m), ("half a pair \ud83d", 2m), ("\udc00 the other", 3m), ("\ufffe\uffff", 4m), ("👷🏗️ שלום عربي 中文", 5m),
            ("]]> <b>&amp;</b> -->", 6m), (new string('w', 40_000), 7m), ("", 8m));
        table = table with { Head = table.Head with { Notes = ["\u0000=1+1"], Provenance = table.Head.Provenance with { Organisation = "\u0007\ud800", Filters = ["\u0001"] } } };
        Assert.NotEmpty(await Written.As(ReportFormat.Find(format)!, table));
    }
}
