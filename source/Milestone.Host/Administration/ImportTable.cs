using Milestone.Core.Administration;
using Milestone.Core.Organisations;
using Milestone.Core.Reporting;
using Milestone.Host.Components.Days;

namespace Milestone.Host.Administration;

/// <summary>Imports as a table.</summary>
internal static class ImportTable
{
    public static Table Of(IReadOnlyList<SyncRunSummary> runs, Organisation organisation, string drawnBy, DateTimeOffset drawnAt) => new(
        new TableHead(
            "imports",
            "Imports",
            [
                new("at", "Begun", ColumnKind.Text),
                new("actor", "By", ColumnKind.Text),
                new("received", "Received", ColumnKind.Number),
                new("created", "New", ColumnKind.Number),
                new("changed", "Changed", ColumnKind.Number),
                new("unchanged", "Unchanged", ColumnKind.Number),
                new("rejected", "Rejected", ColumnKind.Number),
                new("outcome", "Outcome", ColumnKind.Text),
            ],
            new Provenance(organisation.Name, organisation.BaseCurrency, "The latest imports", "-", drawnAt, drawnBy) { TimeZone = organisation.TimeZone }),
        [.. runs.Select(run => Row(run, organisation.TimeZone))]);

    private static TableRow Row(SyncRunSummary run, TimeZoneInfo zone) => new(
        RowKind.Item,
        [
            Cell.Of(Moment.Of(run.StartedAt, zone)),
            Cell.Of(run.Actor),
            Cell.Number(run.Received),
            Cell.Number(run.Created),
            Cell.Number(run.Changed),
            Cell.Number(run.Unchanged),
            Cell.Number(run.Rejected),
            Cell.Of(run.Failure ?? (run.FinishedAt is null ? "not finished" : "finished")),
        ]);
}
