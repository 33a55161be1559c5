using Milestone.Core.Ledger;
using Milestone.Core.Values;

namespace Milestone.Core.Projects;

/// <summary>
/// The customer's money of a project: what came in for it and what went back. Always cash and with VAT; of a document over several projects this one has the
/// share of its gross lines, whatever accounts they are coded to. Pure. Rule: docs/concepts.md, Projects.
/// </summary>
internal static class CustomerMoney
{
    /// <summary>The movements of one document that concern the project, in no order; <see cref="FloatMovement.Balance"/> is not known yet.</summary>
    public static IEnumerable<FloatMovement> Of(FiledDocument filed, ProjectBooks books)
    {
        var document = filed.Document;
        if (!IsApproved(document))
            return [];
        return document.Kind switch
        {
            DocumentKind.SalesInvoice => Invoice(filed, books),
            DocumentKind.SalesCreditNote => Shares(filed, books, document.Settled().Where(settlement => settlement.Kind == SettlementKind.Payment), FloatReason.Refund, -1),
            DocumentKind.ReceiveMoney => Bank(filed, books, FloatReason.MoneyReceived, +1),
            DocumentKind.SpendMoney => Bank(filed, books, FloatReason.Refund, -1),
            DocumentKind.ReceivePrepayment or DocumentKind.ReceiveOverpayment => OnAccount(filed, books),
            _ => [],
        };
    }

    /// <summary>Whether what a document of this kind holds of costs counts here, as customer's money, and not as cost paid.</summary>
    public static bool Holds(DocumentKind kind) => kind is DocumentKind.SalesInvoice or DocumentKind.SalesCreditNote or DocumentKind.ReceivePrepayment;

    private static bool IsApproved(Document document) => document.Status is "AUTHORISED" or "PAID";

    // A credit note brings no money. A prepayment or overpayment was money when it was received: see OnAccount.
    private static IEnumerable<FloatMovement> Invoice(FiledDocument filed, ProjectBooks books)
    {
        var settled = filed.Document.Settled();
        return Shares(filed, books, settled.Where(settlement => settlement.Kind == SettlementKind.Payment), FloatReason.Receipt, +1)
            .Concat(Shares(filed, books, settled.Where(settlement => settlement.Kind is SettlementKind.Prepayment or SettlementKind.Overpayment), FloatReason.Moved, +1));
    }

    // Received for the project whose lines it has, taken back as it is allocated: the invoice it pays counts it from then on, for its own project.
    private static IEnumerable<FloatMovement> OnAccount(FiledDocument filed, ProjectBooks books)
    {
        var gross = Mine(filed, books).Sum(line => line.Gross);
        if (gross == 0)
            return [];
        var record = books.Documents.FirstOrDefault(other => other.Document.Id == filed.Document.PrepaymentId)?.Document;
        var refunds = record?.Settlements.Where(settlement => settlement.Kind == SettlementKind.Payment) ?? [];
        return Movements(filed, filed.Document.Date, FloatReason.OnAccount, gross)
            .Concat(Shares(filed, books, filed.Document.Settlements, FloatReason.Moved, -1))
            .Concat(Shares(filed, books, refunds, FloatReason.Refund, -1));
    }

    // A line on a cost account is a cost, or a supplier's refund of one; one on an asset is neither.
    private static IEnumerable<FloatMovement> Bank(FiledDocument filed, ProjectBooks books, FloatReason reason, int sign) => Movements(
        filed,
        filed.Document.Date,
        reason,
        sign * Mine(filed, books).Where(line => !line.IsCost && line.Account?.Class is "REVENUE" or "LIABILITY").Sum(line => line.Gross));

    // Cumulative, as postings are: what has been settled in full has counted exactly the project's gross.
    private static IEnumerable<FloatMovement> Shares(FiledDocument filed, ProjectBooks books, IEnumerable<Settlement> settlements, FloatReason reason, int sign)
    {
        var gross = Mine(filed, books).Sum(line => line.Gross);
        var (settled, counted) = (0m, 0m);
        foreach (var settlement in settlements)
        {
            settled += settlement.Amount;
            var now = filed.Document.Total == 0 ? 0 : settled == filed.Document.Total ? gross : Pence.Round(gross * settled / filed.Document.Total);
            foreach (var movement in Movements(filed, settlement.Date, reason, sign * (now - counted)))
                yield return movement;
            counted = now;
        }
    }

    private static IEnumerable<PlacedLine> Mine(FiledDocument filed, ProjectBooks books) => books.Placed(filed.Document).Where(line => line.Project == books.Project);

    private static IEnumerable<FloatMovement> Movements(FiledDocument filed, DateOnly date, FloatReason reason, decimal amount) =>
        amount == 0 ? [] : [new FloatMovement(date, reason, filed.Document.Id, filed.Title, filed.Contact, amount, 0)];
}
