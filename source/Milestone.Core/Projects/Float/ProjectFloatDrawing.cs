using Milestone.Core.Ledger;
using Milestone.Core.Reporting;

namespace Milestone.Core.Projects;

/// <summary>Puts the movements of the float in order and adds them up. Pure.</summary>
internal static class ProjectFloatDrawing
{
    /// <summary>The kinds of document that move the float or commit it.</summary>
    public static DocumentKind[] Kinds { get; } = [.. CostLines.Kinds, DocumentKind.ReceiveOverpayment, DocumentKind.PurchaseOrder];

    public static ProjectFloat Of(ProjectBooks books, DateTimeOffset drawnAt, string drawnBy)
    {
        var notAvailable = !books.PaymentsKnown ? "The float is not available: these books post from journals, which do not say what has been paid."
            : books.Project == Unassigned.Id ? "There is no float of what is unassigned: a customer's money is put on account for a project."
            : null;
        var costs = notAvailable is null ? CostLines.Of(books).Where(entry => !CustomerMoney.Holds(entry.Filed.Document.Kind)).ToList() : [];
        var movements = notAvailable is null ? Balanced(books) : [];
        return new ProjectFloat(
            books.Organisation,
            books.Project,
            books.Name,
            books.To,
            notAvailable,
            movements,
            costs.Sum(entry => entry.Amounts(Vat.Gross).Due ?? 0),
            notAvailable is null ? OpenCommitments.Of(books, Vat.Gross) : 0,
            notAvailable is null ? [Check(movements, costs)] : [],
            books.Provenance("Cash, including VAT", drawnAt, drawnBy, []));
    }

    private static List<FloatMovement> Balanced(ProjectBooks books)
    {
        var balance = 0m;
        return
        [
            .. WithoutWhatStays(books.Documents.SelectMany(filed => CustomerMoney.Of(filed, books).Concat(CostsPaid.Of(filed, books))).Where(movement => movement.Date <= books.To))
                .OrderBy(movement => movement.Date)
                .ThenBy(movement => movement.Reason)
                .ThenBy(movement => movement.Document, StringComparer.OrdinalIgnoreCase)
                .ThenBy(movement => movement.DocumentId)
                .Select(movement => movement with { Balance = balance += movement.Amount }),
        ];
    }

    // Money on account that pays an invoice of its own project moves nothing: out of the one and into the other on the same day. Both sides are left out
    // where a day's moves cancel, so that what is listed is what really went to another project, or came from one.
    private static IEnumerable<FloatMovement> WithoutWhatStays(IEnumerable<FloatMovement> movements)
    {
        var all = movements.ToList();
        var cancelled = all.Where(movement => movement.Reason == FloatReason.Moved)
            .GroupBy(movement => movement.Date)
            .Where(day => day.Sum(movement => movement.Amount) == 0)
            .Select(day => day.Key)
            .ToHashSet();
        return all.Where(movement => movement.Reason != FloatReason.Moved || !cancelled.Contains(movement.Date));
    }

    // Day by day here, line by line in the tracker.
    private static TableCheck Check(List<FloatMovement> movements, List<CostEntry> costs) => new(
        "Costs paid = paid of the cost tracker, including VAT, sales documents left out",
        movements.Sum(movement => movement.Reason == FloatReason.CostPaid ? -movement.Amount : 0),
        costs.Sum(entry => entry.Amounts(Vat.Gross).Paid ?? 0));
}
