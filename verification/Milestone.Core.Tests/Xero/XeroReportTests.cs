using System.Text.Json;
using System.Text.Json.Nodes;
using Milestone.Core.Tests.Reconciliation;
using Milestone.Core.Values;
using Milestone.Core.Xero;
using Milestone.Testing.Books;
using Xunit;

namespace Milestone.Core.Tests.Xero;

/// <summary>Xero's profit and loss report in the shapes that its API and its libraries answer it in.</summary>
public sealed class XeroReportTests
{
    private static readonly (string?, string?, string, decimal[])[] Rows =
        [("Income", "200", "Sales", [1000m]), ("Income", null, "Total Income", [1000m]), ("", null, "Net Profit", [1000m])];

    [Theory]
    [InlineData("1 April 2026 to 30 April 2026", "2026-04-01..2026-04-30")]
    [InlineData("1 Apr 2026 to 30 Apr 2026", "2026-04-01..2026-04-30")]
    [InlineData("1 April to 30 April 2026", "2026-04-01..2026-04-30")]
    [InlineData("For the month ended 31 October 2026", "2026-10-01..2026-10-31")]
    [InlineData("For the 7 months ended 31 October 2026", "2026-04-01..2026-10-31")]
    [InlineData("For the quarter ended 30 June 2026", "2026-04-01..2026-06-30")]
    [InlineData("For the year ended 31 March 2027", "2026-04-01..2027-03-31")]
    [InlineData("For the year ended 5 April 2027", "2026-04-06..2027-04-05")]
    [InlineData("October 2026", "2026-10-01..2026-10-31")]
    [InlineData("April 2026 to October 2026", "2026-04-01..2026-10-31")]
    [InlineData("31 April 2026 to 30 May 2026", null)]
    [InlineData("30 April 2026 to 1 April 2026", null)]
    [InlineData("A tiny builder", null)]
    public void The_days_of_a_report_are_those_of_its_titles(string title, string? days) => Assert.Equal(days, Read(ReportJson.Report(title, ["30 Apr 26"], Rows)).Period?.ToString());

    [Theory]
    [InlineData("1 April 2026 to 30 June 2026", "30 Jun 26|31 May 26|30 Apr 26", "2026-06-01..2026-06-30|2026-05-01..2026-05-31|2026-04-01..2026-04-30")]
    [InlineData("1 June 2026 to 30 June 2026", "Jun 2026|May 2026", "2026-06-01..2026-06-30|2026-05-01..2026-05-31")]
    [InlineData("1 April 2026 to 30 June 2026", "Jun-26|Mar-26", "2026-04-01..2026-06-30|2026-01-01..2026-03-31")]
    [InlineData("For the year ended 31 March 2027", "31 Mar 27|31 Mar 26", "2026-04-01..2027-03-31|2025-04-01..2026-03-31")]
    [InlineData("1 April 2026 to 30 April 2026", "Alpha|Beta|Unassigned|Total", "-|-|-|2026-04-01..2026-04-30")]
    [InlineData("1 April 2026 to 30 April 2026", "30 Apr 26|YTD", "2026-04-01..2026-04-30|-")]
    [InlineData("1 April 2026 to 30 April 2026", "Amount", "2026-04-01..2026-04-30")]
    [InlineData("nothing said", "Amount", "-")]
    [InlineData("1 April 2026 to 30 June 2026", "30 Jun 26|31 May 26|30 Mar 26", "-|-|-")]
    public void A_column_has_the_days_that_its_heading_ends_and_its_neighbours_begin(string title, string headings, string days)
    {
        var columns = headings.Split('|');
        var report = Read(ReportJson.Report(title, columns, ("Income", "200", "Sales", [.. columns.Select(_ => 1m)])));
        Assert.Equal(days, string.Join('|', report.Amounts.Select(amount => amount.Period?.ToString() ?? "-")));
    }

    [Fact]
    public void A_null_character_in_a_title_is_left_out_as_no_database_holds_one() =>
        Assert.DoesNotContain('\0', Read(ReportJson.Report("1 April 2026 to 30 April\0 2026", ["30 Apr 26"], Rows)).Title);

    [Fact]
    public void Sections_inside_sections_lose_no_account()
    {
        var report = ReportJson.Report("1 April 2026 to 30 April 2026", ["30 Apr 26"], Rows);
        var inner = ReportJson.Report("", ["30 Apr 26"], ("Establishment", "400", "Rent", [70m]))["Rows"]!.AsArray()[1]!.DeepClone();
        report["Rows"]!.AsArray().Add(new JsonObject { ["RowType"] = "Section", ["Title"] = "Less Operating Expenses", ["Rows"] = new JsonArray(inner) });
        report["Rows"]!.AsArray().Add(JsonNode.Parse("""{ "RowType": "Row", "Cells": [{ "Value": "Outside any section" }, { "Value": "1,234.50" }] }"""));

        var amounts = Read(report).Amounts;
        Assert.Contains(amounts, amount => amount is { Section: "Less Operating Expenses - Establishment", Label: "Rent", Amount: 70m } && amount.Account == Book.IdOf("account 400"));
        Assert.Contains(amounts, amount => amount is { Section: "", Label: "Outside any section", Amount: 1234.50m, Account: null });
    }

    [Fact]
    public void A_library_that_writes_names_in_lower_case_is_read_the_same()
    {
        var report = ReportJson.Report("1 April 2026 to 30 April 2026", ["30 Apr 26"], Rows);
        var same = Read(Lower(report).AsObject());
        Assert.Equal(Read(report).Amounts, same.Amounts);
        Assert.Equal(Read(report).Id, same.Id);
    }

    [Theory]
    [InlineData("""{ "ReportTitles": ["Profit & Loss", "Cash Basis", "1 April 2026 to 30 April 2026"] }""", Basis.Cash)]
    [InlineData("""{ "Fields": [{ "FieldID": "ReportBasis", "Value": "Cash" }] }""", Basis.Cash)]
    [InlineData("""{ "Basis": "Cash" }""", Basis.Cash)]
    [InlineData("""{ "ReportTitles": ["Profit & Loss", "Cashmere Builders Ltd", "1 April 2026 to 30 April 2026"] }""", Basis.Accrual)]
    [InlineData("{}", Basis.Accrual)]
    public void The_basis_is_what_the_titles_or_a_field_say_and_never_the_firms_name(string said, Basis basis)
    {
        var report = ReportJson.Report("1 April 2026 to 30 April 2026", ["30 Apr 26"], Rows);
        foreach (var (name, value) in JsonNode.Parse(said)!.AsObject())
            report[name] = value!.DeepClone();
        Assert.Equal(basis, Read(report).Basis);
    }

    [Fact]
    public void Cash_and_accrual_of_the_same_days_are_two_reports()
    {
        var (accrual, cash) = (ReportJson.Report("1 April 2026 to 30 April 2026", ["30 Apr 26"], Rows), ReportJson.Report("1 April 2026 to 30 April 2026", ["30 Apr 26"], Rows));
        cash["Basis"] = "Cash";
        Assert.NotEqual(Read(accrual).Id, Read(cash).Id);
    }

    [Fact]
    public void Another_report_of_Xeros_is_refused_by_name()
    {
        var report = ReportJson.Report("As at 30 April 2026", ["30 Apr 26"], Rows);
        report["ReportType"] = "BalanceSheet";
        Assert.Contains("BalanceSheet", Assert.Throws<RejectedRecordException>(() => Read(report)).Message, StringComparison.Ordinal);
    }

    private static SourceReport Read(JsonObject report) => XeroReport.Read(new XeroRecord(JsonDocument.Parse(report.ToJsonString()).RootElement));

    private static JsonNode Lower(JsonNode node) => node switch
    {
        JsonObject json => new JsonObject(json.Select(property => KeyValuePair.Create(char.ToLowerInvariant(property.Key[0]) + property.Key[1..], (JsonNode?)Lower(property.Value!)))),
        JsonArray array => new JsonArray([.. array.Select(element => Lower(element!))]),
        _ => node.DeepClone(),
    };
}
