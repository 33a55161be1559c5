using Milestone.Core.Reporting.Pdf.Charts;
using Milestone.Core.Reporting.Pdf.Typesetting;

namespace Milestone.Core.Reporting.Pdf;

/// <summary>What follows the table: the chart, the sums that must agree, the notes, and where the figures come from.</summary>
internal sealed class ClosingBlocks(TableHead head, TextShaper shaper, float width)
{
    private const int MostLines = 12;
    private const int MostTogether = 24;
    private const float Size = PageStyle.BodySize, LabelColumn = 92, FigureColumn = 92;

    /// <summary>The lines, top to bottom.</summary>
    public IReadOnlyList<FlowLine> Lines(IReadOnlyDictionary<string, decimal?[]> chartRows) =>
        [.. Chart(chartRows), .. Checks(), .. Notes(), .. Origin()];

    private IEnumerable<FlowLine> Chart(IReadOnlyDictionary<string, decimal?[]> rows)
    {
        if (head.Chart is null || ChartPainter.For(head, rows, width) is not { } painter)
            yield break;
        yield return FlowLine.Space(PageStyle.BlockSpace);
        foreach (var line in FlowLine.Words(shaper, Face.Semibold, head.Chart.Title, PageStyle.BlockTitleSize, PageStyle.Ink, width, 2))
            yield return line;
        yield return new FlowLine(PageStyle.ChartHeight, false, painter.Draw);
    }

    private IEnumerable<FlowLine> Checks()
    {
        if (head.Checks.Count == 0)
            yield break;
        foreach (var line in Title("Checks"))
            yield return line;
        yield return Check("", "This report", "Compared with", "Difference", "", Face.Semibold, keepsNext: true);
        foreach (var check in head.Checks)
        {
            yield return Check(check.Label, CellText.Money(check.Statement, 2), CellText.Money(check.Other, 2), CellText.Money(check.Difference, 2),
                ProvenanceLines.Verdict(check), Face.Regular, keepsNext: false);
        }
    }

    private FlowLine Check(string label, string statement, string other, string difference, string verdict, Face face, bool keepsNext)
    {
        const float verdictColumn = 52;
        var shown = TextWrap.Shortened(shaper, face, PlainText.OnOneLine(label), (width - (3 * FigureColumn) - verdictColumn) / Size);
        return new FlowLine(Size * 1.5f, keepsNext, (pen, at) =>
        {
            var right = at.X + width;
            var baseline = at.Y + (Size * 1.1f);
            pen.Text(face, shown, Size, at.X, baseline, PageStyle.Ink);
            string[] figures = [statement, other, difference];
            for (var i = 0; i < figures.Length; i++)
            {
                var bracket = figures[i].EndsWith(')') ? 0 : face.ClosingBracket * Size;
                pen.TextEndingAt(face, figures[i], Size, right - verdictColumn - ((2 - i) * FigureColumn) - bracket, baseline, PageStyle.Ink);
            }

            pen.TextEndingAt(Face.Semibold, verdict, Size, right, baseline, PageStyle.Ink);
            pen.Rule(at.X, right, at.Y + (Size * 1.5f), PageStyle.GuideRule, keepsNext ? PageStyle.Rule : PageStyle.Guide);
        });
    }

    private IEnumerable<FlowLine> Notes()
    {
        if (head.Notes.Count == 0)
            yield break;
        foreach (var line in Title("Notes"))
            yield return line;
        foreach (var note in head.Notes)
        {
            foreach (var line in FlowLine.Words(shaper, Face.Regular, note, Size, PageStyle.Ink, width, MostLines, keepsNext: false))
                yield return line;
        }
    }

    // On one page, so that its last line never stands alone on another; unless it is as long as half a page.
    private List<FlowLine> Origin()
    {
        var lines = OriginLines().ToList();
        return lines.Count > MostTogether ? lines : [.. lines.SkipLast(1).Select(line => line with { KeepsNext = true }), lines[^1]];
    }

    private IEnumerable<FlowLine> OriginLines()
    {
        foreach (var line in Title("Where these figures come from"))
            yield return line;
        foreach (var (label, value) in ProvenanceLines.Of(head))
        {
            var isFirst = true;
            foreach (var line in FlowLine.Words(shaper, Face.Regular, value, Size, PageStyle.Ink, width, MostLines, keepsNext: false, indent: LabelColumn))
            {
                yield return isFirst ? Labelled(label, line) : line;
                isFirst = false;
            }
        }
    }

    private static FlowLine Labelled(string label, FlowLine line) => line with
    {
        Draw = (pen, at) =>
        {
            pen.Text(Face.Regular, label, Size, at.X, at.Y + Size, PageStyle.Muted);
            line.Draw(pen, at);
        },
    };

    private IEnumerable<FlowLine> Title(string words) =>
    [
        FlowLine.Space(PageStyle.BlockSpace),
        .. FlowLine.Words(shaper, Face.Semibold, words, PageStyle.BlockTitleSize, PageStyle.Ink, width, 1),
    ];
}
