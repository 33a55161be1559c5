using System.Globalization;
using System.Text.Json;
using Milestone.Host.Demo.Firm;
using Milestone.Host.Demo.Payloads;

namespace Milestone.Host.Demo.Reports;

/// <summary>Reports/ProfitAndLoss for one month, in the shape of Xero's older report.</summary>
internal static class ProfitAndLossPayload
{
    public static DemoPayload Of(ProfitAndLossFold fold, DateTimeOffset at)
    {
        var last = DemoCalendar.MonthEnd(fold.Month);
        using var envelope = new Envelope(Text($"ReportProfitAndLoss.{fold.Month:yyyy-MM}.json"), "Reports", at);
        var json = envelope.Json;
        json.WriteStartObject();
        json.WriteString("ReportID", "ProfitAndLoss");
        json.WriteString("ReportName", "Profit and Loss");
        json.WriteString("ReportType", "ProfitAndLoss");
        json.WriteStartArray("ReportTitles");
        json.WriteStringValue("Profit & Loss");
        json.WriteStringValue(Company.Name);
        json.WriteStringValue(Text($"{fold.Month:d MMMM yyyy} to {last:d MMMM yyyy}"));
        json.WriteEndArray();
        json.WriteString("ReportDate", Text($"{at:d MMMM yyyy}"));
        json.WriteString("UpdatedDateUTC", $"/Date({XeroJson.Milliseconds(at)})/");
        json.Empty("Fields");
        json.WriteStartArray("Rows");
        Header(json, Text($"{last:dd MMM yy}"));

        var income = Section(json, fold, "Income", "Total Income", 1, "SALES", "REVENUE");
        var cost = Section(json, fold, "Less Cost of Sales", "Total Cost of Sales", -1, "DIRECTCOSTS");
        Profit(json, "Gross Profit", income - cost);
        var other = Section(json, fold, "Plus Other Income", "Total Other Income", 1, "OTHERINCOME");
        var overheads = Section(json, fold, "Less Operating Expenses", "Total Operating Expenses", -1, "EXPENSE", "OVERHEADS", "DEPRECIATN");
        Profit(json, "Net Profit", income - cost + other - overheads);

        json.WriteEndArray();
        json.WriteEndObject();
        return envelope.Close();
    }

    static void Header(Utf8JsonWriter json, string column)
    {
        json.WriteStartObject();
        json.WriteString("RowType", "Header");
        Cells(json, null, "", column);
        json.WriteEndObject();
    }

    /// <returns>The section's total as shown.</returns>
    static decimal Section(Utf8JsonWriter json, ProfitAndLossFold fold, string title, string totalTitle, int sign, params string[] types)
    {
        var rows = fold.Effects
            .Where(e => types.Contains(e.Key.Type) && e.Value != 0m)
            .OrderBy(e => e.Key.Name, StringComparer.Ordinal)
            .Select(e => (Account: e.Key, Amount: sign * e.Value))
            .ToList();
        var total = rows.Sum(r => r.Amount);
        if (rows.Count == 0) return total;
        json.WriteStartObject();
        json.WriteString("RowType", "Section");
        json.WriteString("Title", title);
        json.WriteStartArray("Rows");
        foreach (var (account, amount) in rows) Row(json, "Row", account, account.Name, amount);
        Row(json, "SummaryRow", null, totalTitle, total);
        json.WriteEndArray();
        json.WriteEndObject();
        return total;
    }

    static void Profit(Utf8JsonWriter json, string name, decimal amount)
    {
        json.WriteStartObject();
        json.WriteString("RowType", "Section");
        json.WriteString("Title", "");
        json.WriteStartArray("Rows");
        Row(json, "Row", null, name, amount);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    static void Row(Utf8JsonWriter json, string type, Account? account, string name, decimal amount)
    {
        json.WriteStartObject();
        json.WriteString("RowType", type);
        Cells(json, account, name, amount.ToString("0.00", CultureInfo.InvariantCulture));
        json.WriteEndObject();
    }

    static void Cells(Utf8JsonWriter json, Account? account, params ReadOnlySpan<string> values)
    {
        json.WriteStartArray("Cells");
        foreach (var value in values)
        {
            json.WriteStartObject();
            json.WriteString("Value", value);
            if (account is not null)
            {
                json.WriteStartArray("Attributes");
                json.WriteStartObject();
                json.WriteString("Value", account.Id);
                json.WriteString("Id", "account");
                json.WriteEndObject();
                json.WriteEndArray();
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
