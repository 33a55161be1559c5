using System.Globalization;
using Milestone.Core.Organisations;
using Milestone.Core.Reporting;

namespace Milestone.Core.Auditing;

/// <summary>The history of exports as the one table that every format is written from.</summary>
public static class ExportHistoryTable
{
    /// <summary>The table of some entries.</summary>
    /// <param name="entries">The entries, the newest first.</param>
    /// <param name="organisation">Whose they are.</param>
    /// <param name="drawnBy">Who asks, for the provenance.</param>
    /// <param name="drawnAt">When.</param>
    public static Table Of(IReadOnlyList<ExportEntry> entries, Organisation organisation, string drawnBy, DateTimeOffset drawnAt)
    {
        ArgumentNullException.ThrowIfNull(entries);
        ArgumentNullException.ThrowIfNull(organisation);
        return new Table(
            new TableHead(
                "exports",
                "Exports",
                [
                    new("at", "When", ColumnKind.Text),
                    new("actor", "Who", ColumnKind.Text),
                    new("title", "Report", ColumnKind.Text),
                    new("format", "Format", ColumnKind.Text),
                    new("filters", "Period, basis, filters", ColumnKind.Text),
                    new("rows", "Rows", ColumnKind.Number),
                    new("bytes", "Bytes", ColumnKind.Number),
                    new("seconds", "Seconds", ColumnKind.Number),
                    new("outcome", "Outcome", ColumnKind.Text),
                ],
                new Provenance(organisation.Name, organisation.BaseCurrency, "All exports", "-", drawnAt, drawnBy) { TimeZone = organisation.TimeZone, DataAsOf = organisation.LastSync, Batch = organisation.LastBatch }),
            [.. entries.Select(entry => Row(entry, organisation.TimeZone))]);
    }

    private static TableRow Row(ExportEntry entry, TimeZoneInfo zone) => new(
        RowKind.Item,
        [
            Cell.Of(TimeZoneInfo.ConvertTime(entry.At, zone).ToString("d MMM yyyy HH:mm", CultureInfo.InvariantCulture)),
            Cell.Of(entry.Actor),
            Cell.Of(entry.Title),
            Cell.Of(ReportFormat.Find(entry.Format)?.Label ?? entry.Format),
            Cell.Of(string.Join(" · ", entry.Filters)),
            Cell.Number(entry.Rows),
            Cell.Number(entry.Bytes),
            Cell.Number(decimal.Round((decimal)entry.Duration.Ticks / TimeSpan.TicksPerSecond, 2)),
            Cell.Of(entry.Outcome switch { ExportOutcome.Finished => "finished", ExportOutcome.BrokenOff => "broken off", _ => "failed" }),
        ]);
}
