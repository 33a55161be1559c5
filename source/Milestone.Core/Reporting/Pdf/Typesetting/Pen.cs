using SkiaSharp;

namespace Milestone.Core.Reporting.Pdf.Typesetting;

/// <summary>Draws on the pages of one document: text by clusters, rules, boxes. Distances are points from the top left.</summary>
internal sealed class Pen : IDisposable
{
    private readonly SKTextBlobBuilder builder = new();
    private readonly Dictionary<(Face, float), SKFont> fonts = [];
    private readonly SKPaint fill = new() { IsAntialias = true, Style = SKPaintStyle.Fill };
    private readonly SKPaint stroke = new() { IsAntialias = true, Style = SKPaintStyle.Stroke };
    private SKCanvas? canvas;

    /// <summary>The shaper whose glyphs this pen draws.</summary>
    public TextShaper Shaper { get; } = new();

    /// <summary>Turns to a fresh page.</summary>
    public void TurnTo(SKCanvas page) => canvas = page;

    /// <summary>Text that begins at x on the baseline y.</summary>
    public void Text(Face face, string text, float size, float x, float y, SKColor colour)
    {
        if (text.Length > 0)
            Draw(Shaper.Shape(face, text), size, x, y, colour);
    }

    /// <summary>Text that ends at x on the baseline y.</summary>
    public void TextEndingAt(Face face, string text, float size, float x, float y, SKColor colour)
    {
        if (text.Length == 0)
            return;
        var shaped = Shaper.Shape(face, text);
        Draw(shaped, size, x - (shaped.Width * size), y, colour);
    }

    /// <summary>A level line, its middle at y.</summary>
    public void Rule(float left, float right, float y, float thickness, SKColor colour) =>
        Box(left, y - (thickness / 2), right - left, thickness, colour);

    /// <summary>An upright line, its middle at x.</summary>
    public void UprightRule(float x, float top, float bottom, float thickness, SKColor colour) =>
        Box(x - (thickness / 2), top, thickness, bottom - top, colour);

    /// <summary>A filled box.</summary>
    public void Box(float left, float top, float width, float height, SKColor colour)
    {
        fill.Color = colour;
        Page.DrawRect(left, top, width, height, fill);
    }

    /// <summary>A line through points.</summary>
    public void Line(IReadOnlyList<SKPoint> points, float thickness, SKColor colour)
    {
        stroke.Color = colour;
        stroke.StrokeWidth = thickness;
        for (var i = 1; i < points.Count; i++)
            Page.DrawLine(points[i - 1], points[i], stroke);
    }

    /// <summary>A dot.</summary>
    public void Dot(SKPoint middle, float radius, SKColor colour)
    {
        fill.Color = colour;
        Page.DrawCircle(middle, radius, fill);
    }

    public void Dispose()
    {
        foreach (var font in fonts.Values)
            font.Dispose();
        fill.Dispose();
        stroke.Dispose();
        builder.Dispose();
        Shaper.Dispose();
    }

    private SKCanvas Page => canvas ?? throw new InvalidOperationException("Turn to a page first.");

    private void Draw(ShapedText shaped, float size, float x, float y, SKColor colour)
    {
        var run = builder.AllocateRawPositionedTextRun(FontOf(shaped.Face, size), shaped.Glyphs.Length, shaped.Utf8.Length);
        shaped.Glyphs.CopyTo(run.Glyphs);
        shaped.Clusters.CopyTo(run.Clusters);
        shaped.Utf8.CopyTo(run.Text);
        var places = run.Positions;
        var unit = size / shaped.Face.UnitsPerEm;
        for (var i = 0; i < shaped.Positions.Length; i++)
            places[i] = new SKPoint(shaped.Positions[i] * unit, 0);
        using var blob = builder.Build();
        fill.Color = colour;
        if (blob is not null)
            Page.DrawText(blob, Exact(x), Exact(y), fill);
    }

    private static float Exact(float place) => MathF.Round(place * PageStyle.PlaceUnits) / PageStyle.PlaceUnits;

    private SKFont FontOf(Face face, float size)
    {
        if (!fonts.TryGetValue((face, size), out var font))
            fonts[(face, size)] = font = new SKFont(face.Typeface, size) { Subpixel = true, Hinting = SKFontHinting.None, LinearMetrics = true };
        return font;
    }
}
