using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using AngleSharp.Html.Dom;
using Milestone.Host.Tests.Changes;
using Milestone.Host.Tests.Pages;
using Milestone.Host.Tests.Running;
using Xunit;

namespace Milestone.Host.Tests.Reconciliation;

/// <summary>A report is uploaded and compared, and the ledger checked, by pages and API, on the books of <see cref="SmallBooks"/>.</summary>
public sealed class ReconciliationPageTests
{
    // April of the small books, with 10.00 more of materials: sales 1,000.00, materials 510.75, so 489.25 against our 499.25.
    private const string Report = """
        { "Reports": [{ "ReportID": "ProfitAndLoss", "ReportType": "ProfitAndLoss", "ReportTitles": ["Profit & Loss", "Small Books Ltd", "1 April 2026 to 30 April 2026"], "Rows": [
          { "RowType": "Header", "Cells": [{ "Value": "" }, { "Value": "30 Apr 26" }] },
          { "RowType": "Section", "Title": "Income", "Rows": [{ "RowType": "Row", "Cells": [{ "Value": "Sales", "Attributes": [{ "Id": "account", "Value": "c0000000-0000-4000-8000-000000000200" }] }, { "Value": "1000.00" }] }] },
          { "RowType": "Section", "Title": "Less Cost of Sales", "Rows": [{ "RowType": "Row", "Cells": [{ "Value": "Materials", "Attributes": [{ "Id": "account", "Value": "c0000000-0000-4000-8000-000000000310" }] }, { "Value": "510.75" }] }] },
          { "RowType": "Section", "Title": "", "Rows": [{ "RowType": "Row", "Cells": [{ "Value": "Net Profit" }, { "Value": "489.25" }] }] }] }] }
        """;

    [Fact]
    public async Task A_report_is_uploaded_and_compared_account_by_account()
    {
        await using var books = await BooksHost.FreshAsync();
        Assert.Equal("No report of Xero's has been imported yet", (await OpenAsync(books, "reconciliation")).QuerySelector("#empty-title")!.TextContent);
        using var uploaded = await UploadAsync(books, Report);
        Assert.Equal(HttpStatusCode.Redirect, uploaded.StatusCode);
        var page = await OpenAsync(books, uploaded.Headers.Location!.OriginalString.Split("milestone-app/")[1]);

        var materials = page.QuerySelector($"#c1-{SmallBooks.Materials}")!;
        Assert.Equal(["Materials", "500.75", "510.75", "(10.00)", "–", "(10.00)", "not explained"], materials.Children.Select(BrowsedBooks.Seen));
        Assert.StartsWith($"statement/postings?account={SmallBooks.Materials}", materials.QuerySelector("a")!.GetAttribute("href")!, StringComparison.Ordinal);
        Assert.Contains("changed", page.QuerySelector(".pack-note")!.ClassList);
        var (_, answer) = await books.GetAsync("/reconciliation");
        Assert.Equal((false, false, 499.25m, 489.25m), ((bool)answer["agrees"]!, (bool)answer["explained"]!, (decimal)answer["columns"]![0]!["ours"]!, (decimal)answer["columns"]![0]!["xeroStates"]!));
        var csv = await books.Client.GetStringAsync(new Uri("/milestone-app/api/v1/reconciliation.csv?differences=only", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Contains("Materials,500.75,510.75,-10.00,0.00,-10.00,not explained", csv, StringComparison.Ordinal);
        Assert.DoesNotContain("\r\nSales,", csv, StringComparison.Ordinal);

        // Imported again it is the same report, and nothing is there twice.
        using var again = await UploadAsync(books, Report);
        Assert.Equal(HttpStatusCode.Redirect, again.StatusCode);
        Assert.Single((await books.GetAsync("/reconciliation/reports")).Body["reports"]!.AsArray());
    }

    [Theory]
    [InlineData("", "There is no file, or it is empty.")]
    [InlineData("not json", "It is not JSON.")]
    [InlineData("""{ "Invoices": [] }""", "There is no report in it.")]
    [InlineData("""{ "Reports": [{}, {}] }""", "There are 2 reports in it.")]
    [InlineData("""{ "Reports": [{ "ReportType": "BalanceSheet", "Rows": [] }] }""", "BalanceSheet")]
    public async Task A_file_that_is_no_such_report_is_refused_with_the_remedy(string content, string why)
    {
        await using var books = await BooksHost.FreshAsync();
        using var refused = await UploadAsync(books, content);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        var page = await SentForm.PageAsync(refused);
        Assert.Contains(why, page.QuerySelector("#report-error")!.TextContent, StringComparison.Ordinal);
        Assert.Empty((await books.GetAsync("/reconciliation/reports")).Body["reports"]!.AsArray());
    }

    [Fact]
    public async Task The_ledger_is_checked_in_the_background_and_its_last_result_stays()
    {
        await using var books = await BooksHost.FreshAsync();
        Assert.Equal("none", (string)(await books.GetAsync("/ledger-check")).Body["state"]!);
        using var started = await SentForm.SendAsync(books, "reconciliation/check", []);
        Assert.Equal(HttpStatusCode.Redirect, started.StatusCode);
        var end = await EndAsync(books);

        // Four documents and five lines; two bases, but nothing is paid, so five postings.
        Assert.Equal(("finished", 4, 4, true, 5), ((string)end["state"]!, (int)end["documents"]!, (int)end["total"]!, (bool)end["clean"]!, (int)end["postings"]!));
        Assert.NotNull(end["finishedAt"]);
        var page = await OpenAsync(books, "reconciliation/check");
        Assert.Contains("The ledger is what the documents say.", page.QuerySelector(".ledger-check")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("The ledger is what the documents say.", (await OpenAsync(books, "reconciliation")).QuerySelector(".ledger-check")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_ledger_that_was_tampered_with_is_found_out_and_what_differs_is_named()
    {
        await using var books = await BooksHost.FreshAsync();
        await using (var connection = new Npgsql.NpgsqlConnection(books.ConnectionString))
        {
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            await using var command = new Npgsql.NpgsqlCommand("UPDATE milestone.account_total SET amount = amount + 1", connection);
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        using var started = await books.Client.PostAsync(new Uri("/milestone-app/api/v1/ledger-check", UriKind.Relative), null, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Accepted, started.StatusCode);
        var end = await EndAsync(books);
        Assert.False((bool)end["clean"]!);
        Assert.NotEmpty(end["differences"]!.AsArray());
        Assert.NotEmpty((await OpenAsync(books, "reconciliation/check")).QuerySelectorAll(".check-list li"));
    }

    private static async Task<JsonNode> EndAsync(BooksHost books)
    {
        for (var ask = 0; ask < 200; ask++)
        {
            var (_, state) = await books.GetAsync("/ledger-check");
            if ((string)state["state"]! != "running")
                return state;
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        throw new TimeoutException("The check has not ended.");
    }

    private static Task<HttpResponseMessage> UploadAsync(BooksHost books, string content) =>
        SentForm.SendAsync(books, "reconciliation/import", [], ("report", "report.json", Encoding.UTF8.GetBytes(content)));

    private static async Task<IHtmlDocument> OpenAsync(BooksHost books, string address)
    {
        using var answer = await books.Client.GetAsync(new Uri(BrowsedBooks.Base + address, UriKind.Relative), TestContext.Current.CancellationToken);
        var page = await SentForm.PageAsync(answer);
        Assert.True(answer.IsSuccessStatusCode, page.Body!.TextContent);
        return page;
    }
}
