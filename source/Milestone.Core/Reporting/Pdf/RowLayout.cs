using Milestone.Core.Reporting.Pdf.Typesetting;

namespace Milestone.Core.Reporting.Pdf;

/// <summary>A row ready to be drawn.</summary>
/// <param name="Row">The row.</param>
/// <param name="Lines">The lines of each column of words; null for figures, which stand on the first line.</param>
/// <param name="SpaceAbove">Room above the text, in points.</param>
/// <param name="Height">The whole height, in points.</param>
internal readonly record struct LaidRow(SpooledRow Row, IReadOnlyList<string>?[] Lines, float SpaceAbove, float Height);

/// <summary>Lays rows out and breaks them into pages.</summary>
internal sealed class RowLayout(TableHead head, ColumnPlan plan, TextShaper shaper)
{
    // A heading keeps its first row, a sum keeps the row before it; but not without end.
    private const int MostKeptTogether = 8;

    private readonly float[] widths = WidthsInEms(head, plan);
    private readonly float fullWidth = (plan.Panels.Min(panel => panel[^1].Right) - PageStyle.MarginSide) / plan.Size;

    /// <summary>
    /// The rows of each page. A row never splits, a heading never ends a page, a sum never begins one. A table without rows has one empty page.
    /// </summary>
    /// <param name="rows">The rows in order.</param>
    /// <param name="firstRoom">The height that the first page has for rows.</param>
    /// <param name="laterRoom">The height that the others have.</param>
    public IEnumerable<IReadOnlyList<LaidRow>> Pages(IEnumerable<SpooledRow> rows, float firstRoom, float laterRoom)
    {
        List<LaidRow> page = [];
        List<LaidRow> group = [];
        var (room, groupHeight) = (firstRoom, 0f);
        foreach (var row in rows)
        {
            if (group.Count > 0 && MayBreak(group[^1].Row.Kind, row.Kind, group.Count))
            {
                if (page.Count > 0 && groupHeight > room)
                {
                    yield return page;
                    (page, room) = ([], laterRoom);
                }

                page.AddRange(group);
                room -= groupHeight;
                group.Clear();
                groupHeight = 0;
            }

            var laid = Lay(row);
            group.Add(laid);
            groupHeight += laid.Height;
        }

        if (page.Count > 0 && groupHeight > room)
        {
            yield return page;
            page = [];
        }

        page.AddRange(group);
        yield return page;
    }

    private static bool MayBreak(RowKind before, RowKind after, int together) =>
        together >= MostKeptTogether || (before != RowKind.Heading && after is not (RowKind.Subtotal or RowKind.Total or RowKind.Note));

    private static float[] WidthsInEms(TableHead head, ColumnPlan plan)
    {
        var widths = new float[head.Columns.Count];
        foreach (var column in plan.Panels.SelectMany(panel => panel))
            widths[column.Index] = column.Index == 0 && widths[0] > 0 ? Math.Min(widths[0], column.Width / plan.Size) : column.Width / plan.Size;
        return widths;
    }

    private LaidRow Lay(SpooledRow row)
    {
        var face = TableSurvey.FaceOf(row.Kind);
        var lines = new IReadOnlyList<string>?[row.Cells.Length];
        var most = 1;
        for (var i = 0; i < lines.Length; i++)
        {
            var cell = row.Cells[i];
            if (TableSurvey.IsFigure(head.Columns[i]) || cell.Text.Length == 0)
                continue;
            var width = (i == 0 ? LabelWidth(row) : widths[i]) * 1.0005f;
            lines[i] = cell.Width <= width ? [cell.Text] : TextWrap.Lines(shaper, face, cell.Text, width, PageStyle.MostLabelLines);
            most = Math.Max(most, lines[i]!.Count);
        }

        var above = row.Kind switch { RowKind.Heading => PageStyle.HeadingSpace, RowKind.Subtotal or RowKind.Total => PageStyle.SumSpace, _ => 0 };
        var below = row.Kind switch { RowKind.Subtotal => PageStyle.SumSpace, RowKind.Total => PageStyle.TotalSpace, _ => 0 };
        var text = (most * PageStyle.Leading) + (2 * PageStyle.RowPadding);
        return new LaidRow(row, lines, above * plan.Size, (above + text + below) * plan.Size);
    }

    private float LabelWidth(SpooledRow row)
    {
        var isAlone = row.Cells.Skip(1).All(cell => cell.Text.Length == 0);
        return Math.Max((isAlone ? fullWidth : widths[0]) - (row.Level * PageStyle.Indent), widths[0] / 3);
    }
}
