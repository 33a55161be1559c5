namespace Milestone.Core.Reporting.Excel;

/// <summary>
/// How wide the columns are, in characters. A sheet states its widths before its rows, so they are taken from the headings and the
/// opening rows; figures get room for more than those rows have.
/// </summary>
internal static class ColumnWidths
{
    /// <summary>How many opening rows are looked at.</summary>
    public const int OpeningRows = 200;

    private const double Narrowest = 9, LeastLabel = 26, Widest = 60;

    /// <summary>The widths.</summary>
    /// <param name="head">The columns.</param>
    /// <param name="opening">The opening rows.</param>
    /// <param name="hasMore">Whether rows follow that are not among them.</param>
    public static IReadOnlyList<double> Of(TableHead head, IReadOnlyList<TableRow> opening, bool hasMore)
    {
        var widths = new double[head.Columns.Count];
        for (var i = 0; i < widths.Length; i++)
        {
            var column = head.Columns[i];
            var wanted = LongestWord(column.Label) + 2.0;
            foreach (var row in opening)
            {
                var isBold = row.Kind is not (RowKind.Item or RowKind.Note);
                var length = CellText.Of(row.Cells[i], head.MoneyDecimals).Length * (isBold ? 1.1 : 1.0);
                wanted = Math.Max(wanted, length + 2 + (i == 0 ? row.Level : 0));
            }

            wanted = Math.Max(wanted, Roomy(column.Kind, head.MoneyDecimals, hasMore));
            var least = i == 0 && column.Kind == ColumnKind.Text ? LeastLabel : Narrowest;
            widths[i] = Math.Min(Math.Max(wanted, least), Widest);
        }

        return widths;
    }

    // (123,456,789.00) and a little air.
    private static double Roomy(ColumnKind kind, int moneyDecimals, bool hasMore) => kind switch
    {
        ColumnKind.Money => hasMore ? 15 + moneyDecimals : 12,
        ColumnKind.Date => 12,
        ColumnKind.Text => hasMore ? 24 : 12,
        ColumnKind.Number => hasMore ? 12 : Narrowest,
        _ => Narrowest,
    };

    private static int LongestWord(string label) => label.Split(' ').Max(word => word.Length);
}
