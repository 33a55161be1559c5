using Milestone.Core.Ledger;

namespace Milestone.Core.Projects;

/// <summary>What was ordered or billed on one line.</summary>
/// <param name="Id">The document.</param>
/// <param name="Contact">From whom.</param>
/// <param name="Phase">For which build phase.</param>
/// <param name="Date">When.</param>
/// <param name="Net">Without VAT, in base currency; a supplier's credit is negative.</param>
/// <param name="Tax">Its VAT.</param>
internal readonly record struct OrderedAmount(Guid Id, Guid Contact, Guid Phase, DateOnly Date, decimal Net, decimal Tax)
{
    public decimal Amount(Vat vat) => vat == Vat.Gross ? Net + Tax : Net;
}

/// <summary>
/// What is ordered and not billed yet. Xero links bills to no order, so bills less credits consume the orders of the same contact and build phase, the oldest
/// first; nothing that was billed before the first order counts. An order that Xero calls billed takes its part and leaves nothing open. Pure.
/// Rule: docs/concepts.md, Projects.
/// </summary>
internal static class OpenCommitments
{
    /// <summary>The open amount of the orders of the project, without or with VAT; zero or more.</summary>
    public static decimal Of(ProjectBooks books, Vat vat)
    {
        var orders = new List<(OrderedAmount Order, bool IsBilled)>();
        var bills = new List<OrderedAmount>();
        foreach (var filed in books.Documents)
        {
            var (kind, status) = (filed.Document.Kind, filed.Document.Status);
            if (kind == DocumentKind.PurchaseOrder && status is "AUTHORISED" or "BILLED")
                orders.AddRange(Amounts(filed, books, +1).Select(order => (order, status == "BILLED")));
            else if (kind == DocumentKind.Bill && status is "AUTHORISED" or "PAID")
                bills.AddRange(Amounts(filed, books, +1));
            else if (kind == DocumentKind.SupplierCreditNote && status is "AUTHORISED" or "PAID")
                bills.AddRange(Amounts(filed, books, -1));
        }

        return Open(orders, bills, vat);
    }

    /// <summary>What bills leave open of orders.</summary>
    public static decimal Open(IEnumerable<(OrderedAmount Order, bool IsBilled)> orders, IReadOnlyList<OrderedAmount> bills, Vat vat)
    {
        var open = 0m;
        foreach (var same in orders.GroupBy(one => (one.Order.Contact, one.Order.Phase)))
        {
            var inTurn = same.OrderBy(one => one.Order.Date).ThenBy(one => one.Order.Id).ToList();
            var billed = Math.Max(0, bills.Where(bill => (bill.Contact, bill.Phase) == same.Key && bill.Date >= inTurn[0].Order.Date).Sum(bill => bill.Amount(vat)));
            foreach (var (order, isBilled) in inTurn)
            {
                var consumed = Math.Min(billed, order.Amount(vat));
                billed -= consumed;
                open += isBilled ? 0 : order.Amount(vat) - consumed;
            }
        }

        return open;
    }

    private static IEnumerable<OrderedAmount> Amounts(FiledDocument filed, ProjectBooks books, int sign) => books.Placed(filed.Document)
        .Where(line => line.Project == books.Project)
        .GroupBy(line => line.Phase)
        .Select(phase => new OrderedAmount(
            filed.Document.Id, filed.ContactId ?? Guid.Empty, phase.Key, filed.Document.Date, sign * phase.Sum(line => line.Net), sign * phase.Sum(line => line.Tax)));
}
