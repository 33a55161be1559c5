using System.Globalization;
using Milestone.Core;

namespace Milestone.Host.Maintenance;

/// <summary>How a moment is written where a window is planned: with its zone in commands and in the API, by the organisation's clock on a page.</summary>
internal static class MaintenanceTimes
{
    private static readonly string[] Formats = ["yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mmK"];

    /// <summary>A moment with its zone, as in 2026-12-01T22:00Z.</summary>
    /// <exception cref="ProblemException">Invalid: it is none. A time without a zone would be whose?</exception>
    public static DateTimeOffset WithZone(string text, string field)
    {
        ArgumentNullException.ThrowIfNull(text);
        return (text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > 10) && DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time.ToUniversalTime()
            : throw new ProblemException(ProblemKind.Invalid, $"'{text}' is not a time with its zone. Write it as in 2026-12-01T22:00Z or 2026-12-01T22:00+01:00.") { Field = field };
    }

    /// <summary>A moment by the clock of a zone, as a browser's field or a person writes it: 2026-12-01T22:00 or 2026-12-01 22:00.</summary>
    /// <exception cref="ProblemException">Invalid: it is none, or that clock skips it.</exception>
    public static DateTimeOffset By(TimeZoneInfo zone, string text, string field)
    {
        ArgumentNullException.ThrowIfNull(zone);
        if (!DateTime.TryParseExact(text, ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd HH:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
            throw new ProblemException(ProblemKind.Invalid, $"'{text}' is not a time. Write day and time, as in 2026-12-01 22:00.") { Field = field };
        if (zone.IsInvalidTime(local))
            throw new ProblemException(ProblemKind.Invalid, "The clocks go forward then, and skip that time. Choose another.") { Field = field };
        return new DateTimeOffset(TimeZoneInfo.ConvertTimeToUtc(local, zone), TimeSpan.Zero);
    }
}
