using System.Buffers;
using System.Text;

namespace Milestone.Core.Reporting;

/// <summary>
/// Text as every format can hold it. Payloads and users bring control characters and halves of surrogate pairs,
/// which XML forbids and which break a line of a CSV or a page.
/// </summary>
internal static class PlainText
{
    private static readonly SearchValues<char> Suspects = SearchValues.Create(
        [.. Enumerable.Range(0, 0xFFFF + 1).Select(code => (char)code).Where(c => IsForbidden(c) || char.IsSurrogate(c))]);

    /// <summary>The text without control characters (tab and line ends stay) and with U+FFFD for half a surrogate pair.</summary>
    public static string Of(string text)
    {
        if (text.AsSpan().IndexOfAny(Suspects) < 0)
            return text;
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (!rune.IsBmp || !IsForbidden((char)rune.Value))
                clean.Append(rune.ToString());
        }

        return clean.ToString();
    }

    /// <summary>The text on one line: each stretch of white space becomes one space.</summary>
    public static string OnOneLine(string text)
    {
        var clean = Of(text);
        return clean.AsSpan().IndexOfAny('\t', '\r', '\n') < 0
            ? clean
            : string.Join(' ', clean.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    private static bool IsForbidden(char c) => (char.IsControl(c) && c is not ('\t' or '\r' or '\n')) || c is '\uFFFE' or '\uFFFF';
}
