using Milestone.Core.Ledger;

namespace Milestone.Core.Statements;

/// <summary>
/// Links to documents in Xero, as its developer documentation gives them: a sign-in redirect that names the organisation by its short code. Without a short
/// code the link could open another organisation's books, so there is none.
/// </summary>
internal static class XeroLink
{
    public static Uri? To(DocumentKind kind, Guid document, string? shortCode)
    {
        var page = kind switch
        {
            DocumentKind.SalesInvoice => $"/AccountsReceivable/View.aspx?InvoiceID={document:D}",
            DocumentKind.Bill => $"/AccountsPayable/View.aspx?InvoiceID={document:D}",
            DocumentKind.SalesCreditNote => $"/AccountsReceivable/ViewCreditNote.aspx?creditNoteID={document:D}",
            DocumentKind.SupplierCreditNote => $"/AccountsPayable/ViewCreditNote.aspx?creditNoteID={document:D}",
            DocumentKind.ManualJournal => $"/Journal/View.aspx?invoiceID={document:D}",
            DocumentKind.ReceiveMoney or DocumentKind.SpendMoney or DocumentKind.ReceivePrepayment or DocumentKind.SpendPrepayment =>
                $"/Bank/ViewTransaction.aspx?bankTransactionID={document:D}",
            _ => null,
        };
        return page is null || string.IsNullOrEmpty(shortCode)
            ? null
            : new Uri($"https://go.xero.com/organisationlogin/default.aspx?shortcode={Uri.EscapeDataString(shortCode)}&redirecturl={Uri.EscapeDataString(page)}");
    }
}
