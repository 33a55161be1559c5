using System.Globalization;
using Milestone.Core.Administration;
using Milestone.Core.Organisations;
using Milestone.Core.Reporting;

namespace Milestone.Host.Maintenance;

/// <summary>The tables of the page of the windows: those that are over, and what was told.</summary>
internal static class MaintenanceTables
{
    /// <summary>Windows that are over or were called off.</summary>
    public static Table Over(IEnumerable<MaintenanceWindow> windows, Organisation organisation, string drawnBy, DateTimeOffset now) => new(
        Head("maintenance", "Maintenance windows", [new("days", "When", ColumnKind.Text), new("state", "What came of it", ColumnKind.Text), new("message", "What readers were told", ColumnKind.Text), new("by", "By", ColumnKind.Text)], organisation, drawnBy, now),
        [
            .. windows.Select(window => new TableRow(
                RowKind.Item,
                [
                    Cell.Of(MaintenanceStanding.Days(window.From, window.IsCalledOff ? window.To : window.Over, organisation.TimeZone)),
                    Cell.Of(window.IsCalledOff ? $"called off by {window.EndedBy}" : window.EndedBy is { } by ? $"ended early by {by}" : "ran its time"),
                    Cell.Of(window.Message),
                    Cell.Of(window.PlannedBy),
                ])),
        ]);

    /// <summary>What was told of windows, or could not be.</summary>
    public static Table Told(IReadOnlyList<MaintenanceNotice> notices, IReadOnlyList<MaintenanceWindow> windows, Organisation organisation, string drawnBy, DateTimeOffset now) => new(
        Head("maintenance-notices", "Notices", [new("at", "When", ColumnKind.Text), new("kind", "That it was", ColumnKind.Text), new("window", "Which", ColumnKind.Text), new("outcome", "What came of it", ColumnKind.Text)], organisation, drawnBy, now),
        [
            .. notices.Select(notice => new TableRow(
                RowKind.Item,
                [
                    Cell.Of(Moment(notice.ClaimedAt, organisation)),
                    Cell.Of(notice.Kind),
                    Cell.Of(windows.FirstOrDefault(window => window.Id == notice.Window) is { } window ? Moment(window.From, organisation) : "an earlier one"),
                    Cell.Of(notice.ToldAt is not null ? "told" : notice.Fault ?? "under way, or a host ended meanwhile"),
                ])),
        ]);

    private static TableHead Head(string name, string title, IReadOnlyList<TableColumn> columns, Organisation organisation, string drawnBy, DateTimeOffset now) =>
        new(name, title, columns, new Provenance("The installation", organisation.BaseCurrency, "-", "-", now, drawnBy) { TimeZone = organisation.TimeZone });

    private static string Moment(DateTimeOffset moment, Organisation organisation) =>
        TimeZoneInfo.ConvertTime(moment, organisation.TimeZone).ToString("d MMM yyyy, HH:mm", CultureInfo.InvariantCulture);
}
