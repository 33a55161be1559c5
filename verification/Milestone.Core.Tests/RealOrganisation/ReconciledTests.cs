using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Milestone.Core.Reconciliation;
using Milestone.Core.Xero;
using Milestone.Testing.Books;
using Milestone.Testing.Postgres;
using Xunit;

namespace Milestone.Core.Tests.RealOrganisation;

/// <summary>
/// The real organisation has no report of Xero's among its files, so one is written from its journals, which is what Xero reports from. Its documents are
/// invoices and bills only; its journals are kept beside them and say where the rest comes from.
/// </summary>
public sealed class ReconciledTests(TemporaryDatabase database) : IClassFixture<TemporaryDatabase>
{
    [Fact]
    public async Task Every_penny_between_the_documents_and_the_report_of_the_journals_has_a_named_cause()
    {
        var payloads = RealData.Payloads();
        var books = await ImportedBooks.NewAsync(database);
        await books.ImportAsync(payloads);
        await books.ImportAsync([ReportOfJournals(payloads)]);
        var reader = new ReconciliationReader(database.Database);
        var report = Assert.Single(await reader.ReportsAsync(books.Organisation, TestContext.Current.CancellationToken));
        var found = (await reader.ReadAsync(books.Organisation, report.Id, "a test", TestContext.Current.CancellationToken))!;

        Assert.Equal(17, found.Columns.Count); // of eighteen months, the first has no journal
        Assert.Equal((520_928.70m, 502_151.89m), (found.Columns.Sum(column => column.Ours), found.Columns.Sum(column => column.Xeros)));
        Assert.True(found.IsExplained, string.Join("; ", found.Columns.SelectMany(column => column.Accounts.Where(account => account.NotExplained != 0).Select(account => $"{column.Label} {account.Code} {account.NotExplained}"))));
        var causes = found.Columns.SelectMany(column => column.Accounts).SelectMany(account => account.Causes).ToList();
        Assert.Contains(causes, cause => cause.Kind == DifferenceKind.CurrencyGains);
        Assert.Contains(causes, cause => cause.Kind == DifferenceKind.NotImported);
        Assert.DoesNotContain(causes, cause => cause.Kind is DifferenceKind.ChangedSince or DifferenceKind.Waiting);
    }

    // From the answers, which were computed independently of this project: month, account, effect on profit.
    private static XeroPayload ReportOfJournals(IReadOnlyList<XeroPayload> payloads)
    {
        var accounts = payloads.Where(payload => payload.Name == "Accounts.json").SelectMany(payload => JsonNode.Parse(payload.Json.Span)!["Accounts"]!.AsArray())
            .Where(account => account!["Code"] is not null)
            .ToDictionary(account => (string)account!["Code"]!, account => (Id: (string)account!["AccountID"]!, Name: (string)account["Name"]!, Class: (string?)account["Class"]));
        var rows = RealData.Expected("journals-month-account.csv");
        var months = rows.Select(row => row["date_month"][..7]).Distinct().Order(StringComparer.Ordinal).ToList();
        var cells = rows.GroupBy(row => row["account_code"]).Select(account =>
        {
            var (id, name, kind) = accounts[account.Key];
            return new JsonObject
            {
                ["RowType"] = "Section",
                ["Title"] = kind == "REVENUE" ? "Income" : "Less Operating Expenses",
                ["Rows"] = new JsonArray(new JsonObject
                {
                    ["RowType"] = "Row",
                    ["Cells"] = new JsonArray([
                        Cell(name, id),
                        .. months.Select(month => Cell(
                            (account.Where(row => row["date_month"][..7] == month).Sum(row => RealData.Amount(row["net_amount"])) * (kind == "REVENUE" ? 1 : -1)).ToString("0.00", CultureInfo.InvariantCulture), id)),
                    ]),
                }),
            };
        });
        var report = new JsonObject
        {
            ["ReportID"] = "ProfitAndLoss",
            ["ReportType"] = "ProfitAndLoss",
            ["ReportTitles"] = new JsonArray("Profit & Loss", "A real organisation", "1 October 2019 to 31 March 2021"),
            ["Rows"] = new JsonArray([
                new JsonObject
                {
                    ["RowType"] = "Header",
                    ["Cells"] = new JsonArray([Cell("", null), .. months.Select(month => Cell(DateOnly.ParseExact(month, "yyyy-MM", CultureInfo.InvariantCulture).ToString("MMM yyyy", CultureInfo.InvariantCulture), null))]),
                },
                .. cells,
            ]),
        };
        return new XeroPayload("Reports.json", Encoding.UTF8.GetBytes(new JsonObject { ["Reports"] = new JsonArray(report) }.ToJsonString()));
    }

    private static JsonObject Cell(string value, string? account) => account is null
        ? new JsonObject { ["Value"] = value }
        : new JsonObject { ["Value"] = value, ["Attributes"] = new JsonArray(new JsonObject { ["Value"] = account, ["Id"] = "account" }) };
}
