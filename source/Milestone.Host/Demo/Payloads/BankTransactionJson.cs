using System.Text.Json;
using Milestone.Host.Demo.Records;

namespace Milestone.Host.Demo.Payloads;

/// <summary>Spend money, receive money and transfers. In the base currency Xero writes no rate.</summary>
internal static class BankTransactionJson
{
    public static void Write(Utf8JsonWriter json, Document document, DateTimeOffset updated)
    {
        json.WriteStartObject();
        json.WriteString("BankTransactionID", document.Id);
        json.WriteStartObject("BankAccount");
        json.WriteString("AccountID", document.Bank!.Id);
        if (document.Bank.Code.Length > 0) json.WriteString("Code", document.Bank.Code);
        json.WriteString("Name", document.Bank.Name);
        json.WriteEndObject();
        json.WriteString("Type", document.Type);
        json.WriteString("Reference", document.Reference);
        json.WriteBoolean("IsReconciled", document.Status == "AUTHORISED");
        if (document.Credit is { } credit)
            json.WriteString(document.Type.EndsWith("PREPAYMENT", StringComparison.Ordinal) ? "PrepaymentID" : "OverpaymentID", NamedGuid.Of(credit));
        json.WriteBoolean("HasAttachments", false);
        json.Contact(document.Contact);
        json.Date("Date", document.Date);
        json.WriteString("Status", document.Status);
        json.WriteString("LineAmountTypes", document.Amounts.ToString());
        json.Lines(document);
        json.Updated(updated, twin: false);
        json.WriteString("CurrencyCode", document.Currency);
        json.WriteEndObject();
    }
}
