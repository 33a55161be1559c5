using SkiaSharp;

namespace Milestone.Core.Reporting.Pdf;

/// <summary>Every size, distance and colour of a page, named once. Lengths are points (1/72 inch).</summary>
internal static class PageStyle
{
    /// <summary>A4.</summary>
    public const float PaperShort = 595.28f, PaperLong = 841.89f;

    public const float MarginSide = 42, MarginTop = 40, MarginBottom = 46;

    /// <summary>Up to so many columns of figures stand on an upright page.</summary>
    public const int PortraitFigures = 4;

    /// <summary>
    /// Sizes of type are multiples of this (not quite half a point), and text begins at whole 2048ths of a point. With 1,000 units to the em
    /// every glyph then lies at a place that a float holds exactly, and Skia writes a word as one string instead of glyph by glyph:
    /// a third less time and a quarter fewer bytes.
    /// </summary>
    public const float SizeStep = 1000f / PlaceUnits;

    /// <inheritdoc cref="SizeStep"/>
    public const float PlaceUnits = 2048;

    /// <summary>Sizes of the table's type (9.3 to 7.8 points upright, 8.8 to 6.3 lying), the first that fits; the last is the smallest legible.</summary>
    public static readonly float[] PortraitSizes = [19 * SizeStep, 18 * SizeStep, 17 * SizeStep, 16 * SizeStep];

    /// <inheritdoc cref="PortraitSizes"/>
    public static readonly float[] LandscapeSizes = [18 * SizeStep, 17 * SizeStep, 16 * SizeStep, 15 * SizeStep, 14 * SizeStep, 13 * SizeStep];

    /// <summary>The size where columns continue on further pages.</summary>
    public const float PanelSize = 15 * SizeStep;

    /// <summary>Everything around the table: 18, 10.3, 8.8, 7.3, 10.3 and 8.3 points.</summary>
    public const float TitleSize = 37 * SizeStep, OrganisationSize = 21 * SizeStep, SublineSize = 18 * SizeStep, SmallSize = 15 * SizeStep,
        BlockTitleSize = 21 * SizeStep, BodySize = 17 * SizeStep;

    /// <summary>The height of a line as a multiple of its type size.</summary>
    public const float Leading = 1.25f;

    /// <summary>Above and below the text of a row, as a multiple of its type size.</summary>
    public const float RowPadding = 0.2f;

    /// <summary>Extra room above a heading and below a subtotal or total.</summary>
    public const float HeadingSpace = 0.7f, SumSpace = 0.25f, TotalSpace = 0.55f;

    /// <summary>Between two columns, and the indent of one level.</summary>
    public const float ColumnGap = 1.1f, Indent = 1.1f;

    /// <summary>A label or a text ends in an ellipsis after so many lines.</summary>
    public const int MostLabelLines = 3, MostHeaderLines = 4;

    public const float ThinRule = 0.5f, HeaderRule = 0.9f, GuideRule = 0.25f, DoubleRuleGap = 1.6f;

    public const float ChartHeight = 190;

    public const float BlockSpace = 16;

    /// <summary>Colours that differ in lightness too, so that a black-and-white print says the same.</summary>
    public static readonly SKColor Ink = new(0x1A, 0x1A, 0x1A), Muted = new(0x55, 0x55, 0x55), Rule = new(0x33, 0x33, 0x33),
        Guide = new(0xDD, 0xDD, 0xDD);

    /// <summary>The fill of each series of bars, dark to light; lines are drawn in ink.</summary>
    public static readonly SKColor[] Series = [new(0x1F, 0x3A, 0x5F), new(0x8F, 0xA9, 0xC4), new(0xD3, 0xDC, 0xE6), new(0x5C, 0x7A, 0x99)];
}
