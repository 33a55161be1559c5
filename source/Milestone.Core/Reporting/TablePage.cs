namespace Milestone.Core.Reporting;

/// <summary>A stretch of a long table for one screen: some of its items, with the headings they stand under and the sums that end among them.</summary>
/// <param name="Table">The stretch. Its last row is the whole table's total, where it has one.</param>
/// <param name="Next">The id of the last item, where more follow: what to ask for as the next page's start; else null.</param>
public sealed record TablePage(Table Table, string? Next)
{
    /// <summary>The page after an item, or the first.</summary>
    /// <param name="table">The whole table; its items have ids.</param>
    /// <param name="after">The id of the item that the page before ended with; null for the first page.</param>
    /// <param name="most">The most items on a page.</param>
    /// <exception cref="ProblemException">Invalid: there is no such item, perhaps not any more.</exception>
    public static TablePage Of(Table table, string? after, int most)
    {
        ArgumentNullException.ThrowIfNull(table);
        var start = after is null ? 0 : 1 + table.Rows.Index().Where(row => row.Item.Kind == RowKind.Item && row.Item.Id == after).Select(row => row.Index).DefaultIfEmpty(-2).First();
        if (start < 0)
            throw new ProblemException(ProblemKind.Invalid, "That is not where a page ended, or the line is gone. Leave it out to begin at the first page.") { Field = "after" };

        // The sums that follow the last item stood on its page.
        while (after is not null && start < table.Rows.Count - 1 && table.Rows[start].Kind is not (RowKind.Item or RowKind.Heading))
            start++;

        var rows = new List<TableRow>();
        var items = 0;
        string? last = null;
        for (var no = start; no < table.Rows.Count; no++)
        {
            var row = table.Rows[no];
            if (row.Kind == RowKind.Item)
            {
                if (items == most)
                {
                    while (rows[^1].Kind == RowKind.Heading)
                        rows.RemoveAt(rows.Count - 1);
                    var total = table.Rows[^1];
                    return new TablePage(table with { Rows = [.. Headings(table, start), .. rows, .. total.Kind == RowKind.Total ? [total] : Array.Empty<TableRow>()] }, last);
                }

                items++;
                last = row.Id;
            }

            rows.Add(row);
        }

        return new TablePage(table with { Rows = [.. Headings(table, start), .. rows] }, null);
    }

    // The headings that are open where the page begins, so that its first lines do not stand without one.
    private static List<TableRow> Headings(Table table, int start)
    {
        var open = new List<TableRow>();
        if (start == 0 || start >= table.Rows.Count || table.Rows[start] is { Kind: RowKind.Heading, Level: 0 })
            return open;
        foreach (var row in table.Rows.Take(start))
        {
            if (row.Kind is RowKind.Heading or RowKind.Subtotal)
                open.RemoveAll(heading => heading.Level >= row.Level);
            if (row.Kind == RowKind.Heading)
                open.Add(row);
        }

        return open;
    }
}
