namespace Milestone.Core.Ledger;

/// <summary>What readers call a kind of document.</summary>
internal static class DocumentKindName
{
    public static string Of(DocumentKind kind) => kind switch
    {
        DocumentKind.SalesInvoice => "Sales invoice",
        DocumentKind.Bill => "Bill",
        DocumentKind.SalesCreditNote => "Sales credit note",
        DocumentKind.SupplierCreditNote => "Supplier credit note",
        DocumentKind.ReceiveMoney => "Receive money",
        DocumentKind.SpendMoney => "Spend money",
        DocumentKind.ReceivePrepayment => "Prepayment received",
        DocumentKind.SpendPrepayment => "Prepayment made",
        DocumentKind.ReceiveOverpayment => "Overpayment received",
        DocumentKind.SpendOverpayment => "Overpayment made",
        DocumentKind.Transfer => "Transfer",
        DocumentKind.ManualJournal => "Manual journal",
        DocumentKind.Journal => "Journal",
        DocumentKind.Prepayment => "Prepayment",
        DocumentKind.Overpayment => "Overpayment",
        DocumentKind.PurchaseOrder => "Purchase order",
        _ => kind.ToString(),
    };
}
