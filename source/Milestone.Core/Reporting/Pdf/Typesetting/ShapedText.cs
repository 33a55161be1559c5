using System.Text;

namespace Milestone.Core.Reporting.Pdf.Typesetting;

/// <summary>A line of text as glyphs. The text and its clusters travel with them, or a reader could not copy or search it.</summary>
/// <param name="Face">The face the glyphs are of.</param>
/// <param name="Utf8">The text.</param>
/// <param name="Glyphs">The glyphs from left to right.</param>
/// <param name="Clusters">For each glyph, the offset in <paramref name="Utf8"/> that it begins at.</param>
/// <param name="Positions">For each glyph, its distance from the start, in units of the font.</param>
/// <param name="Width">The width, in ems.</param>
internal sealed record ShapedText(Face Face, byte[] Utf8, ushort[] Glyphs, uint[] Clusters, float[] Positions, float Width);

/// <summary>Turns text into glyphs, and remembers words of late: names recur. Figures are too many and too simple to remember.</summary>
internal sealed class TextShaper : IDisposable
{
    private const int Remembered = 4096;
    private readonly Dictionary<(Face, string), ShapedText> memory = [];
    private readonly HarfBuzzSharp.Buffer buffer = new();

    /// <summary>The text, on one line, as glyphs.</summary>
    public ShapedText Shape(Face face, string text)
    {
        if (face.PlainWidth(text) is { } width)
            return Plain(face, text, width);
        if (memory.TryGetValue((face, text), out var known))
            return known;
        if (memory.Count >= Remembered)
            memory.Clear();
        return memory[(face, text)] = Complex(face, text);
    }

    /// <summary>The width of the text, in ems.</summary>
    public float Width(Face face, string text)
    {
        if (text.Length == 0)
            return 0;
        return face.PlainWidth(text) is { } width ? width / face.UnitsPerEm : Shape(face, text).Width;
    }

    public void Dispose() => buffer.Dispose();

    private static ShapedText Plain(Face face, string text, int width)
    {
        var (glyphs, clusters, positions) = (new ushort[text.Length], new uint[text.Length], new float[text.Length]);
        var (offset, at) = (0u, 0);
        for (var i = 0; i < text.Length; i++)
        {
            var (glyph, advance) = face.Plain(text[i]);
            (glyphs[i], clusters[i], positions[i]) = (glyph, offset, at);
            at += advance;
            offset += text[i] < 0x80 ? 1u : 3u;
        }

        return new ShapedText(face, Encoding.UTF8.GetBytes(text), glyphs, clusters, positions, width / face.UnitsPerEm);
    }

    private ShapedText Complex(Face face, string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        buffer.ClearContents();
        buffer.AddUtf8(utf8);
        buffer.GuessSegmentProperties();
        face.Shape(buffer);
        var infos = buffer.GlyphInfos;
        var places = buffer.GlyphPositions;
        var (glyphs, clusters, positions) = (new ushort[infos.Length], new uint[infos.Length], new float[infos.Length]);
        var pen = 0f;
        for (var i = 0; i < infos.Length; i++)
        {
            var isMissing = infos[i].Codepoint == 0;
            glyphs[i] = isMissing ? face.Missing.Glyph : (ushort)infos[i].Codepoint;
            clusters[i] = infos[i].Cluster;
            positions[i] = pen + places[i].XOffset;
            pen += isMissing ? face.Missing.Advance : places[i].XAdvance;
        }

        return new ShapedText(face, utf8, glyphs, clusters, positions, pen / face.UnitsPerEm);
    }
}
