using System.Text.Json;
using Milestone.Host.Demo.Records;

namespace Milestone.Host.Demo.Payloads;

/// <summary>Sales invoices and bills, with the payments and credits nested in them.</summary>
internal static class InvoiceJson
{
    public static void Write(Utf8JsonWriter json, Document invoice, DateTimeOffset updated)
    {
        // A voided or deleted invoice keeps its total and has nothing due.
        var dead = invoice.Status is "VOIDED" or "DELETED";
        json.WriteStartObject();
        json.WriteString("Type", invoice.Type);
        json.WriteString("InvoiceID", invoice.Id);
        json.WriteString("InvoiceNumber", invoice.Number);
        json.WriteString("Reference", invoice.Reference);
        Payments(json, invoice);
        Credits(json, "CreditNotes", RecordCreditNote, invoice);
        Credits(json, "Prepayments", "PREPAYMENT", invoice);
        Credits(json, "Overpayments", "OVERPAYMENT", invoice);
        json.WriteNumber("AmountDue", dead ? 0.00m : invoice.AmountDue);
        json.WriteNumber("AmountPaid", invoice.AmountPaid);
        json.WriteNumber("AmountCredited", invoice.AmountCredited);
        if (invoice.CisPercent is { } percent)
        {
            json.WriteNumber("CISDeduction", invoice.CisDeduction);
            json.WriteNumber("CISRate", percent);
        }

        if (invoice.Type == "ACCREC") json.WriteBoolean("SentToContact", invoice.IsLive);
        json.WriteNumber("CurrencyRate", invoice.Rate);
        json.WriteBoolean("IsDiscounted", false);
        json.WriteBoolean("HasAttachments", false);
        json.WriteBoolean("HasErrors", false);
        json.Contact(invoice.Contact);
        json.Date("Date", invoice.Date);
        if (invoice.DueDate is { } due) json.Date("DueDate", due);
        json.WriteString("Status", invoice.Status);
        json.WriteString("LineAmountTypes", invoice.Amounts.ToString());
        json.Lines(invoice);
        json.Updated(updated);
        json.WriteString("CurrencyCode", invoice.Currency);
        if (invoice.Status == "PAID") json.Date("FullyPaidOnDate", invoice.FullyPaidOn, twin: false);
        json.WriteEndObject();
    }

    const string RecordCreditNote = "CREDIT";

    public static void Payments(Utf8JsonWriter json, Document document)
    {
        json.WriteStartArray("Payments");
        foreach (var payment in document.Payments)
        {
            json.WriteStartObject();
            json.WriteString("PaymentID", payment.Id);
            json.Date("Date", payment.Date, twin: false);
            json.WriteNumber("Amount", payment.Amount);
            json.WriteNumber("CurrencyRate", document.Rate);
            json.WriteBoolean("HasAccount", false);
            json.WriteBoolean("HasValidationErrors", false);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    static void Credits(Utf8JsonWriter json, string list, string type, Document invoice)
    {
        var id = $"{list[..^1]}ID";
        json.WriteStartArray(list);
        foreach (var allocation in invoice.Allocations.Where(a => a.Credit.Type.EndsWith(type, StringComparison.Ordinal)))
        {
            var credit = allocation.Credit;
            json.WriteStartObject();
            json.WriteString(id, credit.Id);
            if (type == RecordCreditNote) json.WriteString("CreditNoteNumber", credit.Number);
            json.WriteString("ID", credit.Id);
            json.WriteBoolean("HasErrors", false);
            json.WriteNumber("AppliedAmount", allocation.Amount);
            // The day it was applied.
            json.Date("Date", allocation.Date);
            json.Empty("LineItems");
            json.WriteNumber("Total", credit.Total);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
