namespace Milestone.Core.Reporting;

/// <summary>
/// A finished report: everything a page, a PDF, a workbook, a CSV or JSON shows, and nothing left to compute.
/// One table feeds every format, so the formats cannot disagree.
/// </summary>
/// <param name="Head">Title, columns, provenance and everything else that is known before the first row.</param>
/// <param name="Rows">The rows in the order they are read.</param>
public sealed record Table(TableHead Head, IReadOnlyList<TableRow> Rows)
{
    /// <summary>The rows as a stream, for writers that also take tables too long to hold.</summary>
    public async IAsyncEnumerable<TableRow> StreamRows()
    {
        foreach (var row in Rows)
            yield return row;
        await Task.CompletedTask.ConfigureAwait(false);
    }
}

/// <summary>What a report says before its first row, and what it says about itself.</summary>
/// <param name="Name">A short name for files and sheets, in lower-case words joined by hyphens: profit-and-loss.</param>
/// <param name="Title">What the reader sees on top: Profit and loss.</param>
/// <param name="Columns">The columns, the row labels' column first.</param>
/// <param name="Provenance">Whose figures, of when, drawn by whom.</param>
public sealed record TableHead(string Name, string Title, IReadOnlyList<TableColumn> Columns, Provenance Provenance)
{
    /// <summary>Decimals that money is shown with: 2 is pence, 0 whole pounds. Files that can hold the exact value do.</summary>
    public int MoneyDecimals { get; init; } = 2;

    /// <summary>Footnotes, such as why whole pounds may not add up.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The sums that must agree with one another, and whether they do.</summary>
    public IReadOnlyList<TableCheck> Checks { get; init; } = [];

    /// <summary>A picture of some of the rows, or null.</summary>
    public TableChart? Chart { get; init; }
}

/// <summary>One column.</summary>
/// <param name="Id">Unique in the table; a column formula names others by it.</param>
/// <param name="Label">The heading.</param>
/// <param name="Kind">What its cells hold, and so how they align and read.</param>
public sealed record TableColumn(string Id, string Label, ColumnKind Kind)
{
    /// <summary>How its cells follow from other columns of the same row, so that a workbook can stay live; null for columns of their own.</summary>
    public ColumnFormula? Formula { get; init; }

    /// <summary>Whether its subtotals are the sums of its items. Not where only the subtotals are known, such as an estimate of a whole section.</summary>
    public bool SumsOfItems { get; init; } = true;

    /// <summary>Whether the column adds up or compares others: it is set apart by a rule or by weight.</summary>
    public bool IsTotal { get; init; }
}

/// <summary>What the cells of a column hold.</summary>
public enum ColumnKind
{
    /// <summary>Words; aligned left.</summary>
    Text,

    /// <summary>Money in the currency of the provenance; aligned right.</summary>
    Money,

    /// <summary>A fraction shown as a percentage with one decimal; aligned right.</summary>
    Percent,

    /// <summary>A day.</summary>
    Date,

    /// <summary>A count or quantity; aligned right.</summary>
    Number,
}

/// <summary>How a column follows from others of the same row.</summary>
public abstract record ColumnFormula
{
    private ColumnFormula()
    {
    }

    /// <summary>The sum of the named columns, which stand side by side.</summary>
    public sealed record Sum(string FirstColumnId, string LastColumnId) : ColumnFormula;

    /// <summary>One column less another: a variance.</summary>
    public sealed record Difference(string ColumnId, string LessColumnId) : ColumnFormula;

    /// <summary>One column divided by another; absent where the divisor is zero or negative.</summary>
    public sealed record Ratio(string ColumnId, string OverColumnId) : ColumnFormula;

    /// <summary>Columns added and subtracted: net profit = gross profit + other income - overheads.</summary>
    public sealed record Signed(IReadOnlyList<SignedColumn> Columns) : ColumnFormula;

    /// <summary>One column divided by the sum of others; absent where that is zero or negative: a margin.</summary>
    public sealed record RatioOfSum(string ColumnId, IReadOnlyList<string> OverColumnIds) : ColumnFormula;

    /// <summary>One column divided by the same column of a row (per cent of income); absent where the divisor is zero or negative.</summary>
    public sealed record ShareOfRow(string ColumnId, string RowId) : ColumnFormula;
}

/// <summary>A column with the sign it enters a sum with.</summary>
/// <param name="ColumnId">The column.</param>
/// <param name="Subtracted">Whether it is taken away instead of added.</param>
public readonly record struct SignedColumn(string ColumnId, bool Subtracted);

/// <summary>One row.</summary>
/// <param name="Kind">What part the row plays.</param>
/// <param name="Cells">One cell for each column, in order.</param>
public sealed record TableRow(RowKind Kind, IReadOnlyList<Cell> Cells)
{
    /// <summary>Unique in the table where a formula, a chart or a link names the row; else null.</summary>
    public string? Id { get; init; }

    /// <summary>How deep the label is indented; 0 is flush.</summary>
    public int Level { get; init; }

    /// <summary>How the row follows from others, so that a workbook can stay live; null for rows of their own.</summary>
    public RowFormula? Formula { get; init; }
}

/// <summary>The part a row plays.</summary>
public enum RowKind
{
    /// <summary>A title above the rows of a section.</summary>
    Heading,

    /// <summary>A figure of its own.</summary>
    Item,

    /// <summary>A sum of items: single rule above.</summary>
    Subtotal,

    /// <summary>The last word: double rule below.</summary>
    Total,

    /// <summary>A ratio or remark that no sum includes: set smaller or in italics.</summary>
    Note,
}

/// <summary>How a row follows from others, column by column.</summary>
public abstract record RowFormula
{
    private RowFormula()
    {
    }

    /// <summary>The sum of all item rows from one row to another, both included.</summary>
    public sealed record SumOfItems(string FirstRowId, string LastRowId) : RowFormula;

    /// <summary>Rows added and subtracted: gross profit = income - cost of sales.</summary>
    public sealed record Signed(IReadOnlyList<SignedRow> Rows) : RowFormula;

    /// <summary>A row divided by the sum of others; absent where that is zero or negative: a margin.</summary>
    public sealed record Ratio(string RowId, IReadOnlyList<string> OverRowIds) : RowFormula;
}

/// <summary>A row with the sign it enters a sum with.</summary>
/// <param name="RowId">The row.</param>
/// <param name="Subtracted">Whether it is taken away instead of added.</param>
public readonly record struct SignedRow(string RowId, bool Subtracted);

/// <summary>Two ways to the same figure.</summary>
/// <param name="Label">What is compared: Projects + Unassigned = organisation.</param>
/// <param name="Statement">The figure as this report has it, in base currency.</param>
/// <param name="Other">The same figure by the other way.</param>
public sealed record TableCheck(string Label, decimal Statement, decimal Other)
{
    /// <summary>The row that shows <see cref="Statement"/>, or null where the report does not: a workbook points at its cell.</summary>
    public string? RowId { get; init; }

    /// <summary>The column of <see cref="RowId"/> that shows it.</summary>
    public string? ColumnId { get; init; }

    /// <summary>What is missing; zero when the two agree.</summary>
    public decimal Difference => Statement - Other;
}

/// <summary>A picture of some rows of the table; its figures are the table's own cells.</summary>
/// <param name="Title">What the picture says, in words.</param>
/// <param name="ColumnIds">The columns along the axis, in order.</param>
/// <param name="Series">The rows drawn.</param>
public sealed record TableChart(string Title, IReadOnlyList<string> ColumnIds, IReadOnlyList<ChartSeries> Series);

/// <summary>One row as a series of a chart.</summary>
/// <param name="RowId">The row.</param>
/// <param name="Label">Its name in the legend.</param>
/// <param name="Shape">How it is drawn.</param>
public sealed record ChartSeries(string RowId, string Label, ChartShape Shape);

/// <summary>How a series is drawn.</summary>
public enum ChartShape
{
    /// <summary>A bar for each column.</summary>
    Bar,

    /// <summary>A line through the columns.</summary>
    Line,
}
