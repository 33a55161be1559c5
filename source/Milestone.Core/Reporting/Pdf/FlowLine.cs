using Milestone.Core.Reporting.Pdf.Typesetting;
using SkiaSharp;

namespace Milestone.Core.Reporting.Pdf;

/// <summary>A line of the title block or of what follows the table: a height, and how to draw it.</summary>
/// <param name="Height">In points.</param>
/// <param name="KeepsNext">Whether the next line stays on the same page.</param>
/// <param name="Draw">Draws the line with its top left corner at a point.</param>
internal sealed record FlowLine(float Height, bool KeepsNext, Action<Pen, SKPoint> Draw)
{
    /// <summary>Empty room.</summary>
    public static FlowLine Space(float height) => new(height, true, (_, _) => { });

    /// <summary>Words in one face and size, in as many lines as they need up to a limit.</summary>
    public static IEnumerable<FlowLine> Words(TextShaper shaper, Face face, string text, float size, SKColor colour, float width, int mostLines, bool keepsNext = true, float indent = 0)
    {
        foreach (var line in TextWrap.Lines(shaper, face, PlainText.OnOneLine(text), (width - indent) / size, mostLines))
            yield return new FlowLine(size * PageStyle.Leading, keepsNext, (pen, at) => pen.Text(face, line, size, at.X + indent, at.Y + size, colour));
    }

    /// <summary>How high lines are together.</summary>
    public static float Total(IEnumerable<FlowLine> lines) => lines.Sum(line => line.Height);

    /// <summary>Groups of lines that stay on one page.</summary>
    public static IEnumerable<IReadOnlyList<FlowLine>> Groups(IEnumerable<FlowLine> lines)
    {
        List<FlowLine> group = [];
        foreach (var line in lines)
        {
            group.Add(line);
            if (line.KeepsNext)
                continue;
            yield return group;
            group = [];
        }

        if (group.Count > 0)
            yield return group;
    }
}
