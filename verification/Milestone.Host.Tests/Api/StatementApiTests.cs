using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Milestone.Host.Statements;
using Milestone.Host.Tests.Running;
using Xunit;

namespace Milestone.Host.Tests.Api;

/// <summary>Expected figures: the table of <see cref="SmallBooks"/>.</summary>
public sealed class StatementApiTests(BooksHost books) : IClassFixture<BooksHost>
{
    private const string Spring = "from=2026-04-01&to=2026-05-31";

    [Fact]
    public async Task A_statement_by_month_has_the_figures_worked_out_by_hand()
    {
        var (status, statement) = await books.GetAsync($"/statement?{Spring}&columns=month");

        Assert.Equal(200, status);
        Assert.Equal(["2026-04", "2026-05"], statement["columns"]!.AsArray().Select(column => (string)column!["id"]!));
        Assert.Equal([1000.00m, 300.00m, 1300.00m], Row(statement, "Sales"));
        Assert.Equal([500.75m, 0m, 500.75m], Row(statement, "Materials"));
        Assert.Equal([0m, 150.00m, 150.00m], Row(statement, "Rent"));
        Assert.Equal([499.25m, 150.00m, 649.25m], Row(statement, "Net profit"));
        Assert.True((bool)statement["tieOut"]!["agrees"]!);
    }

    [Theory]
    [InlineData("json", "application/json")]
    [InlineData("csv", "text/csv")]
    [InlineData("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")]
    [InlineData("pdf", "application/pdf")]
    public async Task The_same_address_with_an_extension_is_a_file_of_that_format(string format, string mediaType)
    {
        using var answer = await books.Client.GetAsync(new Uri($"/api/v1/statement.{format}?{Spring}", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(200, (int)answer.StatusCode);
        Assert.Equal(mediaType, answer.Content.Headers.ContentType?.MediaType);
        var bytes = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.NotEmpty(bytes);
        if (format != "json")
            Assert.Equal($"profit-and-loss_Small-Books_2026-04-01_2026-05-31.{format}", answer.Content.Headers.ContentDisposition?.FileName?.Trim('"'));
        if (format is "json" or "csv")
            Assert.Contains("649.25", Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("from=2026-13-45&to=2026-05-31", 400, "from", "not a day of the calendar")]
    [InlineData("from=2026-04-01", 400, "to", "Give both from and to")]
    [InlineData("from=2026-05-31&to=2026-04-01", 400, "to", "Swap the two dates")]
    [InlineData("period=last-moth", 400, "period", "Did you mean 'last-month'?")]
    [InlineData("period=last-month&from=2026-04-01&to=2026-05-31", 400, "period", "not both")]
    [InlineData("columns=months", 400, "columns", "Did you mean 'month'?")]
    [InlineData("compare=13", 400, "compare", "from 0 to 12")]
    [InlineData("variance=true", 400, "variance", "compare of at least 1")]
    [InlineData("basis=accruals", 400, "basis", "Did you mean 'accrual'?")]
    [InlineData("percent=maybe", 400, "percent", "neither true nor false")]
    [InlineData("project=Acacia%20Rod", 404, "project", "Did you mean 'Acacia Road'?")]
    [InlineData("phase=a0000000-0000-4000-8000-0000000000ff", 404, "phase", "no phase with the id")]
    [InlineData("asKnownAt=999", 400, "asKnownAt", "There is no batch 999 yet")]
    [InlineData("asKnownAt=yesterday", 400, "asKnownAt", "neither a batch number nor a time")]
    [InlineData("asKnownAt=9999-12-31", 400, "asKnownAt", "neither a batch number nor a time")]
    [InlineData("asKnownAt=0001-01-01T00:00", 400, "asKnownAt", "neither a batch number nor a time")]
    [InlineData("organisation=Nobody", 404, "organisation", "Small Books")]
    public async Task What_cannot_be_understood_names_the_parameter_and_the_remedy(string query, int status, string field, string says)
    {
        var (answered, problem) = await books.GetAsync($"/statement?{query}");

        Assert.Equal(status, answered);
        Assert.Contains(says, (string)problem["errors"]![field]![0]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Filters_are_named_as_people_name_them()
    {
        Assert.Equal(599.50m, await NetProfit("project=acacia%20road"));
        Assert.Equal(-250.25m, await NetProfit("project=unassigned"));
        Assert.Equal(1000.00m, await NetProfit("phase=Groundworks"));
        Assert.Equal(300.00m, await NetProfit($"project={SmallBooks.MillLane}"));
    }

    [Fact]
    public async Task As_known_before_the_books_arrived_there_was_nothing()
    {
        Assert.Equal(0m, await NetProfit("asKnownAt=2000-01-01"));
        Assert.Equal(649.25m, await NetProfit("asKnownAt=2999-01-01T12:00Z"));
    }

    [Fact]
    public async Task An_unchanged_statement_is_304_until_the_books_change()
    {
        await using var own = await BooksHost.FreshAsync();
        var address = new Uri($"/api/v1/statement?{Spring}", UriKind.Relative);
        using var first = await own.Client.GetAsync(address, TestContext.Current.CancellationToken);
        var tag = first.Headers.ETag!;

        using var unchanged = await AskAsync(own.Client, address, tag);
        await own.ImportAsync(SmallBooks.Json);
        using var fetchedAgain = await AskAsync(own.Client, address, tag);
        await own.ImportAsync(SmallBooks.OneMoreBill);
        using var changed = await AskAsync(own.Client, address, tag);
        using var otherQuestion = await AskAsync(own.Client, new Uri($"/api/v1/statement?{Spring}&percent=true", UriKind.Relative), changed.Headers.ETag!);

        Assert.Equal(304, (int)unchanged.StatusCode);
        Assert.Empty(await unchanged.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal(304, (int)fetchedAgain.StatusCode);
        Assert.Equal(200, (int)changed.StatusCode);
        Assert.NotEqual(tag, changed.Headers.ETag);
        Assert.Equal(200, (int)otherQuestion.StatusCode);
    }

    [Fact]
    public async Task The_description_has_the_shape_of_the_answer()
    {
        var (_, statement) = await books.GetAsync($"/statement?{Spring}&compare=1&variance=true");

        Assert.Equal(Names<StatementShape>(), Keys(statement));
        Assert.Equal(Names<ColumnShape>(), Keys(statement["columns"]![0]!));
        Assert.Equal(Names<RowShape>(), Keys(statement["rows"]![0]!));
        Assert.Equal(Names<TieOutShape>(), Keys(statement["tieOut"]!));
        Assert.Equal(Names<CheckShape>(), Keys(statement["tieOut"]!["checks"]![0]!));
        Assert.Equal(Names<ProvenanceShape>(), Keys(statement["provenance"]!));
    }

    [Fact]
    public async Task Several_organisations_want_one_of_them_named()
    {
        await using var own = await BooksHost.FreshAsync();
        await own.TokenAsync("Other Books");

        var (unnamed, problem) = await own.GetAsync($"/statement?{Spring}");
        var (named, _) = await own.GetAsync($"/statement?{Spring}&organisation=other%20books");

        Assert.Equal(400, unnamed);
        Assert.Contains("Other Books", (string)problem["errors"]!["organisation"]![0]!, StringComparison.Ordinal);
        Assert.Equal(200, named);
    }

    private async Task<decimal> NetProfit(string filter)
    {
        var (status, statement) = await books.GetAsync($"/statement?{Spring}&{filter}");
        Assert.Equal(200, status);
        return Row(statement, "Net profit")[^1];
    }

    private static decimal[] Row(JsonNode statement, string label)
    {
        var row = statement["rows"]!.AsArray().Single(row => (string)row!["label"]! == label)!;
        return [.. row["amounts"]!.AsArray().Append(row["total"]!.DeepClone()).Select(amount => (decimal)amount!)];
    }

    private static async Task<HttpResponseMessage> AskAsync(HttpClient client, Uri address, EntityTagHeaderValue tag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.IfNoneMatch.Add(tag);
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static IEnumerable<string> Names<T>() => typeof(T).GetProperties().Select(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name)).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Keys(JsonNode node) => node.AsObject().Select(pair => pair.Key).Order(StringComparer.Ordinal);
}
