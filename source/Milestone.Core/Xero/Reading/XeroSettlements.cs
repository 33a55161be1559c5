using Milestone.Core.Ledger;

namespace Milestone.Core.Xero;

/// <summary>Reads what records tell of payments and allocations.</summary>
internal static class XeroSettlements
{
    /// <summary>What a document says has settled it.</summary>
    public static IEnumerable<SettlementClaim> ToldBy(XeroRecord record, SourceDocument document) =>
    [
        .. Inside(record, document, "Payments", "PaymentID", "Amount", SettlementKind.Payment),
        .. Inside(record, document, "CreditNotes", "CreditNoteID", "AppliedAmount", SettlementKind.CreditNote),
        .. Inside(record, document, "Prepayments", "PrepaymentID", "AppliedAmount", SettlementKind.Prepayment),
        .. Inside(record, document, "Overpayments", "OverpaymentID", "AppliedAmount", SettlementKind.Overpayment),
    ];

    /// <summary>What a credit note, prepayment or overpayment says has been allocated of it.</summary>
    public static IEnumerable<SettlementClaim> GivenBy(XeroRecord record, SourceDocument document, SettlementKind kind) =>
        from allocation in record.List("Allocations")
        let invoice = allocation.Inner("Invoice")?.Id("InvoiceID")
        let amount = allocation.Amount("Amount") ?? allocation.Amount("AppliedAmount")
        where invoice is not null && amount is not null
        select new SettlementClaim(
            document.Document.Id,
            kind,
            document.Document.Id,
            invoice.Value,
            allocation.Day("Date", "DateString"),
            amount.Value,
            allocation.Flag("IsDeleted") != true,
            document.UpdatedUtc);

    /// <summary>A record of the Payments endpoint.</summary>
    public static SourcePayment Payment(XeroRecord record)
    {
        var id = record.RequiredId("PaymentID");
        var status = (record.Text("Status") ?? "AUTHORISED").ToUpperInvariant();
        var updated = XeroDocuments.Version(record, "UpdatedDateUTC");
        var target = Paid(record);
        return new SourcePayment(
            id,
            updated,
            record.Raw,
            target is null ? null : new SettlementClaim(
                id,
                SettlementKind.Payment,
                id,
                target.Value,
                status == "DELETED" ? record.Day("Date", "DateString") : record.RequiredDay("Date", "DateString"),
                record.Amount("Amount") ?? throw new RejectedRecordException("Amount is missing. Fetch the payment from Xero again with all its fields."),
                status != "DELETED",
                updated));
    }

    private static Guid? Paid(XeroRecord record) =>
        record.Inner("Invoice")?.Id("InvoiceID")
        ?? record.Inner("CreditNote")?.Id("CreditNoteID")
        ?? record.Inner("Prepayment")?.Id("PrepaymentID")
        ?? record.Inner("Overpayment")?.Id("OverpaymentID");

    private static IEnumerable<SettlementClaim> Inside(XeroRecord record, SourceDocument document, string list, string idField, string amountField, SettlementKind kind) =>
        from told in record.List(list)
        let source = told.Id(idField)
        let amount = told.Amount(amountField)
        where source is not null && amount is not null
        select new SettlementClaim(
            document.Document.Id,
            kind,
            source.Value,
            document.Document.Id,
            told.Day("Date", "DateString"),
            amount.Value,
            !string.Equals(told.Text("Status"), "DELETED", StringComparison.OrdinalIgnoreCase),
            document.UpdatedUtc);
}

/// <summary>A record of the Payments endpoint.</summary>
/// <param name="Id">Xero's PaymentID.</param>
/// <param name="UpdatedUtc">Its version.</param>
/// <param name="Raw">The record as it came.</param>
/// <param name="Claim">What it settles; null for what Milestone keeps no document of.</param>
internal sealed record SourcePayment(Guid Id, DateTimeOffset UpdatedUtc, string Raw, SettlementClaim? Claim)
{
    /// <summary>A digest of the record as it came.</summary>
    public byte[] Hash { get; } = SourceDocument.HashOf(Raw);
}
