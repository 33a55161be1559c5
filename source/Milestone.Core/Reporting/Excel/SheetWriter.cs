using System.Globalization;
using System.Text.RegularExpressions;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Milestone.Core.Reporting.Excel;

/// <summary>Writes the rows and cells of a sheet. The element objects are made once: a cell costs no object of its own.</summary>
internal sealed partial class SheetWriter(OpenXmlWriter xml)
{
    private const int LongestText = 32_767;
    private static readonly Row RowElement = new();
    private static readonly DocumentFormat.OpenXml.Spreadsheet.Cell CellElement = new();
    private static readonly CellFormula FormulaElement = new();
    private static readonly CellValue ValueElement = new();
    private static readonly InlineString InlineElement = new();
    private static readonly Text TextElement = new();
    private static readonly DateOnly FirstSerialDay = new(1900, 3, 1);
    private static readonly DateOnly SerialZero = new(1899, 12, 30);
    private static readonly OpenXmlAttribute[] KeepSpace = [new("xml", "space", "http://www.w3.org/XML/1998/namespace", "preserve")];

    private readonly List<OpenXmlAttribute> attributes = [];
    private int row;

    /// <summary>Begins the row with this number, counted from 1; a height in points where it is not the usual one.</summary>
    public void BeginRow(int number, int height = 0)
    {
        row = number;
        attributes.Clear();
        attributes.Add(new OpenXmlAttribute("r", "", Invariant(number)));
        if (height > 0)
        {
            attributes.Add(new OpenXmlAttribute("ht", "", Invariant(height)));
            attributes.Add(new OpenXmlAttribute("customHeight", "", "1"));
        }

        xml.WriteStartElement(RowElement, attributes);
    }

    /// <summary>Ends the row.</summary>
    public void EndRow() => xml.WriteEndElement();

    /// <summary>A cell that has a look and no value.</summary>
    public void Blank(string column, uint style)
    {
        BeginCell(column, style, null);
        xml.WriteEndElement();
    }

    /// <summary>Words; never a formula, whatever they begin with.</summary>
    public void Text(string column, uint style, string text)
    {
        BeginCell(column, style, "inlineStr");
        xml.WriteStartElement(InlineElement);
        xml.WriteStartElement(TextElement, KeepSpace);
        xml.WriteString(Storable(text));
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    /// <summary>A number, with the formula it follows from, if any: viewers that do not calculate show the number.</summary>
    public void Number(string column, uint style, decimal value, string? formula = null)
    {
        BeginCell(column, style, null);
        Formula(formula);
        Value(value.ToString(CultureInfo.InvariantCulture));
        xml.WriteEndElement();
    }

    /// <summary>A day. Days before March 1900, which a workbook cannot count, are written as words.</summary>
    public void Day(string column, uint style, DateOnly day)
    {
        if (day < FirstSerialDay)
            Text(column, style, day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        else
            Number(column, style, day.DayNumber - SerialZero.DayNumber);
    }

    /// <summary>A word that a formula answers with.</summary>
    public void Answer(string column, uint style, string word, string formula)
    {
        BeginCell(column, style, "str");
        Formula(formula);
        Value(Storable(word));
        xml.WriteEndElement();
    }

    /// <summary>Whether a text begins as a formula does.</summary>
    public static bool LooksLikeFormula(string text) => text.Length > 0 && text[0] is '=' or '+' or '-' or '@';

    private void BeginCell(string column, uint style, string? type)
    {
        attributes.Clear();
        attributes.Add(new OpenXmlAttribute("r", "", CellAddress.Of(column, row)));
        if (style != 0)
            attributes.Add(new OpenXmlAttribute("s", "", Invariant((int)style)));
        if (type is not null)
            attributes.Add(new OpenXmlAttribute("t", "", type));
        xml.WriteStartElement(CellElement, attributes);
    }

    private void Formula(string? formula)
    {
        if (formula is null)
            return;
        xml.WriteStartElement(FormulaElement);
        xml.WriteString(formula);
        xml.WriteEndElement();
    }

    private void Value(string value)
    {
        xml.WriteStartElement(ValueElement);
        xml.WriteString(value);
        xml.WriteEndElement();
    }

    private static string Storable(string text)
    {
        var clean = PlainText.Of(text);
        if (clean.Length > LongestText)
            clean = PlainText.Of(clean[..(LongestText - 1)]) + "…";
        return clean.Contains("_x", StringComparison.Ordinal) ? LooksEscaped().Replace(clean, "_x005F$0") : clean;
    }

    private static string Invariant(int number) => number.ToString(CultureInfo.InvariantCulture);

    // A workbook reads _x0041_ inside a text as the character with that number (ECMA-376 part 1, ST_Xstring), so such a text is escaped itself.
    [GeneratedRegex("_x[0-9A-Fa-f]{4}_")]
    private static partial Regex LooksEscaped();
}
