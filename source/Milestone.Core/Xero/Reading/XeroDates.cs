using System.Globalization;

namespace Milestone.Core.Xero;

/// <summary>
/// Xero's dates: /Date(1551916800000+0000)/, /Date(1552326816230)/, 2019-03-07T00:00:00 and ISO with an offset, as tools upstream rewrite them.
/// An accounting date is midnight UTC and is never moved to a local zone.
/// </summary>
internal static class XeroDates
{
    private const string Prefix = "/Date(";
    private const string Suffix = ")/";

    private static readonly string[] IsoFormats =
    [
        "yyyy-MM-dd",
        "yyyy-MM-ddTHH:mm:ss.FFFFFFF",
        "yyyy-MM-ddTHH:mm:ss.FFFFFFFK",
        "yyyy-MM-dd HH:mm:ss.FFFFFFF",
        "yyyy-MM-dd HH:mm:ss.FFFFFFFK",
    ];

    /// <summary>The moment a text stands for, or null when it stands for none.</summary>
    public static DateTimeOffset? Moment(string text)
    {
        if (text.StartsWith(Prefix, StringComparison.Ordinal) && text.EndsWith(Suffix, StringComparison.Ordinal))
            return Milliseconds(text.AsSpan(Prefix.Length, text.Length - Prefix.Length - Suffix.Length));

        return DateTimeOffset.TryParseExact(text, IsoFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment : null;
    }

    /// <summary>The accounting date a text stands for, or null when it stands for none. Written with an offset, it is the date as written.</summary>
    public static DateOnly? Day(string text) => Moment(text) is { } moment ? DateOnly.FromDateTime(moment.DateTime) : null;

    private static DateTimeOffset? Milliseconds(ReadOnlySpan<char> inside)
    {
        // The offset only says how Xero's server wrote it; the milliseconds are UTC either way.
        var sign = inside.Length > 1 ? inside[1..].IndexOfAny('+', '-') : -1;
        var number = sign < 0 ? inside : inside[..(sign + 1)];
        if (!long.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var milliseconds))
            return null;
        try
        {
            return DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
        }
        catch (ArgumentOutOfRangeException)
        {
            return null;
        }
    }
}
