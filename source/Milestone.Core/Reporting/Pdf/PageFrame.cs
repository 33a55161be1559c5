using System.Globalization;
using Milestone.Core.Reporting.Pdf.Typesetting;
using SkiaSharp;

namespace Milestone.Core.Reporting.Pdf;

/// <summary>What stands around the table: the title block of the first page, the running head of the others, the footer of all.</summary>
internal sealed class PageFrame
{
    private const int MostTitleLines = 2, MostFilterLines = 3;
    private const float BelowTitle = 12, RunningHeadHeight = 20, FooterRise = 24;

    private readonly TableHead head;
    private readonly ColumnPlan plan;
    private readonly IReadOnlyList<FlowLine> title;

    public PageFrame(TableHead head, ColumnPlan plan, TextShaper shaper)
    {
        (this.head, this.plan) = (head, plan);
        var provenance = head.Provenance;
        title =
        [
            .. FlowLine.Words(shaper, Face.Semibold, provenance.Organisation, PageStyle.OrganisationSize, PageStyle.Muted, Width, MostTitleLines),
            .. FlowLine.Words(shaper, Face.Semibold, head.Title, PageStyle.TitleSize, PageStyle.Ink, Width, MostTitleLines),
            .. FlowLine.Words(shaper, Face.Regular, $"{provenance.Period} · {provenance.Basis} · figures in {provenance.Currency}",
                PageStyle.SublineSize, PageStyle.Ink, Width, MostTitleLines),
            .. provenance.Filters.Count == 0 ? [] : FlowLine.Words(shaper, Face.Regular, string.Join(" · ", provenance.Filters),
                PageStyle.SublineSize, PageStyle.Ink, Width, MostFilterLines),
            FlowLine.Space(BelowTitle),
        ];
    }

    /// <summary>Where the table begins on the first page.</summary>
    public float FirstTop => PageStyle.MarginTop + FlowLine.Total(title);

    /// <summary>Where the table begins on the others.</summary>
    public static float LaterTop => PageStyle.MarginTop + RunningHeadHeight;

    /// <summary>Where the table must end.</summary>
    public float Bottom => plan.PageHeight - PageStyle.MarginBottom;

    private float Width => plan.PageWidth - (2 * PageStyle.MarginSide);

    private float Right => plan.PageWidth - PageStyle.MarginSide;

    /// <summary>Draws the frame of a page: the first of a table has its title. Pages are numbered through all tables of the document.</summary>
    public void Draw(Pen pen, int page, int before, int pages)
    {
        if (page == 1)
            TitleBlock(pen);
        else
            RunningHead(pen);
        Footer(pen, before + page, pages);
    }

    private void TitleBlock(Pen pen)
    {
        var y = PageStyle.MarginTop;
        foreach (var line in title)
        {
            line.Draw(pen, new SKPoint(PageStyle.MarginSide, y));
            y += line.Height;
        }
    }

    private void RunningHead(Pen pen)
    {
        const float size = PageStyle.SmallSize;
        var baseline = PageStyle.MarginTop + size;
        var left = PlainText.OnOneLine($"{head.Provenance.Organisation} · {head.Title}");
        var right = PlainText.OnOneLine($"{head.Provenance.Period} · {head.Provenance.Basis}");
        right = TextWrap.Shortened(pen.Shaper, Face.Regular, right, Width / 2 / size);
        left = TextWrap.Shortened(pen.Shaper, Face.Semibold, left, (Width / size) - pen.Shaper.Width(Face.Regular, right) - 2);
        pen.Text(Face.Semibold, left, size, PageStyle.MarginSide, baseline, PageStyle.Muted);
        pen.TextEndingAt(Face.Regular, right, size, Right, baseline, PageStyle.Muted);
    }

    private void Footer(Pen pen, int page, int pages)
    {
        const float size = PageStyle.SmallSize;
        var provenance = head.Provenance;
        var baseline = plan.PageHeight - FooterRise;
        pen.Rule(PageStyle.MarginSide, Right, baseline - size - 3, PageStyle.GuideRule, PageStyle.Muted);
        var number = string.Create(CultureInfo.InvariantCulture, $"Page {page} of {pages}");
        var asOf = provenance.DataAsOf is { } moment ? $"Data as of {ProvenanceLines.Moment(moment, provenance.TimeZone)}" : "Data never fetched";
        var words = PlainText.OnOneLine(
            $"{Provenance.Standing} · {asOf} · Drawn {ProvenanceLines.Moment(provenance.DrawnAt, provenance.TimeZone)} by {provenance.DrawnBy}");
        var room = (Width / size) - pen.Shaper.Width(Face.Regular, number) - 2;
        pen.Text(Face.Regular, TextWrap.Shortened(pen.Shaper, Face.Regular, words, room), size, PageStyle.MarginSide, baseline, PageStyle.Muted);
        pen.TextEndingAt(Face.Regular, number, size, Right, baseline, PageStyle.Muted);
    }
}
