using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Milestone.Host.Tests.Running;
using Xunit;

namespace Milestone.Host.Tests.Changes;

/// <summary>Packs and changes over HTTP, on the books of <see cref="SmallBooks"/>: to June the profit is 649.25, and one more bill of June takes 10.00.</summary>
public sealed class PackApiTests
{
    private const string Days = "from=2026-04-01&to=2026-06-30";

    [Fact]
    public async Task A_pack_is_issued_read_compared_and_withdrawn()
    {
        await using var books = await BooksHost.FreshAsync();
        using var issued = await PostAsync(books, "/packs", new { name = "Quarter", from = "2026-04-01", to = "2026-06-30", columns = "month" });
        Assert.Equal(HttpStatusCode.Created, issued.StatusCode);
        Assert.Equal("\"1\"", issued.Headers.ETag!.Tag);
        var pack = await BodyAsync(issued);
        Assert.Equal((1, 649.25m, "2026-04-01"), ((int)pack["number"]!, (decimal)pack["netProfit"]!, (string)pack["from"]!));
        var id = (string)pack["id"]!;
        Assert.EndsWith($"/api/v1/packs/{id}?organisation=", issued.Headers.Location!.OriginalString[..^36], StringComparison.Ordinal);
        var statement = (await books.GetAsync($"/statement?{Days}&columns=month")).Body;
        var csv = await TextAsync(books, $"/packs/{id}.csv");
        var json = await TextAsync(books, $"/packs/{id}.json");

        await books.ImportAsync(SmallBooks.OneMoreBill);

        Assert.Equal(csv, await TextAsync(books, $"/packs/{id}.csv"));
        Assert.Equal(json, await TextAsync(books, $"/packs/{id}.json"));
        Assert.Equal(statement["rows"]!.ToJsonString(), JsonNode.Parse(json)!["rows"]!.ToJsonString());
        var (_, read) = await books.GetAsync($"/packs/{id}");
        Assert.Equal(649.25m, (decimal)read["statement"]!["rows"]!.AsArray()[^1]!["total"]!);
        foreach (var changes in new[] { (await books.GetAsync($"/packs/{id}/changes")).Body, (await books.GetAsync($"/changes?since={id}")).Body, (await books.GetAsync("/changes?since=pack%201")).Body, (await books.GetAsync("/changes")).Body })
        {
            Assert.Equal((-10m, 1, "2026-04-01"), ((decimal)changes["effect"]!, (int)changes["documentCount"]!, (string)changes["from"]!));
            Assert.Equal(("B-9", "added", -10m), ((string)changes["documents"]![0]!["number"]!, (string)changes["documents"]![0]!["what"]!, (decimal)changes["documents"]![0]!["effect"]!));
            Assert.Equal(0m, (decimal)changes["tieOut"]!["difference"]!);
        }

        using var unversioned = await PostAsync(books, $"/packs/{id}/withdraw", new { why = "Wrong" });
        Assert.Equal((HttpStatusCode)428, unversioned.StatusCode);
        using var withdrawn = await PostAsync(books, $"/packs/{id}/withdraw", new { why = "Wrong" }, "\"1\"");
        Assert.Equal("Wrong", (string)(await BodyAsync(withdrawn))["withdrawn"]!["why"]!);
        using var again = await PostAsync(books, $"/packs/{id}/withdraw", new { why = "Once more" }, "\"1\"");
        Assert.Equal(HttpStatusCode.PreconditionFailed, again.StatusCode);
        Assert.Equal(2, (int)(await books.GetAsync("/packs")).Body["packs"]![0]!["version"]!);
    }

    [Theory]
    [InlineData("""{ "from": "2026-04-01", "to": "2026-04-30" }""", "name")]
    [InlineData("""{ "name": "A", "from": "2026-04-31", "to": "2026-05-30" }""", "from")]
    [InlineData("""{ "name": "A", "period": "last-fortnight" }""", "period")]
    [InlineData("""{ "name": "A", "project": "Nowhere" }""", "project")]
    public async Task A_pack_that_cannot_be_issued_is_refused_by_field_and_nothing_is_kept(string body, string field)
    {
        await using var books = await BooksHost.FreshAsync();
        using var refused = await PostAsync(books, "/packs", JsonNode.Parse(body)!);
        Assert.Contains(refused.StatusCode, new[] { HttpStatusCode.BadRequest, HttpStatusCode.NotFound });
        Assert.NotNull((await BodyAsync(refused))["errors"]![field]);
        Assert.Empty((await books.GetAsync("/packs")).Body["packs"]!.AsArray());
    }

    [Fact]
    public async Task Names_are_unique_while_they_stand()
    {
        await using var books = await BooksHost.FreshAsync();
        using var first = await PostAsync(books, "/packs", new { name = "April", from = "2026-04-01", to = "2026-04-30" });
        using var second = await PostAsync(books, "/packs", new { name = "april", from = "2026-05-01", to = "2026-05-31" });
        Assert.Equal(HttpStatusCode.Conflict, second.StatusCode);
    }

    [Theory]
    [InlineData("since=pack%207", 404)]
    [InlineData("since=9999", 400)]
    [InlineData("since=yesterdayish", 400)]
    [InlineData("since=0&until=1", 400)]
    public async Task A_question_that_cannot_be_answered_names_its_field(string query, int status)
    {
        await using var books = await BooksHost.FreshAsync();
        var (got, problem) = await books.GetAsync($"/changes?{query}");
        Assert.Equal(status, got);
        Assert.NotNull(problem["errors"]![query.Contains("until", StringComparison.Ordinal) ? "until" : "since"]);
    }

    [Fact]
    public async Task Changes_come_as_files_with_the_figures_of_the_answer()
    {
        await using var books = await BooksHost.FreshAsync();
        var documents = await TextAsync(books, "/changes.csv?since=0&period=all");
        Assert.Contains("Sales invoice INV-1,Mr Field,2026-04-10,Added,", documents, StringComparison.Ordinal);
        Assert.Contains("Change in profit,,,,,,0.00,649.25,649.25", documents, StringComparison.Ordinal);
        var effect = await TextAsync(books, "/changes/effect.csv?since=0");
        Assert.Contains("Acacia Road,599.50,0.00,599.50", effect, StringComparison.Ordinal);
        Assert.Contains("Unassigned,-100.25,-150.00,-250.25", effect, StringComparison.Ordinal);
    }

    private static async Task<HttpResponseMessage> PostAsync(BooksHost books, string path, object body, string? ifMatch = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/milestone-app/api/v1" + path, UriKind.Relative)) { Content = JsonContent.Create(body) };
        if (ifMatch is not null)
            request.Headers.Add("If-Match", ifMatch);
        return await books.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static async Task<JsonNode> BodyAsync(HttpResponseMessage answer) => JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;

    private static Task<string> TextAsync(BooksHost books, string path) =>
        books.Client.GetStringAsync(new Uri("/milestone-app/api/v1" + path, UriKind.Relative), TestContext.Current.CancellationToken);
}
