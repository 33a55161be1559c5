using Milestone.Core.Reporting;

namespace Milestone.Core.Estimates;

/// <summary>The current estimates of a project as a table: a row for each phase, what it should bring and cost, how sure that is, and how far it is.</summary>
internal static class EstimateTable
{
    private static readonly IReadOnlyList<TableColumn> Columns =
    [
        new("phase", "Phase", ColumnKind.Text),
        new("revenue", "Revenue", ColumnKind.Money),
        new("cost", "Cost", ColumnKind.Money),
        new("materials", "Materials", ColumnKind.Money),
        new("estimatedCost", "Estimated cost", ColumnKind.Money) { Formula = new ColumnFormula.Sum("cost", "materials"), IsTotal = true },
        new("profit", "Planned profit", ColumnKind.Money) { Formula = new ColumnFormula.Difference("revenue", "estimatedCost") },
        new("confidence", "Confidence", ColumnKind.Number),
        new("date", "Estimated on", ColumnKind.Date),
        new("progress", "Progress", ColumnKind.Percent),
    ];

    public static Table Of(PhaseNames phases, IReadOnlyList<Estimate> estimates, IReadOnlyList<PhaseProgress> progress, Provenance provenance)
    {
        var places = phases.InOrder(estimates.Select(one => one.Phase).Concat(progress.Select(one => one.Phase)).Distinct(), phase => phase).ToList();
        var rows = places
            .Select(phase => Row(phases.NameOf(phase), phase, [.. estimates.Where(one => one.Phase == phase)], progress.FirstOrDefault(one => one.Phase == phase)))
            .ToList();
        if (rows.Count > 0)
            rows.Add(Total(rows, estimates, progress));
        return new Table(
            new TableHead("estimates", "Estimates", Columns, provenance)
            {
                Notes =
                [
                    "Estimated cost is cost and materials together. Planned profit is shown where the row has a revenue estimate.",
                    "Confidence is the lowest of the row: 1 is a guess, 5 is agreed in writing. The date is that of the newest estimate.",
                    $"The total's progress is that of \"{PlanTables.WholeProject}\" where it was judged, else the phases' weighted by their estimated cost.",
                ],
            },
            rows);
    }

    private static TableRow Row(string name, Guid phase, IReadOnlyList<Estimate> own, PhaseProgress? progress) => new(RowKind.Item,
    [
        Cell.Of(name),
        .. Amounts(Sum(own, EstimateKind.Revenue), Sum(own, EstimateKind.Cost), Sum(own, EstimateKind.Materials)),
        own.Count == 0 ? Cell.Empty : Cell.Number(own.Min(one => one.Confidence)),
        own.Count == 0 ? Cell.Empty : Cell.Of(own.Max(one => one.Date)),
        progress is null ? Cell.Empty : Cell.Percent(progress.Percent / 100),
    ])
    {
        Id = phase.ToString("D"),
    };

    private static TableRow Total(List<TableRow> rows, IReadOnlyList<Estimate> estimates, IReadOnlyList<PhaseProgress> progress) => new(RowKind.Total,
    [
        Cell.Of("Total"),
        .. Amounts(Sum(estimates, EstimateKind.Revenue), Sum(estimates, EstimateKind.Cost), Sum(estimates, EstimateKind.Materials)),
        Cell.Empty,
        Cell.Empty,
        PhaseProgress.Overall(estimates, progress) is { } overall ? Cell.Percent(overall / 100) : Cell.Absent("n/a"),
    ])
    {
        Id = "total",
        Formula = new RowFormula.SumOfItems(rows[0].Id!, rows[^1].Id!),
    };

    private static IEnumerable<Cell> Amounts(decimal? revenue, decimal? cost, decimal? materials)
    {
        decimal? estimated = cost is null && materials is null ? null : (cost ?? 0) + (materials ?? 0);
        return new[] { revenue, cost, materials, estimated, revenue is null ? null : revenue - (estimated ?? 0) }
            .Select(amount => amount is { } known ? Cell.Money(known) : Cell.Empty);
    }

    private static decimal? Sum(IReadOnlyList<Estimate> estimates, EstimateKind kind) =>
        estimates.Any(one => one.Kind == kind) ? estimates.Where(one => one.Kind == kind).Sum(one => one.Amount) : null;
}
