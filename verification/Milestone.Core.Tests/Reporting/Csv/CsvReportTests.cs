using Milestone.Core.Reporting;
using Milestone.Testing.Outputs;
using Xunit;

namespace Milestone.Core.Tests.Reporting.Csv;

public class CsvReportTests
{
    [Fact]
    public async Task Figures_are_plain_numbers_under_one_header()
    {
        var records = Rfc4180.Read(await Written.As(ReportFormat.Csv, SampleTables.Quarter()));
        Assert.Equal(["Account", "Apr 2026", "May 2026", "Jun 2026", "Total", "May less Apr", "% of income"], records[0]);
        Assert.Equal(["Income", "", "", "", "", "", ""], records[1]);
        Assert.Equal(["Materials", "400.25", "0.00", "50.00", "450.25", "-400.25", "15.0%"], records[5]);
        Assert.Equal(["Gross profit", "599.75", "1500.50", "-50.00", "2050.25", "900.75", "68.3%"], records[8]);
        Assert.Equal(["Gross margin", "60.0%", "75.0%", "n/a", "68.3%", "", ""], records[9]);
    }

    [Fact]
    public async Task Whole_pounds_have_no_decimals_and_round_half_away_from_zero()
    {
        var records = Rfc4180.Read(await Written.As(ReportFormat.Csv, SampleTables.Quarter(moneyDecimals: 0)));
        Assert.Equal(["Sales", "1000", "2001", "0", "3001", "1001", "100.0%"], records[2]);
    }

    [Fact]
    public async Task Provenance_and_checks_follow_a_blank_record_and_leave_the_figures_alone()
    {
        var records = Rfc4180.Read(await Written.As(ReportFormat.Csv, SampleTables.Quarter()));
        Assert.All(records, record => Assert.Equal(7, record.Length));
        Assert.All(records[10], field => Assert.Equal("", field));
        Assert.All(records[11..], record =>
        {
            Assert.StartsWith("# ", record[0], StringComparison.Ordinal);
            Assert.All(record[1..], field => Assert.Equal("", field));
        });
        string[] remarks = [.. records[11..].Select(record => record[0])];
        Assert.Contains("# Organisation: Acme & Sons Builders Ltd", remarks);
        Assert.Contains("# Filter: Project: 14 Acacia Road", remarks);
        Assert.Contains("# Standing: Management accounts - unaudited", remarks);
        Assert.Contains("# Check: Xero's own profit and loss: 2050.25 against 2040.25, difference 10.00, differs", remarks);
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+44 20 7946 0000", "'+44 20 7946 0000")]
    [InlineData("-- closed --", "'-- closed --")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\t=1+1", "'\t=1+1")]
    [InlineData("\r=1+1", "'\r=1+1")]
    [InlineData("  =1+1", "'  =1+1")]
    [InlineData("＝1+1", "'＝1+1")]
    [InlineData("\u0001=1+1", "'=1+1")]
    [InlineData("O'Brien, \"Sons\"\r\n& Co", "O'Brien, \"Sons\"\r\n& Co")]
    [InlineData("3 = 3", "3 = 3")]
    public async Task A_text_that_begins_like_a_formula_is_guarded_and_no_other_is(string text, string written)
    {
        var records = Rfc4180.Read(await Written.As(ReportFormat.Csv, SampleTables.Of("Guard", 1, (text, -1.5m))));
        Assert.Equal([written, "-1.50"], records[1]);
    }

    [Fact]
    public async Task Days_are_ISO_and_counts_keep_their_decimals()
    {
        var head = new TableHead("sample", "Sample", [new("day", "Day", ColumnKind.Date), new("hours", "Hours", ColumnKind.Number)], SampleTables.Provenance);
        var table = new Table(head, [new TableRow(RowKind.Item, [Cell.Of(new DateOnly(2024, 2, 29)), Cell.Number(-1234.125m)])]);
        Assert.Equal(["2024-02-29", "-1234.125"], Rfc4180.Read(await Written.As(ReportFormat.Csv, table))[1]);
    }
}
