using Milestone.Core.Reporting;
using Milestone.Core.Values;

namespace Milestone.Core.Estimates;

/// <summary>Every version of a project's estimates, with what each changed: who thought what, when.</summary>
internal static class EstimateHistoryTable
{
    private static readonly IReadOnlyList<TableColumn> Columns =
    [
        new("phase", "Phase", ColumnKind.Text),
        new("kind", "Estimate of", ColumnKind.Text),
        new("amount", "Amount", ColumnKind.Money),
        new("change", "Change", ColumnKind.Money),
        new("confidence", "Confidence", ColumnKind.Number),
        new("date", "Estimated on", ColumnKind.Date),
        new("entered", "Entered", ColumnKind.Text),
        new("standing", "Standing", ColumnKind.Text),
        new("notes", "Notes", ColumnKind.Text),
    ];

    public static Table Of(PhaseNames phases, IReadOnlyList<Estimate> versions, Provenance provenance)
    {
        var newest = versions.GroupBy(one => one.Id).ToDictionary(estimate => estimate.Key, estimate => estimate.Max(one => one.Version));
        var rows = phases.InOrder(versions.GroupBy(one => (one.Phase, one.Kind)).OrderBy(place => place.Key.Kind), place => place.Key.Phase)
            .SelectMany(place => place.Zip(place.Skip(1).Append(null), (version, before) => Row(phases, version, before, newest[version.Id] == version.Version)))
            .ToList();
        return new Table(
            new TableHead("estimate-history", "Estimates and how they changed", Columns, provenance)
            {
                Notes = ["The newest version of each estimate stands first. The change is against the version before it. Confidence goes from 1, a guess, to 5, agreed in writing."],
            },
            rows);
    }

    /// <summary>What an estimate is of, in a reader's words.</summary>
    public static string Word(EstimateKind kind) => kind switch
    {
        EstimateKind.Revenue => "Revenue",
        EstimateKind.Materials => "Materials",
        _ => "Cost",
    };

    private static TableRow Row(PhaseNames phases, Estimate version, Estimate? before, bool isNewest) => new(RowKind.Item,
    [
        Cell.Of(phases.NameOf(version.Phase)),
        Cell.Of(Word(version.Kind)),
        Cell.Money(version.Amount),
        before is null ? Cell.Empty : Cell.Money(version.Amount - before.Amount),
        Cell.Number(version.Confidence),
        Cell.Of(version.Date),
        Cell.Of($"{phases.Moment(version.EnteredAt)}, {version.EnteredBy}"),
        Cell.Of(version is not { ClosedAt: { } closedAt } ? "Current" : $"{(isNewest ? "Removed" : "Replaced")} {phases.Moment(closedAt)}, {version.ClosedBy}"),
        Cell.Of(Note.Words(version.Notes)),
    ])
    {
        Id = FormattableString.Invariant($"{version.Id:D}-{version.Version}"),
    };
}
