using System.Text;
using Xunit;

namespace Milestone.Testing.Outputs;

/// <summary>A strict reader of CSV as RFC 4180 has it: CRLF ends a record, a quote inside quotes is doubled, nothing else is special.</summary>
public static class Rfc4180
{
    /// <summary>The records of a file that begins with the mark of UTF-8.</summary>
    public static List<string[]> Read(byte[] file)
    {
        Assert.Equal([0xEF, 0xBB, 0xBF], file[..3]);
        return Read(new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(file, 3, file.Length - 3));
    }

    /// <summary>The records of a text.</summary>
    public static List<string[]> Read(string text)
    {
        List<string[]> records = [];
        List<string> fields = [];
        var at = 0;
        while (at < text.Length)
        {
            fields.Add(Field(text, ref at));
            if (text[at] == ',')
            {
                at++;
                continue;
            }

            Assert.Equal("\r\n", text.Substring(at, 2));
            at += 2;
            records.Add([.. fields]);
            fields.Clear();
        }

        Assert.Empty(fields);
        return records;
    }

    private static string Field(string text, ref int at)
    {
        if (text[at] != '"')
        {
            var end = text.AsSpan(at).IndexOfAny(",\r\n\"") + at;
            Assert.NotEqual('"', text[end]);
            var plain = text[at..end];
            at = end;
            return plain;
        }

        var field = new StringBuilder();
        for (at++; ; at++)
        {
            if (text[at] != '"')
                field.Append(text[at]);
            else if (text[at + 1] == '"')
                field.Append(text[++at]);
            else
                break;
        }

        at++;
        return field.ToString();
    }
}
