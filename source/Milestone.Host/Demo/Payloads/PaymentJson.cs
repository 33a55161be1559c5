using System.Text.Json;
using Milestone.Host.Demo.Firm;
using Milestone.Host.Demo.Records;

namespace Milestone.Host.Demo.Payloads;

/// <summary>
/// Payments as their own endpoint shows them. Foreign bills are paid at the bill's own rate (the firm buys its
/// currency forward), so no realised currency difference arises that the documents could not explain.
/// </summary>
internal static class PaymentJson
{
    public static void Write(Utf8JsonWriter json, PaymentEntry entry, DateTimeOffset updated)
    {
        var (payment, of) = (entry.Payment, entry.Of);
        json.WriteStartObject();
        json.WriteString("PaymentID", payment.Id);
        json.Date("Date", payment.Date, twin: false);
        json.WriteNumber("BankAmount", Money.Pence(payment.Amount / of.Rate));
        json.WriteNumber("Amount", payment.Amount);
        json.WriteString("Reference", "");
        json.WriteNumber("CurrencyRate", of.Rate);
        json.WriteString("PaymentType", of.Type switch
        {
            "ACCREC" => "ACCRECPAYMENT",
            "ACCPAY" => "ACCPAYPAYMENT",
            "ACCRECCREDIT" => "ARCREDITPAYMENT",
            _ => "APCREDITPAYMENT",
        });
        json.WriteString("Status", entry.Status);
        json.Updated(updated);
        json.WriteBoolean("HasAccount", true);
        json.WriteBoolean("IsReconciled", entry.Status == "AUTHORISED");
        json.WriteStartObject("Account");
        json.WriteString("AccountID", ChartOfAccounts.Bank.Id);
        json.WriteString("Code", ChartOfAccounts.Bank.Code);
        json.WriteEndObject();
        // The refund of a credit note names it under Invoice too; its Type tells (Xero's published example).
        json.WriteStartObject("Invoice");
        json.WriteString("Type", of.Type);
        json.WriteString("InvoiceID", of.Id);
        json.WriteString("InvoiceNumber", of.Number);
        json.Empty("Payments", "CreditNotes", "Prepayments", "Overpayments");
        json.WriteBoolean("HasErrors", false);
        json.WriteBoolean("IsDiscounted", false);
        json.Contact(of.Contact);
        json.Empty("LineItems");
        json.WriteString("CurrencyCode", of.Currency);
        json.WriteEndObject();
        json.WriteBoolean("HasValidationErrors", false);
        json.WriteEndObject();
    }
}
