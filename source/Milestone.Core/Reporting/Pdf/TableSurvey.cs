using Milestone.Core.Reporting.Pdf.Typesetting;

namespace Milestone.Core.Reporting.Pdf;

/// <summary>
/// The first look at the rows: how wide each column is, what the chart needs; the rows themselves go into the spool.
/// Widths are in ems, so that the size of the type can be chosen afterwards.
/// </summary>
internal sealed class TableSurvey
{
    // A name or a remark may be longer than anything a column should be made for.
    private const float WidestFigure = 24;

    private readonly TableHead head;
    private readonly TextShaper shaper;
    private readonly RowSpool spool;

    public TableSurvey(TableHead head, TextShaper shaper, RowSpool spool)
    {
        (this.head, this.shaper, this.spool) = (head, shaper, spool);
        var count = head.Columns.Count;
        Widest = new float[count];
        HeaderWord = [.. head.Columns.Select(column => LongestWord(PlainText.OnOneLine(column.Label)))];
        ChartRows = head.Chart?.Series.Select(series => series.RowId).Distinct().ToDictionary(id => id, _ => Array.Empty<decimal?>()) ?? [];
    }

    /// <summary>The widest cell of each column.</summary>
    public float[] Widest { get; }

    /// <summary>The widest word of each column's heading.</summary>
    public float[] HeaderWord { get; }

    /// <summary>The values of the rows that the chart draws, along its columns.</summary>
    public Dictionary<string, decimal?[]> ChartRows { get; }

    /// <summary>The face of a row's kind.</summary>
    public static Face FaceOf(RowKind kind) => kind switch
    {
        RowKind.Item => Face.Regular,
        RowKind.Note => Face.Italic,
        _ => Face.Semibold,
    };

    /// <summary>Whether cells of the column align right.</summary>
    public static bool IsFigure(TableColumn column) => column.Kind is ColumnKind.Money or ColumnKind.Percent or ColumnKind.Number;

    /// <summary>Takes the next row.</summary>
    public void Add(TableRow row)
    {
        var face = FaceOf(row.Kind);
        var cells = new SpooledCell[row.Cells.Count];
        var isAlone = true;
        for (var i = cells.Length - 1; i >= 0; i--)
        {
            var text = PlainText.OnOneLine(CellText.Of(row.Cells[i], head.MoneyDecimals));
            if (IsFigure(head.Columns[i]) && text.Length > 0 && row.Cells[i] is Cell.TextCell)
                text = TextWrap.Shortened(shaper, face, text, WidestFigure);
            cells[i] = new SpooledCell(text, shaper.Width(face, text));
            isAlone &= i == 0 || text.Length == 0;
            var indent = i == 0 ? row.Level * PageStyle.Indent : 0;
            var bracket = IsFigure(head.Columns[i]) && text.Length > 0 && text[^1] != ')' ? face.ClosingBracket : 0;
            if (i > 0 || !isAlone || cells.Length == 1)
                Widest[i] = Math.Max(Widest[i], cells[i].Width + indent + bracket);
        }

        spool.Add(new SpooledRow(row.Kind, row.Level, cells));
        if (row.Id is not null && head.Chart is { } chart && ChartRows.ContainsKey(row.Id))
            ChartRows[row.Id] = [.. chart.ColumnIds.Select(id => Value(row, id))];
    }

    private decimal? Value(TableRow row, string columnId)
    {
        for (var i = 0; i < head.Columns.Count; i++)
        {
            if (head.Columns[i].Id == columnId)
            {
                return row.Cells[i] switch
                {
                    Cell.MoneyCell money => money.Amount,
                    Cell.PercentCell percent => percent.Fraction,
                    Cell.NumberCell number => number.Value,
                    _ => null,
                };
            }
        }

        return null;
    }

    private float LongestWord(string label) =>
        label.Split(' ').Max(word => shaper.Width(Face.Semibold, word));
}
