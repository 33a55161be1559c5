using Milestone.Core.Reporting.Pdf.Typesetting;
using SkiaSharp;

namespace Milestone.Core.Reporting.Pdf;

/// <summary>Puts frame, rows and closing blocks together: once to count the pages, once to draw them.</summary>
internal sealed class PageComposer
{
    private const string NothingToShow = "Nothing to show for this period and these filters.";

    private readonly RowSpool spool;
    private readonly Pen pen;
    private readonly ColumnPlan plan;
    private readonly RowLayout layout;
    private readonly PageFrame frame;
    private readonly TablePainter painter;
    private readonly IReadOnlyList<IReadOnlyList<FlowLine>> closing;
    private int page;
    private int before;
    private int pages;

    public PageComposer(TableHead head, TableSurvey survey, RowSpool spool, Pen pen)
    {
        (this.spool, this.pen) = (spool, pen);
        plan = ColumnPlan.For(head, survey);
        layout = new RowLayout(head, plan, pen.Shaper);
        frame = new PageFrame(head, plan, pen.Shaper);
        painter = new TablePainter(head, plan, pen);
        var width = plan.PageWidth - (2 * PageStyle.MarginSide);
        closing = [.. FlowLine.Groups(new ClosingBlocks(head, pen.Shaper, width).Lines(survey.ChartRows))];
    }

    /// <summary>Draws every page into the document, passing bytes on page by page.</summary>
    /// <param name="document">The document, between two pages.</param>
    /// <param name="output">Where its bytes go.</param>
    /// <param name="before">How many pages stand before these, of other tables.</param>
    /// <param name="all">How many pages the document has.</param>
    /// <param name="cancellation">Stops the drawing.</param>
    public async Task WriteAsync(SKDocument document, OutputBuffer output, int before, int all, CancellationToken cancellation)
    {
        (this.before, pages) = (before, all);
        var end = 0f;
        IReadOnlyList<LaidRow>? held = null;
        foreach (var rows in Pages())
        {
            for (var panel = 0; panel < plan.Panels.Count; panel++)
            {
                if (page > 0)
                    document.EndPage();
                await output.DrainAsync(cancellation).ConfigureAwait(false);
                cancellation.ThrowIfCancellationRequested();
                Turn(document);
                end = DrawTable(plan.Panels[panel], rows, page == 1 ? frame.FirstTop : PageFrame.LaterTop);
            }

            held = rows;
        }

        if (held is { Count: 0 })
            end = DrawNothing(end);
        DrawClosing(document, end);
        document.EndPage();
    }

    private IEnumerable<IReadOnlyList<LaidRow>> Pages() =>
        layout.Pages(spool.Read(), Room(frame.FirstTop), Room(PageFrame.LaterTop));

    private float Room(float top) => frame.Bottom - top - painter.HeaderHeight;

    /// <summary>How many pages the table takes.</summary>
    public int Count()
    {
        var (count, end) = (0, 0f);
        foreach (var rows in Pages())
        {
            count += plan.Panels.Count;
            end = (count == 1 ? frame.FirstTop : PageFrame.LaterTop) + painter.HeaderHeight + rows.Sum(row => row.Height);
            if (rows.Count == 0)
                end += NothingHeight;
        }

        foreach (var group in closing)
        {
            var height = FlowLine.Total(group);
            if (end + height > frame.Bottom)
                (count, end) = (count + 1, PageFrame.LaterTop);
            end += height;
        }

        return count;
    }

    private float NothingHeight => plan.Size * 2.5f;

    private void Turn(SKDocument document)
    {
        pen.TurnTo(document.BeginPage(plan.PageWidth, plan.PageHeight));
        frame.Draw(pen, ++page, before, pages);
    }

    private float DrawTable(IReadOnlyList<PlacedColumn> panel, IReadOnlyList<LaidRow> rows, float top)
    {
        painter.Header(panel, top);
        return painter.Rows(panel, rows, top + painter.HeaderHeight);
    }

    private float DrawNothing(float end)
    {
        pen.Text(Face.Italic, NothingToShow, plan.Size, PageStyle.MarginSide, end + (plan.Size * 1.5f), PageStyle.Muted);
        return end + NothingHeight;
    }

    private void DrawClosing(SKDocument document, float end)
    {
        foreach (var group in closing)
        {
            if (end + FlowLine.Total(group) > frame.Bottom)
            {
                document.EndPage();
                Turn(document);
                end = PageFrame.LaterTop;
            }

            foreach (var line in group)
            {
                line.Draw(pen, new SKPoint(PageStyle.MarginSide, end));
                end += line.Height;
            }
        }
    }
}
