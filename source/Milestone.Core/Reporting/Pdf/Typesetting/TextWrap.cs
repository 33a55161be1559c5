using System.Globalization;

namespace Milestone.Core.Reporting.Pdf.Typesetting;

/// <summary>Breaks text into lines.</summary>
internal static class TextWrap
{
    private const string Ellipsis = "…";

    /// <summary>The text in lines no wider than <paramref name="width"/> ems; what exceeds <paramref name="mostLines"/> ends in an ellipsis.</summary>
    public static IReadOnlyList<string> Lines(TextShaper shaper, Face face, string text, float width, int mostLines)
    {
        if (shaper.Width(face, text) <= width)
            return [text];
        List<string> lines = [];
        var line = "";
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var rest = word;
            while (rest.Length > 0)
            {
                var longer = line.Length == 0 ? rest : $"{line} {rest}";
                if (shaper.Width(face, longer) <= width)
                {
                    line = longer;
                    break;
                }

                if (lines.Count == mostLines - 1)
                    return [.. lines, Shortened(shaper, face, longer, width)];
                if (line.Length == 0)
                {
                    line = Start(shaper, face, rest, width);
                    rest = rest[line.Length..];
                }

                lines.Add(line);
                line = "";
            }
        }

        if (line.Length > 0)
            lines.Add(line);
        return lines;
    }

    /// <summary>The text if it fits, else as much of it as does, with an ellipsis.</summary>
    public static string Shortened(TextShaper shaper, Face face, string text, float width)
    {
        if (shaper.Width(face, text) <= width)
            return text;
        var start = Start(shaper, face, text, width - shaper.Width(face, Ellipsis));
        return start.TrimEnd() + Ellipsis;
    }

    // As many whole characters (with their accents) as fit, at least one: text without spaces must break somewhere.
    private static string Start(TextShaper shaper, Face face, string text, float width)
    {
        var ends = StringInfo.ParseCombiningCharacters(text);
        var (low, high) = (1, ends.Length);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (shaper.Width(face, text[..End(middle)]) <= width)
                low = middle;
            else
                high = middle - 1;
        }

        return text[..End(low)];

        int End(int count) => count < ends.Length ? ends[count] : text.Length;
    }
}
