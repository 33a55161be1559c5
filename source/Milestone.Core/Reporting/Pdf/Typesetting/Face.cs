using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using HarfBuzzSharp;
using SkiaSharp;

namespace Milestone.Core.Reporting.Pdf.Typesetting;

/// <summary>A face of the embedded font, loaded once for the life of the program. Advances are in units of the font.</summary>
[SuppressMessage("Design", "CA1001", Justification = "There are three of them, for the life of the program.")]
internal sealed class Face
{
    /// <summary>Running text and figures.</summary>
    public static Face Regular { get; } = new("MilestoneSans-Regular.ttf");

    /// <summary>Headings and sums.</summary>
    public static Face Semibold { get; } = new("MilestoneSans-Semibold.ttf");

    /// <summary>Remarks.</summary>
    public static Face Italic { get; } = new("MilestoneSans-Italic.ttf");

    private const int LastPlain = 0x7E;
    private const char EnDash = '–', ReplacementMark = '□';
    private readonly Font shaper;
    private readonly (ushort Glyph, int Advance)[] plain = new (ushort, int)[LastPlain + 1];
    private readonly (ushort Glyph, int Advance) enDash;

    private Face(string resource)
    {
        using var stream = typeof(Face).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The font {resource} is not part of the assembly.");
        using var data = SKData.Create(stream);
        Typeface = SKTypeface.FromData(data);
        var bytes = data.ToArray();
        var pinned = GCHandle.Alloc(bytes, GCHandleType.Pinned);
        using var blob = new Blob(pinned.AddrOfPinnedObject(), bytes.Length, MemoryMode.ReadOnly, pinned.Free);
        using var face = new HarfBuzzSharp.Face(blob, 0) { Index = 0, UnitsPerEm = Typeface.UnitsPerEm };
        shaper = new Font(face);
        shaper.SetScale(Typeface.UnitsPerEm, Typeface.UnitsPerEm);
        shaper.SetFunctionsOpenType();
        for (var c = ' '; c <= LastPlain; c++)
            plain[c] = Nominal(c);
        enDash = Nominal(EnDash);
        Missing = Nominal(ReplacementMark);
    }

    /// <summary>The face as Skia draws it.</summary>
    public SKTypeface Typeface { get; }

    /// <summary>What stands for a character that the font lacks.</summary>
    public (ushort Glyph, int Advance) Missing { get; }

    /// <summary>Units to the em.</summary>
    public float UnitsPerEm => Typeface.UnitsPerEm;

    /// <summary>How far ")" reaches, in ems: positive figures keep that room, so that digits stand under digits.</summary>
    public float ClosingBracket => plain[')'].Advance / UnitsPerEm;

    /// <summary>The width, in units, of a text that has no kerning and one glyph a character: figures. Null for any other text.</summary>
    public int? PlainWidth(string text)
    {
        var width = 0;
        foreach (var c in text)
        {
            if (!char.IsAsciiDigit(c) && c is not (',' or '.' or '(' or ')' or '%' or EnDash))
                return null;
            width += Plain(c).Advance;
        }

        return width;
    }

    /// <summary>The glyph of a character that <see cref="PlainWidth"/> accepts, and how far it reaches in units.</summary>
    public (ushort Glyph, int Advance) Plain(char c) => c == EnDash ? enDash : plain[c];

    /// <summary>Shapes any text, given as UTF-8; clusters of the buffer are offsets into those bytes.</summary>
    public void Shape(HarfBuzzSharp.Buffer buffer) => shaper.Shape(buffer);

    private (ushort Glyph, int Advance) Nominal(char c)
    {
        shaper.TryGetNominalGlyph(c, out var glyph);
        return ((ushort)glyph, shaper.GetHorizontalGlyphAdvance(glyph));
    }
}
