using Milestone.Core.Estimates;
using Milestone.Core.Ledger;

namespace Milestone.Core.Projects;

/// <summary>Groups the cost lines and the adjustments by build phase and adds them up. Pure.</summary>
internal static class CostTrackerDrawing
{
    public static CostTracker Of(ProjectBooks books, ProjectQuery query, DateTimeOffset drawnAt, string drawnBy)
    {
        var entries = CostLines.Of(books).ToLookup(entry => entry.Phase);
        var adjustments = books.Plans.Adjustments.ToLookup(adjustment => adjustment.Phase);
        var phases = books.InOrder(entries.Select(phase => phase.Key).Concat(adjustments.Select(phase => phase.Key)))
            .Where(phase => query.Phase is null || phase == query.Phase)
            .Select(phase => PhaseOf(phase, books, query.Vat, entries[phase], adjustments[phase]))
            .ToList();
        return new CostTracker(
            books.Organisation,
            books.Project,
            books.Name,
            books.To,
            query.Vat,
            books.PaymentsKnown,
            phases,
            phases.Aggregate(Nothing(books), (sum, phase) => sum + phase.Sums),
            books.Provenance(
                books.PaymentsKnown ? "Accrual cost, split into paid and due" : "Accrual cost",
                drawnAt,
                drawnBy,
                [Word(query.Vat), .. query.Phase is { } only ? [$"Build phase: {books.PhaseName(only)}"] : Array.Empty<string>()]));
    }

    /// <summary>How a report says which it shows.</summary>
    public static string Word(Vat vat) => vat == Vat.Gross ? "Costs including VAT" : "Costs without VAT";

    private static CostSums Nothing(ProjectBooks books) => new(CostAmounts.Zero(books.PaymentsKnown), 0, 0);

    private static CostPhase PhaseOf(Guid phase, ProjectBooks books, Vat vat, IEnumerable<CostEntry> entries, IEnumerable<Adjustment> adjustments)
    {
        List<CostLine> lines =
        [
            .. entries
                .OrderBy(entry => entry.Filed.Document.Date)
                .ThenBy(entry => entry.Filed.Number, StringComparer.OrdinalIgnoreCase)
                .ThenBy(entry => entry.Filed.Document.Id)
                .ThenBy(entry => entry.Line.Position)
                .ThenBy(entry => entry.Line.Id)
                .Select(entry => LineOf(entry, vat)),
        ];
        List<CostAdjustment> entered =
        [
            .. adjustments
                .OrderBy(adjustment => adjustment.Kind)
                .ThenBy(adjustment => adjustment.Date)
                .ThenBy(adjustment => adjustment.Id)
                .Select(adjustment => new CostAdjustment(
                    adjustment.Id, adjustment.Phase, adjustment.Kind == AdjustmentKind.Refund, adjustment.Date, adjustment.Supplier, adjustment.Reference, adjustment.Description, EnteredPlans.Amount(adjustment, vat))),
        ];
        return new CostPhase(
            phase,
            books.PhaseName(phase),
            lines,
            entered,
            new CostSums(
                lines.Aggregate(CostAmounts.Zero(books.PaymentsKnown), (sum, line) => sum + line.Amounts),
                entered.Where(adjustment => !adjustment.IsRefund).Sum(adjustment => adjustment.Amount),
                entered.Where(adjustment => adjustment.IsRefund).Sum(adjustment => adjustment.Amount)));
    }

    private static CostLine LineOf(CostEntry entry, Vat vat) => new(
        entry.Phase,
        entry.Filed.Document.Date,
        entry.Filed.Document.Id,
        entry.Line.Id,
        DocumentKindName.Of(entry.Filed.Document.Kind),
        entry.Filed.Number,
        entry.Filed.Contact,
        entry.Line.Description,
        entry.Account.Name,
        entry.Amounts(vat));
}
