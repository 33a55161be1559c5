namespace Milestone.Core.Reporting;

/// <summary>
/// Several tables that are taken away as one file: sections of a PDF with headings of their own and pages counted through, or a workbook with a sheet
/// each and one Control sheet.
/// </summary>
/// <param name="Name">A short name for files, in lower-case words joined by hyphens: company-summary.</param>
/// <param name="Title">What the reader sees.</param>
/// <param name="Tables">The tables in order, at least one. The first is the main one: a CSV holds one table, and that is it.</param>
public sealed record Report(string Name, string Title, IReadOnlyList<Table> Tables)
{
    /// <summary>A report of one table.</summary>
    public static Report Of(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return new Report(table.Head.Name, table.Head.Title, [table]);
    }

    /// <summary>The table that stands for the report where only one can.</summary>
    public Table Main => Tables[0];

    /// <summary>How many rows its file has: those of all tables, or of the main one where a format holds one table.</summary>
    public long RowsIn(ReportFormat format) => format == ReportFormat.Csv ? Main.Rows.Count : Tables.Sum(table => (long)table.Rows.Count);
}
