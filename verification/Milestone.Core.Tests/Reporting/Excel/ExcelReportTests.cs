using DocumentFormat.OpenXml.Spreadsheet;
using Milestone.Core.Reporting;
using Xunit;
using Cell = Milestone.Core.Reporting.Cell;
using Table = Milestone.Core.Reporting.Table;

namespace Milestone.Core.Tests.Reporting.Excel;

public class ExcelReportTests
{
    [Theory]
    [InlineData("B8", "SUM(B7)", "1000")]
    [InlineData("B12", "SUM(B10:B11)", "400.25")]
    [InlineData("D13", "D8-D12", "-50")]
    [InlineData("E7", "SUM(B7:D7)", "3000.50")]
    [InlineData("E12", "SUM(E10:E11)", "950.25")]
    [InlineData("F13", "C13-B13", "900.75")]
    [InlineData("G13", "IF(N(E$8)<=0,\"n/a\",E13/E$8)", "0.683302782869521746375604066")]
    [InlineData("B14", "IF(N(B8)<=0,\"n/a\",B13/B8)", "0.59975")]
    [InlineData("D14", "IFERROR(IF(N(D8)<=0,\"n/a\",D13/D8),\"n/a\")", "n/a")]
    public async Task A_sum_a_variance_and_a_margin_is_a_formula_beside_its_value(string address, string formula, string value)
    {
        using var workbook = new Workbook(await Written.As(ReportFormat.Excel, SampleTables.Quarter()));
        Assert.Equal(formula, workbook.Formula(1, address));
        Assert.Equal(value, workbook.Value(1, address));
    }

    [Fact]
    public async Task A_figure_of_its_own_is_a_number_without_a_formula()
    {
        using var workbook = new Workbook(await Written.As(ReportFormat.Excel, SampleTables.Quarter(moneyDecimals: 0)));
        Assert.Null(workbook.Formula(1, "B10"));
        Assert.Equal("400.25", workbook.Value(1, "B10"));
        Assert.Null(workbook.Cell(1, "B10").DataType);
        Assert.Equal("#,##0;(#,##0);\"–\"", workbook.NumberFormat(1, "B10"));
    }

    [Fact]
    public async Task Number_formats_show_brackets_dashes_and_percentages()
    {
        using var workbook = new Workbook(await Written.As(ReportFormat.Excel, SampleTables.Quarter()));
        Assert.Equal("#,##0.00;(#,##0.00);\"–\"", workbook.NumberFormat(1, "B13"));
        Assert.Equal("0.0%;(0.0%);\"–\"", workbook.NumberFormat(1, "G13"));
    }

    [Fact]
    public async Task The_sheets_are_named_frozen_and_set_up_for_print()
    {
        using var workbook = new Workbook(await Written.As(ReportFormat.Excel, SampleTables.Quarter()));
        Assert.Equal(["Profit and loss", "Control"], workbook.SheetNames);
        Assert.Equal("'Profit and loss'!$A:$A,'Profit and loss'!$5:$5", workbook.Part.Workbook!.DefinedNames!.Elements<DefinedName>().Single().Text);
        var pane = workbook.Sheet(1).Descendants<Pane>().Single();
        Assert.Equal(("B6", PaneStateValues.Frozen), (pane.TopLeftCell!.Value, pane.State!.Value));
        var page = workbook.Sheet(1).Descendants<PageSetup>().Single();
        Assert.Equal((OrientationValues.Landscape, 1u, 0u), (page.Orientation!.Value, page.FitToWidth!.Value, page.FitToHeight!.Value));
        Assert.Equal("Profit and loss - Acme & Sons Builders Ltd", workbook.Title);
        Assert.Equal(new DateTime(2026, 11, 23, 9, 15, 0, DateTimeKind.Utc), workbook.Created?.ToUniversalTime());
    }

    [Fact]
    public async Task The_control_sheet_names_the_source_and_checks_the_sums_live()
    {
        using var workbook = new Workbook(await Written.As(ReportFormat.Excel, SampleTables.Quarter()));
        string[] words = [.. workbook.Sheet(2).Descendants<InlineString>().Select(text => text.InnerText)];
        Assert.Contains("Accrual basis", words);
        Assert.Contains("Project: 14 Acacia Road", words);
        Assert.Contains("23 Nov 2026 08:00 UTC", words);
        Assert.Contains("42 (latest)", words);
        Assert.Contains("Management accounts - unaudited", words);
        Assert.Equal("Projects + Unassigned = organisation", workbook.Text(2, "A16"));
        Assert.Equal("'Profit and loss'!E13", workbook.Formula(2, "B16"));
        Assert.Equal("ROUND(B17-C17,2)", workbook.Formula(2, "D17"));
        Assert.Equal("10.00", workbook.Value(2, "D17"));
        Assert.Equal(("agrees", "differs"), (workbook.Value(2, "E16"), workbook.Value(2, "E17")));
    }

    [Fact]
    public async Task A_text_that_begins_like_a_formula_stays_a_text()
    {
        using var workbook = new Workbook(await Written.As(ReportFormat.Excel, SampleTables.Of("=Guard", 1, ("=1+1", 1m), ("plain _x0041_", 2m))));
        Assert.Equal(CellValues.InlineString, workbook.Cell(1, "A6").DataType!.Value);
        Assert.Equal("=1+1", workbook.Text(1, "A6"));
        Assert.Null(workbook.Formula(1, "A6"));
        Assert.True(workbook.Format(1, "A6").QuotePrefix!.Value);
        Assert.Equal("plain _x005F_x0041_", workbook.Text(1, "A7"));
    }

    [Fact]
    public async Task A_share_of_a_row_further_down_waits_for_it()
    {
        var head = new TableHead("sample", "Sample",
            [
                new("label", "Label", ColumnKind.Text), new("amount", "Amount", ColumnKind.Money),
                new("share", "Share", ColumnKind.Percent) { Formula = new ColumnFormula.ShareOfRow("amount", "sum") },
            ],
            SampleTables.Provenance);
        var table = new Table(head,
            [
                new(RowKind.Item, [Cell.Of("a"), Cell.Money(1), Cell.Percent(0.25m)]) { Id = "a" },
                new(RowKind.Item, [Cell.Of("b"), Cell.Money(3), Cell.Percent(0.75m)]) { Id = "b" },
                new(RowKind.Total, [Cell.Of("sum"), Cell.Money(4), Cell.Percent(1)]) { Id = "sum", Formula = new RowFormula.SumOfItems("a", "b") },
            ]);
        using var workbook = new Workbook(await Written.As(ReportFormat.Excel, table));
        Assert.Equal("IF(N(B$8)<=0,\"n/a\",B6/B$8)", workbook.Formula(1, "C6"));
        Assert.Equal("SUM(B6:B7)", workbook.Formula(1, "B8"));
    }

    [Fact]
    public async Task Days_are_real_dates_and_a_day_before_1900_is_words()
    {
        var head = new TableHead("sample", "Sample", [new("day", "Day", ColumnKind.Date)], SampleTables.Provenance);
        var table = new Table(head,
            [new(RowKind.Item, [Cell.Of(new DateOnly(2026, 11, 23))]), new(RowKind.Item, [Cell.Of(new DateOnly(1066, 10, 14))])]);
        using var workbook = new Workbook(await Written.As(ReportFormat.Excel, table));
        Assert.Equal("46349", workbook.Value(1, "A6"));
        Assert.Equal("d mmm yyyy", workbook.NumberFormat(1, "A6"));
        Assert.Equal("1066-10-14", workbook.Text(1, "A7"));
    }

    [Fact]
    public async Task Every_workbook_is_valid()
    {
        Table[] tables =
        [
            SampleTables.Quarter(), SampleTables.Quarter(0), SampleTables.Of("No rows", 2), SampleTables.Of("Control", 0, ("one column", 1m)),
            SampleTables.Of("Wide", 40, ("wide", -123_456_789.12m)), SampleTables.Of("'History' \u0001[]:*?/\\ of a very long name indeed", 1, ("\u0001\ud800", 1m)),
        ];
        foreach (var table in tables)
        {
            using var workbook = new Workbook(await Written.As(ReportFormat.Excel, table));
            Assert.Empty(workbook.Errors);
        }
    }
}
