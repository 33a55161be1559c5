using Milestone.Core.Reporting;
using Xunit;

namespace Milestone.Core.Tests.Reporting;

public sealed class TablePageTests
{
    private static readonly Table Long = new(
        new TableHead("lines", "Lines", [new("label", "", ColumnKind.Text)], new Provenance("Acme", "GBP", "up to now", "Accrual basis", DateTimeOffset.UnixEpoch, "a test")),
        [
            Row(RowKind.Heading, "Roofing"), Row(RowKind.Item, "a"), Row(RowKind.Item, "b"), Row(RowKind.Heading, "Not in Xero", level: 1), Row(RowKind.Item, "c"), Row(RowKind.Subtotal, "Total Roofing"),
            Row(RowKind.Heading, "Walls"), Row(RowKind.Item, "d"), Row(RowKind.Subtotal, "Total Walls"), Row(RowKind.Total, "Total"),
        ]);

    [Fact]
    public void Pages_have_all_items_once_each_under_its_headings_and_the_total_at_the_end()
    {
        Assert.Equal(["Roofing", "a", "b", "Total"], Labels(TablePage.Of(Long, null, 2)));
        Assert.Equal("b", TablePage.Of(Long, null, 2).Next);
        Assert.Equal(["Roofing", "Not in Xero", "c", "Total Roofing", "Walls", "d", "Total Walls", "Total"], Labels(TablePage.Of(Long, "b", 2)));
        Assert.Null(TablePage.Of(Long, "b", 2).Next);
        Assert.Equal(["Walls", "d", "Total Walls", "Total"], Labels(TablePage.Of(Long, "c", 1)));
    }

    [Fact]
    public void A_table_that_fits_is_shown_whole()
    {
        var page = TablePage.Of(Long, null, 4);
        Assert.Equal(Long.Rows, page.Table.Rows);
        Assert.Null(page.Next);
    }

    [Fact]
    public void A_line_that_is_gone_is_no_place_to_go_on_from() =>
        Assert.Equal("after", Assert.Throws<ProblemException>(() => TablePage.Of(Long, "gone", 2)).Field);

    private static TableRow Row(RowKind kind, string label, int level = 0) => new(kind, [Cell.Of(label)]) { Id = kind == RowKind.Item ? label : null, Level = level };

    private static IEnumerable<string> Labels(TablePage page) => page.Table.Rows.Select(row => CellText.Of(row.Cells[0], 2));
}
