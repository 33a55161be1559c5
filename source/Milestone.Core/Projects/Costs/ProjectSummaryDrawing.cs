using Milestone.Core.Estimates;
using Milestone.Core.Ledger;
using Milestone.Core.Reporting;
using Milestone.Core.Statements;

namespace Milestone.Core.Projects;

/// <summary>Adds the cost lines up by build phase beside the estimates, and holds them against the profit and loss. Pure.</summary>
internal static class ProjectSummaryDrawing
{
    /// <param name="books">The project's books.</param>
    /// <param name="query">What was asked.</param>
    /// <param name="accrual">The project's profit and loss to the same day, by phase.</param>
    /// <param name="cash">The same on cash basis; null where there is none.</param>
    /// <param name="drawnAt">Now.</param>
    /// <param name="drawnBy">Who asks.</param>
    public static ProjectSummary Of(ProjectBooks books, ProjectQuery query, Statement accrual, Statement? cash, DateTimeOffset drawnAt, string drawnBy)
    {
        var entries = CostLines.Of(books).ToLookup(entry => entry.Phase);
        var adjustments = books.Plans.Adjustments.ToLookup(adjustment => adjustment.Phase);
        var net = entries.ToDictionary(phase => phase.Key, phase => Sum(books, phase, Vat.Net));
        var hasEstimates = books.Plans.Estimates.Count > 0;
        var phases = books.InOrder(entries.Select(phase => phase.Key).Concat(adjustments.Select(phase => phase.Key)).Concat(books.Plans.Estimates.Keys).Concat(books.Plans.Progress.Keys))
            .Select(phase => Row(
                phase,
                books.PhaseName(phase),
                hasEstimates ? books.Plans.Estimates.GetValueOrDefault(phase) : null,
                new CostSums(
                    Sum(books, entries[phase], query.Vat),
                    adjustments[phase].Where(adjustment => adjustment.Kind == AdjustmentKind.DirectByCustomer).Sum(adjustment => EnteredPlans.Amount(adjustment, query.Vat)),
                    adjustments[phase].Where(adjustment => adjustment.Kind == AdjustmentKind.Refund).Sum(adjustment => EnteredPlans.Amount(adjustment, query.Vat))),
                net.GetValueOrDefault(phase).Cost,
                books.Plans.Progress.TryGetValue(phase, out var progress) ? progress : null))
            .ToList();
        var total = Row(
            null,
            "Total",
            hasEstimates ? books.Plans.Estimates.Values.Sum() : null,
            phases.Aggregate(new CostSums(CostAmounts.Zero(books.PaymentsKnown), 0, 0), (sum, phase) => sum + phase.Sums),
            net.Values.Sum(amounts => amounts.Cost),
            books.Plans.Overall);
        return new ProjectSummary(
            books.Organisation,
            books.Project,
            books.Name,
            books.To,
            query.Vat,
            books.PaymentsKnown,
            phases,
            total,
            [.. Checks(net, accrual, cash, query.Vat)],
            books.Provenance(books.PaymentsKnown ? "Accrual cost, split into paid and due" : "Accrual cost", drawnAt, drawnBy, [CostTrackerDrawing.Word(query.Vat)]));
    }

    private static CostAmounts Sum(ProjectBooks books, IEnumerable<CostEntry> entries, Vat vat) =>
        entries.Aggregate(CostAmounts.Zero(books.PaymentsKnown), (sum, entry) => sum + entry.Amounts(vat));

    // The variance is without VAT even where costs are shown with it, because an estimate has none.
    private static PhaseSummary Row(Guid? id, string name, decimal? estimate, CostSums sums, decimal netCost, decimal? progress) =>
        new(id, name, estimate, sums, estimate - netCost, progress);

    // The lines were read document by document; the statement knows nothing of documents. Where they agree, neither has lost anything.
    private static IEnumerable<TableCheck> Checks(Dictionary<Guid, CostAmounts> net, Statement accrual, Statement? cash, Vat vat)
    {
        yield return new TableCheck("Paid + due = the profit and loss's accrual cost, without VAT", net.Values.Sum(amounts => amounts.Cost), CostOf(accrual))
        {
            RowId = vat == Vat.Net ? "total" : null,
            ColumnId = vat == Vat.Net ? CostColumns.Cost : null,
        };
        if (cash is not null)
        {
            yield return new TableCheck("Paid = the profit and loss's cost on cash basis, without VAT", net.Values.Sum(amounts => amounts.Paid ?? 0), CostOf(cash))
            {
                RowId = vat == Vat.Net ? "total" : null,
                ColumnId = vat == Vat.Net ? CostColumns.Paid : null,
            };
        }

        var byPhase = accrual.Columns.Index().ToDictionary(column => column.Item.Dimension ?? Unassigned.Id, column => CostOf(accrual, column.Index));
        foreach (var phase in byPhase.Keys.Union(net.Keys))
        {
            var (here, there) = (net.GetValueOrDefault(phase).Cost, byPhase.GetValueOrDefault(phase));
            if (here != there)
                yield return new TableCheck($"{accrual.Columns.FirstOrDefault(column => column.Dimension == phase)?.Label ?? "A phase"} = the profit and loss", here, there);
        }

        foreach (var check in accrual.TieOut)
            yield return check with { Label = $"{check.Label}, profit" };
    }

    private static decimal CostOf(Statement statement) => statement.Summary(Section.CostOfSales).Total + statement.Summary(Section.Overheads).Total;

    private static decimal CostOf(Statement statement, int column) =>
        (statement.Summary(Section.CostOfSales).Amounts[column] ?? 0) + (statement.Summary(Section.Overheads).Amounts[column] ?? 0);
}
