using Milestone.Core.Reporting;
using Milestone.Core.Values;

namespace Milestone.Core.Estimates;

/// <summary>How far the phases of a project are, and, where wanted, how far they were thought to be before.</summary>
internal static class ProgressTable
{
    private static readonly IReadOnlyList<TableColumn> Columns =
    [
        new("phase", "Phase", ColumnKind.Text),
        new("progress", "Progress", ColumnKind.Percent),
        new("date", "Judged on", ColumnKind.Date),
        new("entered", "Entered", ColumnKind.Text),
        new("notes", "Notes", ColumnKind.Text),
    ];

    public static Table Of(PhaseNames phases, IReadOnlyList<PhaseProgress> progress, bool history, Provenance provenance) => new(
        history
            ? new TableHead("progress-history", "Progress and how it changed", Columns, provenance) { Notes = ["The newest judgement of each phase stands first; it is the one that holds."] }
            : new TableHead("progress", "Progress", Columns, provenance),
        [.. phases.InOrder(progress, one => one.Phase).Select(one => Row(phases, one))]);

    private static TableRow Row(PhaseNames phases, PhaseProgress progress) => new(RowKind.Item,
    [
        Cell.Of(phases.NameOf(progress.Phase)),
        Cell.Percent(progress.Percent / 100),
        Cell.Of(progress.Date),
        Cell.Of($"{phases.Moment(progress.EnteredAt)}, {progress.EnteredBy}"),
        Cell.Of(Note.Words(progress.Notes)),
    ])
    {
        Id = FormattableString.Invariant($"{progress.Phase:D}-{progress.Version}"),
    };
}
