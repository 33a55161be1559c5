using System.Buffers;
using System.Text;

namespace Milestone.Core.Reporting.Csv;

/// <summary>One record of a CSV file in the making.</summary>
internal sealed class CsvRecord(int fieldCount)
{
    // What makes a spreadsheet read a text as a formula (OWASP, CSV injection), with the full-width forms that some of them accept.
    private const string FormulaStarts = "=+-@\t\r\n＝＋－＠";
    private static readonly SearchValues<char> NeedQuotes = SearchValues.Create(",\"\r\n");
    private readonly StringBuilder line = new();
    private int fields;

    /// <summary>A text from a payload or a user.</summary>
    public void AddText(string text)
    {
        var clean = PlainText.Of(text);
        var start = clean.AsSpan().TrimStart(" \u00A0");
        AddPlain(start.Length > 0 && FormulaStarts.Contains(start[0], StringComparison.Ordinal) ? "'" + clean : clean);
    }

    /// <summary>A remark after the table.</summary>
    public void AddRemark(string remark) => AddPlain("# " + PlainText.OnOneLine(remark));

    /// <summary>A number, a day, or a text that needs no guard.</summary>
    public void AddPlain(string field)
    {
        if (fields++ > 0)
            line.Append(',');
        if (field.AsSpan().IndexOfAny(NeedQuotes) < 0)
            line.Append(field);
        else
            line.Append('"').Append(field.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
    }

    /// <summary>The record as text, filled up with empty fields and ended; the next one starts empty.</summary>
    public ReadOnlyMemory<char> End()
    {
        line.Append(',', Math.Max(fieldCount - Math.Max(fields, 1), 0)).Append("\r\n");
        var record = line.ToString();
        line.Clear();
        fields = 0;
        return record.AsMemory();
    }
}
