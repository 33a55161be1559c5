using System.Globalization;

namespace Milestone.Core.Reporting.Excel;

/// <summary>
/// The table's formulas as the workbook writes them. Rows are learnt in order; a row may name one that is still to come,
/// and waits until then (<see cref="IsReady"/>).
/// </summary>
internal sealed class LiveFormulas
{
    // A formula may have 8,192 characters. A sum over more stretches than fit is written as its value.
    private const int LongestFormula = 8000;

    private readonly IReadOnlyList<TableColumn> columns;
    private readonly string[] letters;
    private readonly Dictionary<string, int> columnIndex = [];
    private readonly Dictionary<string, int> rowNumber = [];
    private readonly List<(int First, int Last)> itemStretches = [];
    private readonly List<string> shareRows;

    public LiveFormulas(IReadOnlyList<TableColumn> columns)
    {
        this.columns = columns;
        letters = [.. Enumerable.Range(0, columns.Count).Select(CellAddress.Letters)];
        for (var i = 0; i < columns.Count; i++)
            columnIndex[columns[i].Id] = i;
        shareRows = [.. columns.Select(column => column.Formula).OfType<ColumnFormula.ShareOfRow>().Select(share => share.RowId).Distinct()];
    }

    /// <summary>Takes note of a row and of where it stands.</summary>
    public void Learn(TableRow row, int number)
    {
        if (row.Id is not null)
            rowNumber[row.Id] = number;
        if (row.Kind != RowKind.Item)
            return;
        if (itemStretches.Count > 0 && itemStretches[^1].Last == number - 1)
            itemStretches[^1] = (itemStretches[^1].First, number);
        else
            itemStretches.Add((number, number));
    }

    /// <summary>Where the row with this name stands, or null when none has come.</summary>
    public int? RowOf(string id) => rowNumber.TryGetValue(id, out var number) ? number : null;

    /// <summary>Whether every row that this one's formulas name has been learnt.</summary>
    public bool IsReady(TableRow row)
    {
        foreach (var id in shareRows)
        {
            if (!rowNumber.ContainsKey(id))
                return false;
        }

        return row.Formula switch
        {
            RowFormula.SumOfItems sum => Knows(sum.FirstRowId) && Knows(sum.LastRowId),
            RowFormula.Signed signed => signed.Rows.All(part => Knows(part.RowId)),
            RowFormula.Ratio ratio => Knows(ratio.RowId) && ratio.OverRowIds.All(Knows),
            _ => true,
        };
    }

    /// <summary>
    /// The formula of a cell, or null for a value of its own. Money and counts follow their row, which reads down the page, but a
    /// difference follows its column; a ratio follows its row only where the row is a ratio, because the ratio of a total is the
    /// ratio of the totals.
    /// </summary>
    public string? For(TableRow row, int number, int column)
    {
        var across = columns[column].Formula;
        return row.Cells[column] switch
        {
            Cell.MoneyCell or Cell.NumberCell when across is ColumnFormula.Difference => Across(across, number, ""),
            Cell.MoneyCell or Cell.NumberCell => Down(row.Formula, column) ?? Across(across, number, ""),
            Cell.PercentCell => Ratio(row, number, column, "n/a"),
            Cell.AbsentCell absent when Ratio(row, number, column, absent.Mark) is { } ratio => $"IFERROR({ratio},{Quoted(absent.Mark)})",
            _ => null,
        };
    }

    private bool Knows(string rowId) => rowNumber.ContainsKey(rowId);

    private string? Down(RowFormula? formula, int column) => formula switch
    {
        RowFormula.SumOfItems sum => columns[column].SumsOfItems ? SumOfItems(sum, letters[column]) : null,
        RowFormula.Signed signed => Signed(signed, letters[column]),
        _ => null,
    };

    private string? Ratio(TableRow row, int number, int column, string mark)
    {
        var across = columns[column].Formula;
        if (row.Formula is RowFormula.Ratio ratio && across is not ColumnFormula.Difference)
            return Down(ratio, column, mark);
        var isAbsentSum = row.Cells[column] is Cell.AbsentCell && across is (ColumnFormula.Sum or ColumnFormula.Difference);
        return isAbsentSum ? null : Across(across, number, mark);
    }

    private string? Down(RowFormula.Ratio ratio, int column, string mark)
    {
        if (!Knows(ratio.RowId) || ratio.OverRowIds.Count == 0 || !ratio.OverRowIds.All(Knows))
            return null;
        var over = ratio.OverRowIds.Select(id => At(column, rowNumber[id])).ToList();
        var divisor = over.Count == 1 ? over[0] : $"SUM({string.Join(',', over)})";
        return Guarded(At(column, rowNumber[ratio.RowId]), divisor, mark);
    }

    private string? Across(ColumnFormula? formula, int row, string mark) => formula switch
    {
        ColumnFormula.Sum sum when Has(sum.FirstColumnId, sum.LastColumnId)
            => $"SUM({At(sum.FirstColumnId, row)}:{At(sum.LastColumnId, row)})",
        ColumnFormula.Difference difference when Has(difference.ColumnId, difference.LessColumnId)
            => $"{At(difference.ColumnId, row)}-{At(difference.LessColumnId, row)}",
        ColumnFormula.Ratio ratio when Has(ratio.ColumnId, ratio.OverColumnId)
            => Guarded(At(ratio.ColumnId, row), At(ratio.OverColumnId, row), mark),
        ColumnFormula.Signed signed when signed.Columns.All(part => columnIndex.ContainsKey(part.ColumnId))
            => string.Concat(signed.Columns.Select(part => (part.Subtracted ? "-" : "+") + At(part.ColumnId, row))).TrimStart('+'),
        ColumnFormula.RatioOfSum ratio when columnIndex.ContainsKey(ratio.ColumnId) && ratio.OverColumnIds.All(columnIndex.ContainsKey)
            => Guarded(At(ratio.ColumnId, row), $"SUM({string.Join(',', ratio.OverColumnIds.Select(id => At(id, row)))})", mark),
        ColumnFormula.ShareOfRow share when Has(share.ColumnId, share.ColumnId) && Knows(share.RowId)
            => Guarded(At(share.ColumnId, row), Fixed(share.ColumnId, rowNumber[share.RowId]), mark),
        _ => null,
    };

    private string? SumOfItems(RowFormula.SumOfItems sum, string column)
    {
        if (!Knows(sum.FirstRowId) || !Knows(sum.LastRowId))
            return null;
        var (first, last) = (rowNumber[sum.FirstRowId], rowNumber[sum.LastRowId]);
        var stretches = itemStretches
            .Where(stretch => stretch.Last >= first && stretch.First <= last)
            .Select(stretch => (First: Math.Max(stretch.First, first), Last: Math.Min(stretch.Last, last)))
            .Select(stretch => stretch.First == stretch.Last
                ? CellAddress.Of(column, stretch.First)
                : $"{CellAddress.Of(column, stretch.First)}:{CellAddress.Of(column, stretch.Last)}")
            .ToList();

        // A function takes 255 arguments, so longer lists are sums of sums.
        var groups = stretches.Count <= 255 ? stretches : [.. stretches.Chunk(255).Select(chunk => $"SUM({string.Join(',', chunk)})")];
        var formula = $"SUM({string.Join(',', groups)})";
        return stretches.Count == 0 || formula.Length > LongestFormula ? null : formula;
    }

    private string? Signed(RowFormula.Signed signed, string column)
    {
        if (signed.Rows.Count == 0 || !signed.Rows.All(part => Knows(part.RowId)))
            return null;
        var formula = string.Concat(signed.Rows.Select(part => (part.Subtracted ? "-" : "+") + CellAddress.Of(column, rowNumber[part.RowId])));
        return formula.TrimStart('+');
    }

    // N() reads a mark in the divisor as nought; a text would compare greater than any number.
    private static string Guarded(string amount, string divisor, string mark) =>
        $"IF(N({divisor})<=0,{Quoted(mark)},{amount}/{divisor})";

    private static string Quoted(string text) => $"\"{PlainText.OnOneLine(text).Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private bool Has(string one, string other) => columnIndex.ContainsKey(one) && columnIndex.ContainsKey(other);

    private string At(string columnId, int row) => At(columnIndex[columnId], row);

    private string At(int column, int row) => CellAddress.Of(letters[column], row);

    private string Fixed(string columnId, int row) => string.Create(CultureInfo.InvariantCulture, $"{letters[columnIndex[columnId]]}${row}");
}
