using System.Text.Json.Nodes;
using Milestone.Host.Tests.Running;
using Xunit;

namespace Milestone.Host.Tests.Api;

public sealed class ImportTests(BooksHost books) : IClassFixture<BooksHost>
{
    [Fact]
    public async Task The_same_books_again_change_nothing()
    {
        var again = await books.ImportAsync(SmallBooks.Json);

        Assert.Equal(0, (int)again["created"]! + (int)again["changed"]! + (int)again["rejected"]!);
        Assert.Equal((int)again["received"]!, (int)again["unchanged"]!);
        Assert.Empty(again["batches"]!.AsArray());
        Assert.Equal(0, (int)again["postings"]!);
        Assert.True(Guid.TryParse((string)again["syncRun"]!, out _));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("mst_not-a-token")]
    public async Task Without_a_valid_token_the_answer_is_401_and_says_what_to_send(string? token)
    {
        using var answer = await books.PostAsync(SmallBooks.OneMoreBill, token);

        Assert.Equal(401, (int)answer.StatusCode);
        Assert.Contains(answer.Headers.WwwAuthenticate, challenge => challenge.Scheme == "Bearer");
        Assert.Contains("Authorization: Bearer", (string)(await BodyOf(answer))["detail"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"Invoices\":[{\"InvoiceID\":", "line 1, position")]
    [InlineData("", "Send Xero's raw response")]
    [InlineData("{\"hello\":1}", "none of Organisations, Accounts")]
    [InlineData("<html></html>", "JSON")]
    public async Task A_body_that_is_not_Xeros_json_is_400_and_says_where_and_what_to_do(string body, string says)
    {
        using var answer = await books.PostAsync(body, books.Token);

        Assert.Equal(400, (int)answer.StatusCode);
        Assert.Contains(says, (string)(await BodyOf(answer))["detail"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bad_record_rejects_itself_with_its_field_and_its_neighbour_lands()
    {
        await using var own = await BooksHost.FreshAsync();
        var neighbour = JsonNode.Parse(SmallBooks.OneMoreBill)!["Invoices"]![0]!;
        var bad = neighbour.DeepClone();
        bad["InvoiceID"] = "d0000000-0000-4000-8000-00000000000a";
        bad["DateString"] = null;
        bad["Date"] = "2026-13-45";
        var payload = new JsonObject { ["Invoices"] = new JsonArray(bad, neighbour.DeepClone()) };

        var answer = await own.ImportAsync(payload.ToJsonString());

        Assert.Equal((2, 1, 1), ((int)answer["received"]!, (int)answer["created"]!, (int)answer["rejected"]!));
        var rejection = Assert.Single(answer["rejections"]!.AsArray());
        Assert.Contains("2026-13-45", (string)rejection!["reason"]!, StringComparison.Ordinal);
        Assert.Contains("Date", (string)rejection["reason"]!, StringComparison.Ordinal);
        Assert.Equal("Invoices", (string)rejection["kind"]!);
    }

    [Fact]
    public async Task What_n8n_wraps_is_unwrapped()
    {
        await using var own = await BooksHost.FreshAsync();

        var answer = await own.ImportAsync($$"""[{"body": {{SmallBooks.OneMoreBill}}, "headers": {}, "statusCode": 200}]""");

        Assert.Equal(1, (int)answer["created"]!);
        Assert.Equal(1, (int)answer["postings"]!);
    }

    [Fact]
    public async Task A_token_opens_its_own_organisation_only()
    {
        await using var own = await BooksHost.FreshAsync();
        var other = await own.TokenAsync("Other Books");

        using var refused = await own.PostAsync(SmallBooks.OneMoreBill, other, "?organisation=Small%20Books");
        using var named = await own.PostAsync(SmallBooks.OneMoreBill, own.Token, "?organisation=Small%20Books");

        Assert.Equal(403, (int)refused.StatusCode);
        Assert.NotNull((await BodyOf(refused))["errors"]!["organisation"]);
        Assert.Equal(200, (int)named.StatusCode);
    }

    [Fact]
    public async Task A_body_over_the_limit_is_413_and_states_the_limit()
    {
        using var answer = await books.PostAsync(new string(' ', 1_048_577), books.Token);

        Assert.Equal(413, (int)answer.StatusCode);
        Assert.Contains("at most 1 MB", (string)(await BodyOf(answer))["detail"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_log_shares_the_answers_trace_id_and_holds_no_secret()
    {
        using var answer = await books.PostAsync("nonsense", books.Token);
        var trace = (string)(await BodyOf(answer))["traceId"]!;
        // A request's line is written as it ends, and the next on the same connection begins after that.
        await books.GetAsync("/organisations");

        Assert.Contains($"\"@tr\":\"{trace}\"", books.Log, StringComparison.Ordinal);
        Assert.DoesNotContain(books.Token, books.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("Password", books.Log, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("organisation=", books.Log, StringComparison.Ordinal);
    }

    private static async Task<JsonNode> BodyOf(HttpResponseMessage answer) => JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
}
