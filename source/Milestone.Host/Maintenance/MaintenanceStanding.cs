using System.Globalization;
using Milestone.Core.Administration;

namespace Milestone.Host.Maintenance;

/// <summary>What readers are told at one moment.</summary>
internal enum MaintenancePhase
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>That a window comes near.</summary>
    Ahead,

    /// <summary>That one is under way, and nothing can be changed.</summary>
    UnderWay,
}

/// <summary>Which window readers are told of, and what of it.</summary>
/// <param name="Phase">What of it.</param>
/// <param name="Window">Which; null for none.</param>
internal sealed record MaintenanceStanding(MaintenancePhase Phase, MaintenanceWindow? Window)
{
    /// <summary>Nothing to tell.</summary>
    public static MaintenanceStanding Nothing { get; } = new(MaintenancePhase.None, null);

    /// <summary>The part of a page's key: another whenever the banner says something else; empty for none.</summary>
    public string Key { get; } = Window is null ? "" : string.Create(CultureInfo.InvariantCulture, $"{Phase}{Window.Id:N}{Window.To.Ticks}");

    /// <summary>Whether nothing can be changed.</summary>
    public bool IsUnderWay => Phase == MaintenancePhase.UnderWay;

    /// <summary>How a window stands at a moment, in a word or two.</summary>
    public static string StateOf(MaintenanceWindow window, DateTimeOffset now) =>
        window.IsAt(now) ? "under way" : window.IsAhead(now) ? "planned" : window.IsCalledOff ? "called off" : "over";

    /// <summary>From when to when, in a zone: Sat 28 Nov 2026, 22:00 to 23:30 (UTC).</summary>
    public static string Days(DateTimeOffset from, DateTimeOffset to, TimeZoneInfo zone)
    {
        var begin = TimeZoneInfo.ConvertTime(from, zone);
        var end = TimeZoneInfo.ConvertTime(to, zone);
        var format = begin.Date == end.Date ? "HH:mm" : "ddd d MMM yyyy, HH:mm";
        return string.Create(CultureInfo.InvariantCulture, $"{begin:ddd d MMM yyyy, HH:mm} to {end.ToString(format, CultureInfo.InvariantCulture)} ({zone.Id})");
    }

    /// <summary>A moment in a zone: Sat 28 Nov 2026, 23:30 (UTC).</summary>
    public static string Moment(DateTimeOffset moment, TimeZoneInfo zone) =>
        string.Create(CultureInfo.InvariantCulture, $"{TimeZoneInfo.ConvertTime(moment, zone):ddd d MMM yyyy, HH:mm} ({zone.Id})");
}
