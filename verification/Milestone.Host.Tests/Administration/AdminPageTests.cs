using System.Net;
using AngleSharp.Html.Dom;
using Milestone.Host.Tests.Changes;
using Milestone.Host.Tests.Pages;
using Milestone.Host.Tests.Running;
using Npgsql;
using Xunit;

namespace Milestone.Host.Tests.Administration;

/// <summary>What an administrator sees and does, as a browser without script does it, on the books of <see cref="SmallBooks"/>.</summary>
public sealed class AdminPageTests
{
    private const string Bill = """
        {"InvoiceID":"d0000000-0000-4000-8000-000000000009","Type":"ACCPAY","Status":"AUTHORISED","InvoiceNumber":"B-9","DateString":"2026-06-01T00:00:00","LineAmountTypes":"Exclusive","CurrencyCode":"GBP","SubTotal":10.00,"TotalTax":0.00,"Total":10.00,"UpdatedDateUTC":"/Date(1780300000000+0000)/","LineItems":[{"LineItemID":"f0000000-0000-4000-8000-000000000009","Description":"Tape","AccountCode":"310","LineAmount":10.00,"TaxAmount":0.00,"Tracking":[]}]}
        """;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_overview_counts_and_lists_imports_and_what_happened()
    {
        await using var books = await BooksHost.FreshAsync();
        var page = await OpenAsync(books, "admin");
        var counts = page.QuerySelectorAll("dl.pairs dt").Zip(page.QuerySelectorAll("dl.pairs dd"), (name, count) => $"{name.TextContent} {count.TextContent}");
        // By hand: five lines in four documents, none of them paid, so none is posted on cash basis; four kinds of payload, a batch each.
        Assert.Equal(["Projects 2", "Users 0", "Documents 4", "Postings 5", "Batches 4", "Imports 1", "Rejected records 0", "Working tokens 1"], counts.Take(8));
        Assert.Matches("^Database [0-9]+[.][0-9] MB$", counts.Last());
        Assert.Contains("API", page.QuerySelector("section[aria-labelledby=runs]")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("batch", page.QuerySelector("section[aria-labelledby=activity]")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_is_made_shown_once_works_and_is_revoked_all_in_the_audit_log()
    {
        await using var books = await BooksHost.FreshAsync();
        var refused = await SendAsync(books, "admin/tokens", "A new token", new() { ["label"] = "", ["expires"] = "2020-01-01" });
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.NotNull(refused.Page.QuerySelector("#label-error"));
        using var odd = new StringContent("{\"label\":\"a\\u0000b\"}", System.Text.Encoding.UTF8, "application/json");
        using (var answer = await books.Client.PostAsync(new Uri("/milestone-app/api/v1/admin/tokens", UriKind.Relative), odd, Stop))
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);

        var made = await SendAsync(books, "admin/tokens", "A new token", new() { ["label"] = "n8n" });
        Assert.Equal(HttpStatusCode.OK, made.Status);
        var text = made.Page.QuerySelector("section[aria-labelledby=made] code")!.TextContent;
        Assert.StartsWith("mst_", text, StringComparison.Ordinal);
        Assert.DoesNotContain(text, (await OpenAsync(books, "admin/tokens")).DocumentElement.OuterHtml, StringComparison.Ordinal);
        using (var taken = await books.PostAsync(SmallBooks.OneMoreBill, text))
            Assert.Equal(HttpStatusCode.OK, taken.StatusCode);

        var id = ((IHtmlButtonElement)(await OpenAsync(books, "admin/tokens")).QuerySelector("section[aria-label=n8n] button[name=token]")!).Value;
        Assert.Equal(HttpStatusCode.Redirect, (await SendAsync(books, "admin/tokens", "The tokens there are", new() { ["token"] = id })).Status);
        using (var taken = await books.PostAsync(SmallBooks.OneMoreBill, text))
            Assert.Equal(HttpStatusCode.Unauthorized, taken.StatusCode);

        var entries = (await books.GetAsync("/admin/audit?entity=ingest_token&actor=a%20reader%20at%20this%20machine")).Body["entries"]!.AsArray();
        Assert.Equal(["update", "insert"], entries.Select(entry => (string)entry!["action"]!));
        Assert.Equal(["revoked_at"], entries[0]!["changes"]!.AsArray().Select(change => (string)change!["field"]!));
        Assert.DoesNotContain(text, entries.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tokens_first_use_of_a_day_is_in_the_log_and_an_expired_token_does_not_count_as_working()
    {
        await using var books = await BooksHost.FreshAsync();
        for (var time = 0; time < 3; time++)
            (await books.PostAsync(SmallBooks.OneMoreBill, books.Token)).Dispose();
        var used = (await books.GetAsync("/admin/audit?action=token-used")).Body["entries"]!.AsArray();
        Assert.Equal("ingest_token", (string)Assert.Single(used)!["entity"]!);

        await using var owner = NpgsqlDataSource.Create(books.ConnectionString);
        await using (var expire = owner.CreateCommand("UPDATE milestone.ingest_token SET expires_at = now() - interval '1 minute'"))
            await expire.ExecuteNonQueryAsync(Stop);
        Assert.Contains("Working tokens0", (await OpenAsync(books, "admin")).QuerySelector("dl.pairs")!.TextContent.Replace("\n", "", StringComparison.Ordinal).Replace(" tokens ", " tokens", StringComparison.Ordinal).Replace("  ", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_owner_looks_at_the_installations_own_log_too_and_verifies_either()
    {
        await using var books = await BooksHost.FreshAsync();
        var first = await SendAsync(books, "admin/audit?chain=installation", "Verify the chain", []);
        Assert.Equal(HttpStatusCode.OK, first.Status);
        Assert.Equal("Every row is what was written", first.Page.QuerySelector("#verified")!.TextContent);

        var page = await OpenAsync(books, "admin/audit?chain=installation");
        Assert.Equal("The installation", page.QuerySelector(".subtitle")!.TextContent.Trim());
        Assert.Contains("verify", page.QuerySelector("section[aria-label=Entries]")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("chain=installation", page.QuerySelector(".page-head-end")!.InnerHtml, StringComparison.Ordinal);
        var over = (await books.GetAsync("/admin/audit?chain=installation")).Body["entries"]!.AsArray();
        Assert.Equal("verify", (string)over[0]!["action"]!);
        Assert.DoesNotContain("batch", over.Select(entry => (string)entry!["entity"]!));

        await using (var owner = NpgsqlDataSource.Create(books.ConnectionString))
        await using (var change = owner.CreateCommand("UPDATE milestone.audit_content SET actor = 'nobody' WHERE seq = 2 AND organisation_id <> '00000000-0000-0000-0000-000000000000'"))
            await change.ExecuteNonQueryAsync(Stop);
        var second = await SendAsync(books, "admin/audit", "Verify the chain", []);
        Assert.Equal("The log is not what was written", second.Page.QuerySelector("#verified")!.TextContent);
        Assert.Contains("row 2 says was changed", second.Page.QuerySelector("section[aria-labelledby=verified]")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rejected_record_shows_its_reason_and_is_read_again()
    {
        await using var books = await BooksHost.FreshAsync();
        var imported = await books.ImportAsync("""{ "Invoices": [{ "InvoiceID": "d0000000-0000-4000-8000-00000000000a", "Type": "ACCPAY" }] }""");
        Assert.Equal(1, (int)imported["rejected"]!);
        var page = await OpenAsync(books, "admin/rejected");
        var reason = page.QuerySelector("main section p")!.TextContent;
        Assert.NotEmpty(reason);

        var again = await SendAsync(books, "admin/rejected", "Rejected records", new() { ["rejected"] = Button(page) });
        Assert.Contains($"rejected again: {reason}", again.Page.QuerySelector("[role=status]")!.TextContent, StringComparison.Ordinal);
        Assert.Single(again.Page.QuerySelectorAll("button[name=rejected]"));

        // Kept by a version that could not read what this one can.
        await SqlAsync(books, $"UPDATE milestone.rejected_record SET raw = '{Bill.Trim()}'");
        var taken = await SendAsync(books, "admin/rejected", "Rejected records", new() { ["rejected"] = Button(again.Page) });
        Assert.Equal(HttpStatusCode.Redirect, taken.Status);
        Assert.Null((await OpenAsync(books, "admin/rejected")).QuerySelector("button[name=rejected]"));
        Assert.Equal(1L, await SqlAsync(books, "SELECT count(*) FROM milestone.document WHERE number = 'B-9'"));
        Assert.Equal(HttpStatusCode.Redirect, taken.Status);
    }

    [Fact]
    public async Task The_audit_log_is_filtered_paged_and_taken_away()
    {
        await using var books = await BooksHost.FreshAsync();
        var all = (await books.GetAsync("/admin/audit?limit=500")).Body["entries"]!.AsArray();
        Assert.True(all.Count >= 3, all.ToJsonString());
        var seen = new List<long>();
        for (var next = ""; next is not null;)
        {
            var page = (await books.GetAsync($"/admin/audit?limit=1{(next.Length > 0 ? "&after=" + next : "")}")).Body;
            seen.AddRange(page["entries"]!.AsArray().Select(entry => (long)entry!["seq"]!));
            next = (string?)page["next"];
        }

        Assert.Equal(all.Select(entry => (long)entry!["seq"]!), seen);
        Assert.Equal(Enumerable.Range(1, all.Count).Reverse().Select(seq => (long)seq), seen);
        Assert.Single((await books.GetAsync("/admin/audit?action=insert&entity=organisation")).Body["entries"]!.AsArray());
        Assert.Empty((await books.GetAsync("/admin/audit?from=2001-01-01&to=2001-12-31")).Body["entries"]!.AsArray());
        Assert.NotEmpty((await books.GetAsync("/admin/audit?words=SMALL%20books")).Body["entries"]!.AsArray());
        Assert.Equal(400, (await books.GetAsync("/admin/audit?from=2026-02-31")).Status);
        Assert.Equal(400, (await books.GetAsync("/admin/audit?after=x")).Status);

        var shown = await OpenAsync(books, "admin/audit?entity=organisation");
        Assert.Contains("time zone", shown.QuerySelector("section[aria-label=Entries]")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("has not been verified yet", shown.QuerySelector(".lead")!.TextContent, StringComparison.Ordinal);
        foreach (var (format, begins) in new[] { ("pdf", "%PDF"), ("xlsx", "PK"), ("csv", "\u00EF\u00BB\u00BF"), ("json", "{") })
        {
            var file = await books.Client.GetByteArrayAsync(new Uri($"{BrowsedBooks.Base}api/v1/admin/audit.{format}", UriKind.Relative), Stop);
            Assert.StartsWith(begins, System.Text.Encoding.Latin1.GetString(file), StringComparison.Ordinal);
        }
    }

    private static string Button(IHtmlDocument page) => ((IHtmlButtonElement)page.QuerySelector("button[name=rejected]")!).Value;

    private static async Task<IHtmlDocument> OpenAsync(BooksHost books, string address)
    {
        using var answer = await books.Client.GetAsync(new Uri(BrowsedBooks.Base + address, UriKind.Relative), Stop);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await SentForm.PageAsync(answer);
    }

    private static async Task<(HttpStatusCode Status, IHtmlDocument Page)> SendAsync(BooksHost books, string address, string form, Dictionary<string, string> fields)
    {
        var uri = new Uri(BrowsedBooks.Base + address, UriKind.Relative);
        using var opened = await books.Client.GetAsync(uri, Stop);
        var page = await SentForm.PageAsync(opened);
        var values = page.QuerySelector($"form[method=post][aria-label='{form}']")!.QuerySelectorAll("input[type=hidden]").OfType<IHtmlInputElement>().ToDictionary(input => input.Name!, input => input.Value);
        foreach (var (name, value) in fields)
            values[name] = value;
        using var request = new HttpRequestMessage(HttpMethod.Post, uri) { Content = new FormUrlEncodedContent(values) };
        request.Headers.Add("Cookie", opened.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0]));
        using var answer = await books.Client.SendAsync(request, Stop);
        return (answer.StatusCode, await SentForm.PageAsync(answer));
    }

    private static async Task<object?> SqlAsync(BooksHost books, string sql)
    {
        await using var owner = NpgsqlDataSource.Create(books.ConnectionString);
        await using var command = owner.CreateCommand(sql);
        return await command.ExecuteScalarAsync(Stop);
    }
}
