using System.Globalization;
using System.Text.Json.Nodes;
using Milestone.Core.Xero;
using Milestone.Testing.Books;

namespace Milestone.Core.Tests.Reconciliation;

/// <summary>A profit and loss report as Xero's API answers it. Rows: a section's title alone, an account's code, name and figures, or a sum's name and figures.</summary>
internal static class ReportJson
{
    public static XeroPayload Of(string days, string[] headings, params (string? Section, string? Code, string Label, decimal[] Amounts)[] rows) =>
        new("Reports.json", System.Text.Encoding.UTF8.GetBytes(Envelope(Report(days, headings, rows)).ToJsonString()));

    public static JsonObject Envelope(JsonObject report) => new() { ["Id"] = Guid.NewGuid().ToString(), ["Status"] = "OK", ["Reports"] = new JsonArray(report) };

    public static JsonObject Report(string days, string[] headings, params (string? Section, string? Code, string Label, decimal[] Amounts)[] rows)
    {
        var all = new JsonArray(new JsonObject { ["RowType"] = "Header", ["Cells"] = new JsonArray([Cell("", null), .. headings.Select(heading => Cell(heading, null))]) });
        foreach (var section in rows.GroupBy(row => row.Section ?? ""))
        {
            all.Add(new JsonObject
            {
                ["RowType"] = "Section",
                ["Title"] = section.Key,
                ["Rows"] = new JsonArray([.. section.Select(row => new JsonObject
                {
                    ["RowType"] = row.Code is null ? "SummaryRow" : "Row",
                    ["Cells"] = new JsonArray([Cell(row.Label, row.Code), .. row.Amounts.Select(amount => Cell(amount.ToString("0.00", CultureInfo.InvariantCulture), row.Code))]),
                })]),
            });
        }

        return new JsonObject
        {
            ["ReportID"] = "ProfitAndLoss",
            ["ReportName"] = "Profit and Loss",
            ["ReportType"] = "ProfitAndLoss",
            ["ReportTitles"] = new JsonArray("Profit & Loss", "A tiny builder", days),
            ["ReportDate"] = "23 November 2026",
            ["Rows"] = all,
        };
    }

    private static JsonObject Cell(string value, string? code)
    {
        var cell = new JsonObject { ["Value"] = value };
        if (code is not null)
            cell["Attributes"] = new JsonArray(new JsonObject { ["Value"] = Book.IdOf($"account {code}").ToString(), ["Id"] = "account" });
        return cell;
    }
}
