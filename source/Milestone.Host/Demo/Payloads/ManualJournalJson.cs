using System.Text.Json;
using Milestone.Host.Demo.Records;

namespace Milestone.Host.Demo.Payloads;

/// <summary>Manual journals: no number, no currency, no text twin of the date, and lines without ids.</summary>
internal static class ManualJournalJson
{
    public static void Write(Utf8JsonWriter json, Document journal, DateTimeOffset updated)
    {
        json.WriteStartObject();
        json.Date("Date", journal.Date, twin: false);
        json.WriteString("Status", journal.Status);
        json.WriteString("LineAmountTypes", journal.Amounts.ToString());
        json.Updated(updated, twin: false);
        json.WriteString("ManualJournalID", journal.Id);
        json.WriteString("Narration", journal.Reference);
        json.WriteStartArray("JournalLines");
        foreach (var line in journal.Lines)
        {
            json.WriteStartObject();
            json.WriteString("Description", line.Description);
            json.WriteString("TaxType", "NONE");
            json.WriteNumber("TaxAmount", 0.00m);
            json.WriteNumber("LineAmount", line.Amount);
            LineJson.Account(json, line.Account!);
            LineJson.Tracking(json, line);
            json.WriteBoolean("IsBlank", false);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteBoolean("ShowOnCashBasisReports", journal.ShowOnCashBasis);
        json.WriteBoolean("HasAttachments", false);
        json.WriteEndObject();
    }
}
