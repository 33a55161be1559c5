using System.Text.Json;
using Milestone.Host.Demo.Records;

namespace Milestone.Host.Demo.Payloads;

/// <summary>Credit notes, prepayments and overpayments: what is left of them and where the rest went.</summary>
internal static class CreditJson
{
    public static void Write(Utf8JsonWriter json, Document credit, DateTimeOffset updated)
    {
        json.WriteStartObject();
        switch (credit.Kind)
        {
            case RecordKind.CreditNotes:
                json.WriteString("CreditNoteID", credit.Id);
                json.WriteString("CreditNoteNumber", credit.Number);
                break;
            case RecordKind.Prepayments:
                json.WriteString("PrepaymentID", credit.Id);
                break;
            default:
                json.WriteString("OverpaymentID", credit.Id);
                break;
        }

        json.WriteString("ID", credit.Id);
        json.WriteString("Type", credit.Type);
        json.WriteString("Reference", credit.Reference);
        json.WriteNumber("CurrencyRate", credit.Rate);
        json.WriteNumber("RemainingCredit", credit.IsLive ? credit.AmountDue : 0.00m);
        Allocations(json, credit);
        InvoiceJson.Payments(json, credit);
        json.WriteBoolean("HasAttachments", false);
        json.Contact(credit.Contact);
        json.Date("Date", credit.Date);
        json.WriteString("Status", credit.Status);
        json.WriteString("LineAmountTypes", credit.Amounts.ToString());
        json.Lines(credit);
        json.Updated(updated);
        json.WriteString("CurrencyCode", credit.Currency);
        if (credit is { Status: "PAID", Kind: RecordKind.CreditNotes }) json.Date("FullyPaidOnDate", credit.FullyPaidOn, twin: false);
        json.WriteEndObject();
    }

    static void Allocations(Utf8JsonWriter json, Document credit)
    {
        json.WriteStartArray("Allocations");
        foreach (var allocation in credit.Allocations)
        {
            json.WriteStartObject();
            json.WriteString("AllocationID", allocation.Id);
            json.WriteNumber("Amount", allocation.Amount);
            json.Date("Date", allocation.Date, twin: false);
            json.WriteStartObject("Invoice");
            json.WriteString("InvoiceID", allocation.Invoice.Id);
            json.WriteString("InvoiceNumber", allocation.Invoice.Number);
            json.Empty("Payments", "CreditNotes", "Prepayments", "Overpayments");
            json.WriteBoolean("HasErrors", false);
            json.WriteBoolean("IsDiscounted", false);
            json.Empty("LineItems");
            json.WriteEndObject();
            json.WriteBoolean("IsDeleted", false);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
