using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Milestone.Core.Reporting.Excel;

/// <summary>What a cell holds, as far as its look goes.</summary>
internal enum CellLook
{
    /// <summary>Words, aligned left, with the row's indent.</summary>
    Text,

    /// <summary>Words that begin like a formula: marked so that editing the cell does not make one of them.</summary>
    QuotedText,

    /// <summary>Money as the table shows it.</summary>
    Money,

    /// <summary>A percentage with one decimal.</summary>
    Percent,

    /// <summary>A day.</summary>
    Date,

    /// <summary>A count or quantity.</summary>
    Number,

    /// <summary>A mark in place of a figure, aligned as the figures are.</summary>
    Mark,

    /// <summary>Money to the penny, whatever the table shows: the checks.</summary>
    Pence,
}

/// <summary>The workbook's fonts, number formats, rules and cell formats, each named once.</summary>
internal static class WorkbookStyles
{
    /// <summary>Deeper indents look like this one.</summary>
    public const int DeepestIndent = 6;

    /// <summary>Column headings: bold, wrapped, ruled below; words left, figures right.</summary>
    public const uint HeaderText = 1;

    /// <summary>The heading above a column of figures.</summary>
    public const uint HeaderFigure = 2;

    /// <summary>The report's title.</summary>
    public const uint Title = 3;

    /// <summary>Bold words.</summary>
    public const uint Strong = 4;

    /// <summary>Words that wrap: notes.</summary>
    public const uint Wrapped = 5;

    private const uint FirstGrid = 6;
    private const uint MoneyFormat = 164, PercentFormat = 165, DateFormat = 166, NumberFormat = 167, PenceFormat = 168;

    private static readonly int Looks = Enum.GetValues<CellLook>().Length;

    /// <summary>The cell format for a look in a row, indented, in a column that may be set apart as a total.</summary>
    public static uint Of(RowKind row, CellLook look, int indent = 0, bool totalColumn = false)
    {
        var depth = look is CellLook.Text or CellLook.QuotedText ? Math.Clamp(indent, 0, DeepestIndent) : 0;
        var column = totalColumn ? 1 : 0;
        return FirstGrid + (uint)((((((int)row * 2) + column) * Looks) + (int)look) * (DeepestIndent + 1) + depth);
    }

    /// <summary>The styles part.</summary>
    /// <param name="moneyDecimals">Decimals of money: 2 or 0.</param>
    public static Stylesheet Build(int moneyDecimals) => new(
        new NumberingFormats(
            Numbering(MoneyFormat, MoneyCode(moneyDecimals)),
            Numbering(PercentFormat, "0.0%;(0.0%);\"–\""),
            Numbering(DateFormat, "d mmm yyyy"),
            Numbering(NumberFormat, "#,##0.####"),
            Numbering(PenceFormat, MoneyCode(2))),
        new Fonts(TextFont(), TextFont(new Bold()), TextFont(new Italic()), TitleFont()),
        new Fills(Pattern(PatternValues.None), Pattern(PatternValues.Gray125)),
        new Borders(Borders()),
        new CellStyleFormats(new CellFormat()),
        new CellFormats(Formats()));

    private static string MoneyCode(int decimals) => decimals == 0 ? "#,##0;(#,##0);\"–\"" : "#,##0.00;(#,##0.00);\"–\"";

    private static NumberingFormat Numbering(uint id, string code) => new() { NumberFormatId = id, FormatCode = code };

    private static Font TextFont(OpenXmlElement? weight = null)
    {
        var font = new Font(new FontSize { Val = 11 }, new FontName { Val = "Calibri" });
        if (weight is not null)
            font.PrependChild(weight);
        return font;
    }

    private static Font TitleFont() => new(new Bold(), new FontSize { Val = 16 }, new FontName { Val = "Calibri" });

    private static Fill Pattern(PatternValues pattern) => new(new PatternFill { PatternType = pattern });

    // 0 none, 1 header; then for each row kind a border without and with the line that sets a total column apart.
    private static IEnumerable<Border> Borders()
    {
        yield return Ruled(BorderStyleValues.None, BorderStyleValues.None, false);
        yield return Ruled(BorderStyleValues.None, BorderStyleValues.Thin, false);
        foreach (var kind in Enum.GetValues<RowKind>())
        {
            var above = kind is RowKind.Subtotal or RowKind.Total ? BorderStyleValues.Thin : BorderStyleValues.None;
            var below = kind is RowKind.Total ? BorderStyleValues.Double : BorderStyleValues.None;
            yield return Ruled(above, below, false);
            yield return Ruled(above, below, true);
        }
    }

    private static Border Ruled(BorderStyleValues above, BorderStyleValues below, bool left) => new(
        new LeftBorder { Style = left ? BorderStyleValues.Hair : BorderStyleValues.None },
        new RightBorder(),
        new TopBorder { Style = above },
        new BottomBorder { Style = below },
        new DiagonalBorder());

    private static IEnumerable<CellFormat> Formats()
    {
        yield return Format(0, 0, 0);
        yield return Format(0, 1, 1, new Alignment { WrapText = true, Vertical = VerticalAlignmentValues.Bottom });
        yield return Format(0, 1, 1, new Alignment { WrapText = true, Vertical = VerticalAlignmentValues.Bottom, Horizontal = HorizontalAlignmentValues.Right });
        yield return Format(0, 3, 0);
        yield return Format(0, 1, 0);
        yield return Format(0, 0, 0, new Alignment { WrapText = true, Vertical = VerticalAlignmentValues.Top });
        foreach (var kind in Enum.GetValues<RowKind>())
        {
            for (var column = 0; column < 2; column++)
            {
                foreach (var look in Enum.GetValues<CellLook>())
                {
                    for (var indent = 0; indent <= DeepestIndent; indent++)
                        yield return Grid(kind, column, look, (uint)indent);
                }
            }
        }
    }

    private static CellFormat Grid(RowKind kind, int column, CellLook look, uint indent)
    {
        var font = kind switch { RowKind.Item => 0u, RowKind.Note => 2u, _ => 1u };
        var border = 2 + (2 * (uint)kind) + (uint)column;
        return look switch
        {
            CellLook.Money => Format(MoneyFormat, font, border),
            CellLook.Percent => Format(PercentFormat, font, border),
            CellLook.Date => Format(DateFormat, font, border, new Alignment { Horizontal = HorizontalAlignmentValues.Left }),
            CellLook.Number => Format(NumberFormat, font, border),
            CellLook.Pence => Format(PenceFormat, font, border),
            CellLook.Mark => Format(0, font, border, new Alignment { Horizontal = HorizontalAlignmentValues.Right }),
            _ => Indented(look, font, border, indent),
        };
    }

    private static CellFormat Indented(CellLook look, uint font, uint border, uint indent)
    {
        var format = Format(0, font, border, new Alignment { Horizontal = HorizontalAlignmentValues.Left, Indent = indent });
        if (look == CellLook.QuotedText)
            format.QuotePrefix = true;
        return format;
    }

    private static CellFormat Format(uint number, uint font, uint border, Alignment? alignment = null)
    {
        var format = new CellFormat
        {
            NumberFormatId = number,
            FontId = font,
            FillId = 0,
            BorderId = border,
            FormatId = 0,
            ApplyNumberFormat = true,
            ApplyFont = true,
            ApplyBorder = true,
        };
        if (alignment is not null)
        {
            format.ApplyAlignment = true;
            format.AppendChild(alignment);
        }

        return format;
    }
}
