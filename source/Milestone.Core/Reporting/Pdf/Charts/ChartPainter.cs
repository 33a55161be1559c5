using System.Globalization;
using Milestone.Core.Reporting.Pdf.Typesetting;
using SkiaSharp;

namespace Milestone.Core.Reporting.Pdf.Charts;

/// <summary>Draws a chart of some rows as vectors: bars beside one another, lines above them, a legend, an axis with nought.</summary>
internal sealed class ChartPainter
{
    private const float Size = PageStyle.SmallSize, LegendHeight = 16, AxisLabels = 14, BarShare = 0.72f, LegendMark = 7, LineThickness = 1.4f, Dot = 1.9f;

    private readonly TableChart chart;
    private readonly IReadOnlyList<string> labels;
    private readonly IReadOnlyDictionary<string, decimal?[]> rows;
    private readonly ChartScale scale;
    private readonly bool isPercent;
    private readonly float width;

    private ChartPainter(TableChart chart, IReadOnlyList<TableColumn> columns, IReadOnlyDictionary<string, decimal?[]> rows, ChartScale scale, float width)
    {
        (this.chart, this.rows, this.scale, this.width) = (chart, rows, scale, width);
        labels = [.. columns.Select(column => PlainText.OnOneLine(column.Label))];
        isPercent = columns.All(column => column.Kind == ColumnKind.Percent);
    }

    /// <summary>The painter of the head's chart, or null when the table has none of its values.</summary>
    public static ChartPainter? For(TableHead head, IReadOnlyDictionary<string, decimal?[]> rows, float width)
    {
        var values = rows.Values.SelectMany(row => row).OfType<decimal>().ToList();
        if (head.Chart is not { } chart || values.Count == 0)
            return null;
        List<TableColumn> columns = [.. chart.ColumnIds.Select(id => head.Columns.First(column => column.Id == id))];
        return new ChartPainter(chart, columns, rows, ChartScale.For(values.Min(), values.Max()), width);
    }

    /// <summary>Draws the chart with its top left corner at a point.</summary>
    public void Draw(Pen pen, SKPoint at)
    {
        Legend(pen, at);
        var marks = scale.Marks().ToList();
        var left = at.X + (marks.Max(mark => pen.Shaper.Width(Face.Regular, Words(mark))) * Size) + 6;
        var plot = new SKRect(left, at.Y + LegendHeight + 4, at.X + width, at.Y + PageStyle.ChartHeight - AxisLabels);
        foreach (var mark in marks)
        {
            var y = Height(plot, mark);
            pen.Rule(plot.Left, plot.Right, y, PageStyle.GuideRule, PageStyle.Guide);
            pen.TextEndingAt(Face.Regular, Words(mark), Size, plot.Left - 6, y + (Size * 0.35f), PageStyle.Muted);
        }

        Bars(pen, plot);
        pen.Rule(plot.Left, plot.Right, Height(plot, 0), PageStyle.HeaderRule, PageStyle.Rule);
        Lines(pen, plot);
        Columns(pen, plot);
    }

    private void Legend(Pen pen, SKPoint at)
    {
        var x = at.X;
        var baseline = at.Y + Size + 3;
        var (bar, line) = (0, 0);
        foreach (var series in chart.Series)
        {
            if (series.Shape == ChartShape.Bar)
                pen.Box(x, baseline - LegendMark + 1, LegendMark, LegendMark, BarColour(bar++));
            else
                LineSample(pen, x, baseline - (LegendMark / 2) + 1, LineColour(line++));
            x += LegendMark + 4;
            var label = TextWrap.Shortened(pen.Shaper, Face.Regular, PlainText.OnOneLine(series.Label), 30);
            pen.Text(Face.Regular, label, Size, x, baseline, PageStyle.Ink);
            x += (pen.Shaper.Width(Face.Regular, label) * Size) + 14;
        }
    }

    private static void LineSample(Pen pen, float x, float y, SKColor colour)
    {
        pen.Line([new SKPoint(x, y), new SKPoint(x + LegendMark, y)], LineThickness, colour);
        pen.Dot(new SKPoint(x + (LegendMark / 2), y), Dot, colour);
    }

    private void Bars(Pen pen, SKRect plot)
    {
        List<ChartSeries> bars = [.. chart.Series.Where(series => series.Shape == ChartShape.Bar)];
        var slot = plot.Width / labels.Count;
        var thickness = slot * BarShare / Math.Max(1, bars.Count);
        var nought = Height(plot, 0);
        for (var i = 0; i < bars.Count; i++)
        {
            var values = rows[bars[i].RowId];
            for (var column = 0; column < values.Length; column++)
            {
                if (values[column] is not { } value)
                    continue;
                var x = plot.Left + (slot * (column + ((1 - BarShare) / 2))) + (thickness * i);
                var y = Height(plot, value);
                pen.Box(x, Math.Min(y, nought), thickness * 0.94f, Math.Abs(nought - y), BarColour(i));
            }
        }
    }

    private void Lines(Pen pen, SKRect plot)
    {
        var slot = plot.Width / labels.Count;
        var number = 0;
        foreach (var series in chart.Series.Where(series => series.Shape == ChartShape.Line))
        {
            var colour = LineColour(number++);
            List<SKPoint> stretch = [];
            var values = rows[series.RowId];
            for (var column = 0; column < values.Length; column++)
            {
                if (values[column] is { } value)
                    stretch.Add(new SKPoint(plot.Left + (slot * (column + 0.5f)), Height(plot, value)));
                if (values[column] is not null && column < values.Length - 1)
                    continue;
                pen.Line(stretch, LineThickness, colour);
                foreach (var point in stretch)
                    pen.Dot(point, Dot, colour);
                stretch.Clear();
            }
        }
    }

    // Where names would run into one another only every second, third, ... is written.
    private void Columns(Pen pen, SKRect plot)
    {
        var slot = plot.Width / labels.Count;
        var widest = labels.Max(label => pen.Shaper.Width(Face.Regular, label)) * Size;
        var every = Math.Max(1, (int)MathF.Ceiling((widest + 6) / slot));
        for (var i = 0; i < labels.Count; i += every)
        {
            var label = TextWrap.Shortened(pen.Shaper, Face.Regular, labels[i], ((slot * every) - 4) / Size);
            var half = pen.Shaper.Width(Face.Regular, label) * Size / 2;
            pen.Text(Face.Regular, label, Size, plot.Left + (slot * (i + 0.5f)) - half, plot.Bottom + Size + 3, PageStyle.Muted);
        }
    }

    private float Height(SKRect plot, decimal value) => plot.Bottom - (plot.Height * scale.PlaceOf(value));

    private string Words(decimal mark)
    {
        if (isPercent)
            return CellText.Percent(mark);
        return mark == 0 ? "0" : CellText.Money(mark, decimal.IsInteger(scale.Step) ? 0 : 2).ToString(CultureInfo.InvariantCulture);
    }

    private static SKColor BarColour(int bar) => PageStyle.Series[bar % PageStyle.Series.Length];

    private static SKColor LineColour(int line) => line == 0 ? PageStyle.Ink : PageStyle.Muted;
}
