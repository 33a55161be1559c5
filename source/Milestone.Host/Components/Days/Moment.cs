using System.Globalization;

namespace Milestone.Host.Components.Days;

/// <summary>A point in time as readers write it, in the organisation's own zone.</summary>
internal static class Moment
{
    /// <summary>23 Nov 2026, 14:05.</summary>
    public static string Of(DateTimeOffset moment, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(moment, zone).ToString("d MMM yyyy, HH:mm", CultureInfo.InvariantCulture);
}
