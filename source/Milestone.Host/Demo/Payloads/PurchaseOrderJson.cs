using System.Text.Json;
using Milestone.Host.Demo.Records;

namespace Milestone.Host.Demo.Payloads;

internal static class PurchaseOrderJson
{
    public static void Write(Utf8JsonWriter json, Document order, DateTimeOffset updated)
    {
        json.WriteStartObject();
        json.WriteString("PurchaseOrderID", order.Id);
        json.WriteString("PurchaseOrderNumber", order.Number);
        json.Date("Date", order.Date);
        json.Date("DeliveryDate", order.DueDate!.Value);
        json.WriteString("Reference", order.Reference);
        json.WriteBoolean("HasErrors", false);
        json.WriteBoolean("IsDiscounted", false);
        json.WriteString("Type", order.Type);
        json.WriteNumber("CurrencyRate", order.Rate);
        json.WriteString("CurrencyCode", order.Currency);
        json.Contact(order.Contact);
        json.WriteString("Status", order.Status);
        json.WriteString("LineAmountTypes", order.Amounts.ToString());
        json.Lines(order);
        json.Updated(updated, twin: false);
        json.WriteBoolean("HasAttachments", false);
        json.WriteEndObject();
    }
}
