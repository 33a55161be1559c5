using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Milestone.Host.Tests.Pages;
using Milestone.Host.Tests.Running;
using Xunit;

namespace Milestone.Host.Tests.Administration;

/// <summary>Administration over HTTP on the books of <see cref="SmallBooks"/>: tokens, users, imports, rejected records and counts.</summary>
public sealed class AdminApiTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_tokens_secret_is_told_once_works_and_ends_with_the_token()
    {
        await using var books = await BooksHost.FreshAsync();
        foreach (var (entry, field) in new[] { ("{}", "label"), ("""{"label":"n8n","expires":"2020-01-01"}""", "expires"), ("""{"label":"n8n","expires":"soon"}""", "expires"), ("""{"lable":"n8n"}""", "lable") })
        {
            var refused = await AskAsync(books, HttpMethod.Post, "tokens", entry);
            Assert.Equal((HttpStatusCode.BadRequest, field), (refused.Status, FieldOf(refused.Body)));
        }

        var (status, made) = await AskAsync(books, HttpMethod.Post, "tokens", """{"label":"n8n"}""");
        Assert.Equal(HttpStatusCode.Created, status);
        var (id, secret) = ((string)made!["token"]!["id"]!, (string)made["secret"]!);
        Assert.DoesNotContain(secret, (await AskAsync(books, HttpMethod.Get, "tokens")).Body!.ToJsonString(), StringComparison.Ordinal);
        using (var taken = await books.PostAsync(SmallBooks.OneMoreBill, secret))
            Assert.Equal(HttpStatusCode.OK, taken.StatusCode);

        Assert.Equal(HttpStatusCode.NoContent, (await AskAsync(books, HttpMethod.Delete, "tokens/" + id)).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await AskAsync(books, HttpMethod.Delete, "tokens/" + id)).Status);
        using (var taken = await books.PostAsync(SmallBooks.OneMoreBill, secret))
            Assert.Equal(HttpStatusCode.Unauthorized, taken.StatusCode);
        var unknown = await AskAsync(books, HttpMethod.Delete, "tokens/" + SmallBooks.Materials);
        Assert.Equal((HttpStatusCode.NotFound, "id"), (unknown.Status, FieldOf(unknown.Body)));
        Assert.DoesNotContain(secret, books.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Counts_imports_and_rejected_records_are_told_and_a_record_is_read_again()
    {
        await using var books = await BooksHost.FreshAsync();
        await books.ImportAsync("""{ "Invoices": [{ "InvoiceID": "d0000000-0000-4000-8000-00000000000a", "Type": "ACCPAY" }] }""");
        var counts = (await AskAsync(books, HttpMethod.Get, "counts")).Body!;
        // By hand: two projects, four documents, the first import and the rejected one, the token that imports.
        Assert.Equal((2, 0, 4, 2, 1, 1), ((int)counts["projects"]!, (int)counts["users"]!, (int)counts["documents"]!, (int)counts["imports"]!, (int)counts["rejected"]!, (int)counts["workingTokens"]!));
        Assert.True((long)counts["databaseBytes"]! > 1_000_000, counts.ToJsonString());

        var run = Assert.Single((await AskAsync(books, HttpMethod.Get, "imports?limit=1")).Body!["imports"]!.AsArray())!;
        Assert.Equal((1, 0, 1), ((int)run["received"]!, (int)run["created"]!, (int)run["rejected"]!));
        var wrong = await AskAsync(books, HttpMethod.Get, "imports?limit=51");
        Assert.Equal((HttpStatusCode.BadRequest, "limit"), (wrong.Status, FieldOf(wrong.Body)));

        var record = Assert.Single((await AskAsync(books, HttpMethod.Get, "rejected")).Body!["records"]!.AsArray())!;
        var again = await AskAsync(books, HttpMethod.Post, $"rejected/{record["id"]}/retry");
        Assert.Equal((HttpStatusCode.OK, false, (string)record["reason"]!), (again.Status, (bool)again.Body!["taken"]!, (string)again.Body["reason"]!));
        Assert.Equal(HttpStatusCode.Conflict, (await AskAsync(books, HttpMethod.Post, $"rejected/{record["id"]}/retry")).Status);
        var unknown = await AskAsync(books, HttpMethod.Post, "rejected/999999/retry");
        Assert.Equal((HttpStatusCode.NotFound, "id"), (unknown.Status, FieldOf(unknown.Body)));
    }

    private static string? FieldOf(JsonNode? problem) => problem?["errors"]?.AsObject().Select(fault => fault.Key).FirstOrDefault();

    private static async Task<(HttpStatusCode Status, JsonNode? Body)> AskAsync(BooksHost books, HttpMethod method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(BrowsedBooks.Base + "api/v1/admin/" + path, UriKind.Relative));
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await books.Client.SendAsync(request, Stop);
        var text = await answer.Content.ReadAsStringAsync(Stop);
        return (answer.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
    }
}
