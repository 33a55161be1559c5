using Milestone.Core.Reporting.Pdf.Typesetting;

namespace Milestone.Core.Reporting.Pdf;

/// <summary>Draws the column headings and the rows of a page.</summary>
internal sealed class TablePainter
{
    private readonly TableHead head;
    private readonly ColumnPlan plan;
    private readonly Pen pen;
    private readonly Dictionary<PlacedColumn, IReadOnlyList<string>> headings = [];

    public TablePainter(TableHead head, ColumnPlan plan, Pen pen)
    {
        (this.head, this.plan, this.pen) = (head, plan, pen);
        foreach (var column in plan.Panels.SelectMany(panel => panel))
        {
            var label = PlainText.OnOneLine(head.Columns[column.Index].Label);
            headings[column] = TextWrap.Lines(pen.Shaper, Face.Semibold, label, column.Width / Size * 1.0005f, PageStyle.MostHeaderLines);
        }

        HeaderHeight = ((headings.Values.Max(lines => lines.Count) * PageStyle.Leading) + (2 * PageStyle.RowPadding)) * Size;
    }

    /// <summary>The height of the column headings, in points.</summary>
    public float HeaderHeight { get; }

    private float Size => plan.Size;

    private float Line => Size * PageStyle.Leading;

    /// <summary>Draws the headings with their top at y; words and figures stand on the last line.</summary>
    public void Header(IReadOnlyList<PlacedColumn> panel, float y)
    {
        var bottom = y + HeaderHeight;
        foreach (var column in panel)
        {
            var lines = headings[column];
            for (var i = 0; i < lines.Count; i++)
            {
                var baseline = bottom - (PageStyle.RowPadding * Size) - ((lines.Count - 1 - i) * Line) - (0.28f * Size);
                if (IsFigure(column))
                    pen.TextEndingAt(Face.Semibold, lines[i], Size, FigureEnd(column, Face.Semibold, lines[i]), baseline, PageStyle.Ink);
                else
                    pen.Text(Face.Semibold, lines[i], Size, column.Left, baseline, PageStyle.Ink);
            }
        }

        pen.Rule(panel[0].Left, panel[^1].Right, bottom, PageStyle.HeaderRule, PageStyle.Rule);
    }

    /// <summary>Draws rows one below the other and answers where they end.</summary>
    public float Rows(IReadOnlyList<PlacedColumn> panel, IReadOnlyList<LaidRow> rows, float y)
    {
        foreach (var column in panel)
        {
            if (head.Columns[column.Index].IsTotal && rows.Count > 0)
                pen.UprightRule(column.Left - (PageStyle.ColumnGap * Size / 2), y, y + rows.Sum(row => row.Height), PageStyle.GuideRule, PageStyle.Muted);
        }

        for (var i = 0; i < rows.Count; i++)
        {
            Row(panel, rows[i], y);
            y += rows[i].Height;

            // A faint guide between items leads the eye across.
            if (rows[i].Row.Kind == RowKind.Item && i + 1 < rows.Count && rows[i + 1].Row.Kind == RowKind.Item)
                pen.Rule(panel[0].Left, panel[^1].Right, y, PageStyle.GuideRule, PageStyle.Guide);
        }

        return y;
    }

    private void Row(IReadOnlyList<PlacedColumn> panel, LaidRow laid, float y)
    {
        var row = laid.Row;
        var face = TableSurvey.FaceOf(row.Kind);
        var colour = row.Kind == RowKind.Note ? PageStyle.Muted : PageStyle.Ink;
        var top = y + laid.SpaceAbove;
        var first = top + (PageStyle.RowPadding * Size) + (0.97f * Size);
        foreach (var column in panel)
        {
            var cell = row.Cells[column.Index];
            if (IsFigure(column))
            {
                pen.TextEndingAt(face, cell.Text, Size, FigureEnd(column, face, cell.Text), first, colour);
                continue;
            }

            var indent = column.Index == 0 ? Math.Min(row.Level * PageStyle.Indent * Size, column.Width * 2 / 3) : 0;
            var lines = laid.Lines[column.Index] ?? [];
            for (var i = 0; i < lines.Count; i++)
                pen.Text(face, lines[i], Size, column.Left + indent, first + (i * Line), colour);
        }

        Rules(panel, laid, y, top);
    }

    // Single rule above a sum, double below a total, only where figures stand.
    private void Rules(IReadOnlyList<PlacedColumn> panel, LaidRow laid, float y, float top)
    {
        var bottom = y + laid.Height;
        if (laid.Row.Kind is not (RowKind.Subtotal or RowKind.Total))
            return;
        foreach (var column in panel)
        {
            if (!IsFigure(column) || laid.Row.Cells[column.Index].Text.Length == 0)
                continue;
            pen.Rule(column.Left, column.Right, top, PageStyle.ThinRule, PageStyle.Rule);
            if (laid.Row.Kind != RowKind.Total)
                continue;
            var below = bottom - (PageStyle.TotalSpace * Size) + PageStyle.ThinRule;
            pen.Rule(column.Left, column.Right, below, PageStyle.ThinRule, PageStyle.Rule);
            pen.Rule(column.Left, column.Right, below + PageStyle.DoubleRuleGap, PageStyle.ThinRule, PageStyle.Rule);
        }
    }

    private bool IsFigure(PlacedColumn column) => TableSurvey.IsFigure(head.Columns[column.Index]);

    // A bracket hangs to the right of the digits: figures without one leave its room.
    private float FigureEnd(PlacedColumn column, Face face, string text) =>
        text.EndsWith(')') ? column.Right : column.Right - (face.ClosingBracket * Size);
}
