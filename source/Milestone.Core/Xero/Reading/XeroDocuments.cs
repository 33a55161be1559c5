using Milestone.Core.Ledger;

namespace Milestone.Core.Xero;

/// <summary>Reads the records that are documents: invoices, credit notes, bank transactions, prepayments, overpayments, journals and purchase orders.</summary>
internal static class XeroDocuments
{
    // The widest known rate, rial to dinar, is about 140,000; a rate beyond these would also carry amounts out of numeric(19,2).
    private const decimal LeastRate = 0.000001m;

    public static SourceDocument Invoice(XeroRecord record)
    {
        var kind = record.RequiredText("Type").ToUpperInvariant() switch
        {
            "ACCREC" => DocumentKind.SalesInvoice,
            "ACCPAY" => DocumentKind.Bill,
            _ => throw record.Unknown("Type", "ACCREC, ACCPAY"),
        };
        var read = Trade(record, kind, "InvoiceID", "InvoiceNumber");
        return read with
        {
            DueDate = record.Day("DueDate", "DueDateString"),
            Document = read.Document with
            {
                CisDeduction = record.Amount("CISDeduction") ?? 0,
                FullyPaidOn = record.Day("FullyPaidOnDate"),
            },
            Claims = [.. XeroSettlements.ToldBy(record, read)],
        };
    }

    public static SourceDocument CreditNote(XeroRecord record)
    {
        var kind = record.RequiredText("Type").ToUpperInvariant() switch
        {
            "ACCRECCREDIT" => DocumentKind.SalesCreditNote,
            "ACCPAYCREDIT" => DocumentKind.SupplierCreditNote,
            _ => throw record.Unknown("Type", "ACCRECCREDIT, ACCPAYCREDIT"),
        };
        var read = Trade(record, kind, "CreditNoteID", "CreditNoteNumber");
        return read with
        {
            Document = read.Document with
            {
                CisDeduction = record.Amount("CISDeduction") ?? 0,
                FullyPaidOn = record.Day("FullyPaidOnDate"),
            },
            Claims = [.. XeroSettlements.ToldBy(record, read), .. XeroSettlements.GivenBy(record, read, SettlementKind.CreditNote)],
        };
    }

    public static SourceDocument BankTransaction(XeroRecord record)
    {
        var kind = record.RequiredText("Type").ToUpperInvariant() switch
        {
            "RECEIVE" => DocumentKind.ReceiveMoney,
            "SPEND" => DocumentKind.SpendMoney,
            "RECEIVE-PREPAYMENT" => DocumentKind.ReceivePrepayment,
            "SPEND-PREPAYMENT" => DocumentKind.SpendPrepayment,
            "RECEIVE-OVERPAYMENT" => DocumentKind.ReceiveOverpayment,
            "SPEND-OVERPAYMENT" => DocumentKind.SpendOverpayment,
            "RECEIVE-TRANSFER" or "SPEND-TRANSFER" => DocumentKind.Transfer,
            _ => throw record.Unknown("Type", "RECEIVE, SPEND, and each of them with -PREPAYMENT, -OVERPAYMENT, -TRANSFER"),
        };
        var read = Trade(record, kind, "BankTransactionID", "Reference");
        return read with { Document = read.Document with { PrepaymentId = record.Id("PrepaymentID") ?? record.Id("OverpaymentID") } };
    }

    public static SourceDocument Prepayment(XeroRecord record)
    {
        var read = Trade(record, DocumentKind.Prepayment, "PrepaymentID", "Reference");
        return read with { Claims = [.. XeroSettlements.GivenBy(record, read, SettlementKind.Prepayment)] };
    }

    public static SourceDocument Overpayment(XeroRecord record)
    {
        var read = Trade(record, DocumentKind.Overpayment, "OverpaymentID", "Reference");
        return read with { Claims = [.. XeroSettlements.GivenBy(record, read, SettlementKind.Overpayment)] };
    }

    public static SourceDocument PurchaseOrder(XeroRecord record) =>
        Trade(record, DocumentKind.PurchaseOrder, "PurchaseOrderID", "PurchaseOrderNumber") with { DueDate = record.Day("DeliveryDate", "DeliveryDateString") };

    public static SourceDocument ManualJournal(XeroRecord record)
    {
        var id = record.RequiredId("ManualJournalID");
        var status = record.RequiredText("Status").ToUpperInvariant();
        var updated = Version(record, "UpdatedDateUTC");
        return new SourceDocument(
            new Document
            {
                Id = id,
                Kind = DocumentKind.ManualJournal,
                Status = status,
                Date = Date(record, status, updated, "Date", "DateString"),
                TaxInclusive = IsTaxInclusive(record),
                CountsOnCash = record.Flag("ShowOnCashBasisReports") ?? true,
                Lines = XeroLines.Read(record, "JournalLines", "JournalLineID", id),
            },
            updated,
            record.Raw)
        { Reference = record.Text("Narration") ?? "" };
    }

    public static SourceDocument Journal(XeroRecord record)
    {
        var id = record.RequiredId("JournalID");
        return new SourceDocument(
            new Document
            {
                Id = id,
                Kind = DocumentKind.Journal,
                Status = "POSTED",
                Date = record.RequiredDay("JournalDate"),
                Lines = XeroLines.Read(record, "JournalLines", "JournalLineID", id),
            },
            Version(record, "CreatedDateUTC"),
            record.Raw)
        {
            Number = record.Text("JournalNumber") ?? "",
            Reference = record.Text("Reference") ?? record.Text("SourceType") ?? "",
        };
    }

    /// <summary>The version of a record: Xero's time of its last change, or nothing to tell versions apart by.</summary>
    public static DateTimeOffset Version(XeroRecord record, string field) =>
        (record.Moment(field, field + "String") ?? DateTimeOffset.MinValue).ToUniversalTime();

    private static SourceDocument Trade(XeroRecord record, DocumentKind kind, string idField, string numberField)
    {
        var id = record.RequiredId(idField);
        var status = record.RequiredText("Status").ToUpperInvariant();
        var updated = Version(record, "UpdatedDateUTC");
        return new SourceDocument(
            new Document
            {
                Id = id,
                Kind = kind,
                Status = status,
                Date = Date(record, status, updated, "Date", "DateString"),
                CurrencyRate = Rate(record, status),
                TaxInclusive = IsTaxInclusive(record),
                Total = record.Amount("Total") ?? 0,
                Lines = XeroLines.Read(record, "LineItems", "LineItemID", id),
            },
            updated,
            record.Raw)
        {
            Number = record.Text(numberField) ?? "",
            Reference = record.Text("Reference") ?? "",
            Contact = record.Inner("Contact") is { } contact && contact.Id("ContactID") is { } contactId
                ? new SourceContact(contactId, contact.Text("Name") ?? "")
                : null,
            Currency = (record.Text("CurrencyCode") ?? "").ToUpperInvariant(),
        };
    }

    private static bool IsTaxInclusive(XeroRecord record) => (record.Text("LineAmountTypes") ?? "Exclusive").ToUpperInvariant() switch
    {
        "INCLUSIVE" => true,
        "EXCLUSIVE" or "NOTAX" => false,
        _ => throw record.Unknown("LineAmountTypes", "Exclusive, Inclusive, NoTax"),
    };

    // A draft may still lack its date or its rate; what counts must have them.
    private static DateOnly Date(XeroRecord record, string status, DateTimeOffset updated, string field, string twin) =>
        record.Day(field, twin) ?? (IsDraft(status) ? DateOnly.FromDateTime(updated.UtcDateTime) : record.RequiredDay(field));

    private static decimal Rate(XeroRecord record, string status)
    {
        var rate = record.Amount("CurrencyRate") ?? 1;
        if (rate is >= LeastRate and <= 1 / LeastRate)
            return rate;
        return rate == 0 && IsDraft(status)
            ? 1
            : throw new RejectedRecordException("CurrencyRate is not between 0.000001 and 1000000. Give the foreign currency for 1 of the base currency, or leave it out.");
    }

    private static bool IsDraft(string status) => status is "DRAFT" or "SUBMITTED" or "DELETED" or "VOIDED";
}
