using System.Globalization;
using System.Net;
using System.Text;

namespace Milestone.Load.Reporting;

/// <summary>One line of a chart.</summary>
/// <param name="Name">As the legend has it.</param>
/// <param name="Points">By rising x.</param>
internal sealed record Line(string Name, IReadOnlyList<(double X, double Y)> Points);

/// <summary>A chart as SVG that stands by itself: no script, and nothing fetched.</summary>
internal sealed class LineChart(string title, string across, string up)
{
    private const double Width = 720;
    private const double Height = 300;
    private const double Left = 56;
    private const double Right = 16;
    private const double Top = 44;
    private const double Bottom = 40;

    /// <summary>Where y must stay below, or null.</summary>
    public double? Limit { get; init; }

    /// <summary>What the limit is called.</summary>
    public string LimitName { get; init; } = "limit";

    /// <summary>Names for places on the x axis, instead of round numbers.</summary>
    public IReadOnlyList<(double X, string Name)>? Marks { get; init; }

    public string Draw(IReadOnlyList<Line> lines)
    {
        var points = lines.SelectMany(line => line.Points).ToList();
        if (points.Count == 0)
            return "";
        var (least, most) = (points.Min(point => point.X), points.Max(point => point.X));
        if (most <= least)
            most = least + 1;
        var highest = Math.Max(points.Max(point => point.Y), Limit ?? 0) * 1.05;
        var step = RoundStep(highest / 5);
        var top = Math.Max(step, Math.Ceiling(highest / step) * step);

        double X(double x) => Left + ((x - least) / (most - least) * (Width - Left - Right));
        double Y(double y) => Height - Bottom - (y / top * (Height - Top - Bottom));

        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<figure><svg viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"{Text(title)}\">");
        Append(svg, $"<text class=\"title\" x=\"{Left}\" y=\"16\">{Text(title)}</text>");
        for (var y = 0.0; y <= top + (step / 2); y += step)
        {
            Append(svg, $"<line class=\"grid\" x1=\"{Left}\" y1=\"{Y(y):0.0}\" x2=\"{Width - Right}\" y2=\"{Y(y):0.0}\"/>");
            Append(svg, $"<text class=\"tick\" text-anchor=\"end\" x=\"{Left - 6}\" y=\"{Y(y) + 4:0.0}\">{y:#,##0.##}</text>");
        }

        foreach (var (x, name) in Marks ?? RoundMarks(least, most))
            Append(svg, $"<text class=\"tick\" text-anchor=\"middle\" x=\"{X(x):0.0}\" y=\"{Height - Bottom + 16}\">{Text(name)}</text>");
        Append(svg, $"<text class=\"tick\" text-anchor=\"end\" x=\"{Width - Right}\" y=\"{Height - 6}\">{Text(across)}</text>");
        Append(svg, $"<text class=\"tick\" x=\"4\" y=\"{Top - 10}\">{Text(up)}</text>");
        if (Limit is { } limit)
        {
            Append(svg, $"<line class=\"limit\" x1=\"{Left}\" y1=\"{Y(limit):0.0}\" x2=\"{Width - Right}\" y2=\"{Y(limit):0.0}\"/>");
            Append(svg, $"<text class=\"limit-name\" text-anchor=\"end\" x=\"{Width - Right}\" y=\"{Y(limit) - 5:0.0}\">{Text(LimitName)}</text>");
        }

        var legend = Left + 60;
        for (var i = 0; i < lines.Count; i++)
        {
            Append(svg, $"<polyline class=\"line c{i % 8}\" points=\"{string.Join(' ', lines[i].Points.Select(point => string.Create(CultureInfo.InvariantCulture, $"{X(point.X):0.0},{Y(point.Y):0.0}")))}\"/>");
            if (lines[i].Points.Count <= 20)
            {
                foreach (var (x, y) in lines[i].Points)
                    Append(svg, $"<circle class=\"dot c{i % 8}\" cx=\"{X(x):0.0}\" cy=\"{Y(y):0.0}\" r=\"3\"/>");
            }

            Append(svg, $"<line class=\"line c{i % 8}\" x1=\"{legend}\" y1=\"{Top - 14}\" x2=\"{legend + 18}\" y2=\"{Top - 14}\"/><text class=\"tick\" x=\"{legend + 23}\" y=\"{Top - 10}\">{Text(lines[i].Name)}</text>");
            legend += 40 + (lines[i].Name.Length * 6.2);
        }

        return svg.Append("</svg></figure>\n").ToString();
    }

    private static void Append(StringBuilder svg, FormattableString text) => svg.Append(text.ToString(CultureInfo.InvariantCulture));

    private static string Text(string text) => WebUtility.HtmlEncode(text);

    private static IEnumerable<(double X, string Name)> RoundMarks(double least, double most)
    {
        var step = RoundStep((most - least) / 8);
        for (var x = Math.Ceiling(least / step) * step; x <= most; x += step)
            yield return (x, x.ToString("#,##0.##", CultureInfo.InvariantCulture));
    }

    // 1, 2 or 5 times a power of ten.
    private static double RoundStep(double atLeast)
    {
        if (atLeast <= 0)
            return 1;
        var power = Math.Pow(10, Math.Floor(Math.Log10(atLeast)));
        return power * (atLeast / power) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 };
    }
}
