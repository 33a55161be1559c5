using Milestone.Core.Organisations;

namespace Milestone.Core.Ledger;

/// <summary>What a source document is. The numbers are stored.</summary>
internal enum DocumentKind
{
    SalesInvoice = 1,
    Bill = 2,
    SalesCreditNote = 3,
    SupplierCreditNote = 4,
    ReceiveMoney = 5,
    SpendMoney = 6,

    /// <summary>The bank transaction that received a prepayment.</summary>
    ReceivePrepayment = 7,

    /// <summary>The bank transaction that paid a prepayment.</summary>
    SpendPrepayment = 8,
    ReceiveOverpayment = 9,
    SpendOverpayment = 10,
    Transfer = 11,
    ManualJournal = 12,
    Journal = 13,

    /// <summary>The record of a prepayment and its allocations; its bank transaction is what posts.</summary>
    Prepayment = 14,

    /// <summary>The record of an overpayment and its allocations.</summary>
    Overpayment = 15,
    PurchaseOrder = 16,
}

/// <summary>
/// What counts, said once: which documents post, at which status, with which sign. A credit adds to profit and a debit takes from it, whatever
/// the account's class. Rule: docs/concepts.md.
/// </summary>
/// <param name="Effect">+1 for a credit of the line's net, -1 for a debit, 0 for a document that never posts.</param>
/// <param name="Statuses">The statuses at which it counts; empty for any.</param>
/// <param name="Settles">Whether on cash basis it counts as it is settled, instead of on its date.</param>
internal sealed record DocumentRule(int Effect, string[] Statuses, bool Settles)
{
    private static readonly string[] Approved = ["AUTHORISED", "PAID"];
    private static readonly string[] Authorised = ["AUTHORISED"];
    private static readonly string[] Posted = ["POSTED"];
    private static readonly string[] Any = [];

    private static readonly DocumentRule Nothing = new(0, Any, Settles: false);

    /// <summary>The rule of a kind of document, under the ledger source of its organisation: the other source's documents never post.</summary>
    public static DocumentRule Of(DocumentKind kind, LedgerSource source) => (kind, source) switch
    {
        (DocumentKind.Journal, LedgerSource.Journals) => new(-1, Any, Settles: false),
        (_, LedgerSource.Journals) => Nothing,
        (DocumentKind.SalesInvoice, _) => new(+1, Approved, Settles: true),
        (DocumentKind.Bill, _) => new(-1, Approved, Settles: true),
        (DocumentKind.SalesCreditNote, _) => new(-1, Approved, Settles: true),
        (DocumentKind.SupplierCreditNote, _) => new(+1, Approved, Settles: true),
        (DocumentKind.ReceiveMoney or DocumentKind.ReceivePrepayment, _) => new(+1, Authorised, Settles: false),
        (DocumentKind.SpendMoney or DocumentKind.SpendPrepayment, _) => new(-1, Authorised, Settles: false),
        (DocumentKind.ManualJournal, _) => new(-1, Posted, Settles: false),
        _ => Nothing,
    };

    /// <summary>Whether a document of this kind counts at a status.</summary>
    public bool Counts(string status) => Effect != 0 && (Statuses.Length == 0 || Statuses.Contains(status, StringComparer.OrdinalIgnoreCase));
}
