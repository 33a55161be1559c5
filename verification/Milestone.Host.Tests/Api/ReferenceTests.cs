using System.Text.Json.Nodes;
using Milestone.Host.Tests.Running;
using Xunit;

namespace Milestone.Host.Tests.Api;

/// <summary>Projects, postings, documents and reference data. Expected figures: the table of <see cref="SmallBooks"/>.</summary>
public sealed class ReferenceTests(BooksHost books) : IClassFixture<BooksHost>
{
    private const string Spring = "from=2026-04-01&to=2026-05-31";

    [Fact]
    public async Task Projects_and_Unassigned_add_up_to_the_organisation()
    {
        var (status, answer) = await books.GetAsync($"/projects?{Spring}");

        Assert.Equal(200, status);
        Assert.Equal(["Acacia Road", "Mill Lane", "Unassigned"], answer["projects"]!.AsArray().Select(project => (string)project!["name"]!));
        Assert.Equal([599.50m, 300.00m, -250.25m], answer["projects"]!.AsArray().Select(project => (decimal)project!["profit"]!));
        var acacia = answer["projects"]![0]!;
        Assert.Equal((1000.00m, 400.50m, 0m, 0.5995m), ((decimal)acacia["income"]!, (decimal)acacia["costOfSales"]!, (decimal)acacia["overheads"]!, (decimal)acacia["margin"]!));
        Assert.Null(answer["projects"]![2]!["margin"]);
        Assert.Equal(649.25m, (decimal)answer["total"]!["profit"]!);
    }

    [Fact]
    public async Task One_project_has_the_same_figures_as_in_the_list_and_an_unknown_one_is_404()
    {
        var (_, answer) = await books.GetAsync($"/projects/{SmallBooks.AcaciaRoad}?{Spring}");
        var (missing, problem) = await books.GetAsync("/projects/a0000000-0000-4000-8000-0000000000ff");

        Assert.Equal("Acacia Road", (string)answer["project"]!["name"]!);
        Assert.Equal(599.50m, (decimal)answer["project"]!["profit"]!);
        Assert.Equal(404, missing);
        Assert.NotNull(problem["errors"]!["id"]);
    }

    [Fact]
    public async Task Money_has_two_decimals_as_text()
    {
        var text = await books.Client.GetStringAsync(new Uri($"/api/v1/projects?{Spring}", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Contains("\"income\":1000.00", text, StringComparison.Ordinal);
        Assert.Contains("\"profit\":-250.25", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Postings_page_by_page_are_all_the_lines_behind_the_figure()
    {
        var amounts = new List<decimal>();
        var after = "";
        do
        {
            var (status, page) = await books.GetAsync($"/postings?{Spring}&limit=2{after}");
            Assert.Equal(200, status);
            Assert.Equal(649.25m, (decimal)page["total"]!);
            Assert.Equal(5, (int)page["count"]!);
            Assert.InRange(page["lines"]!.AsArray().Count, 1, 2);
            amounts.AddRange(page["lines"]!.AsArray().Select(line => (decimal)line!["amount"]!));
            after = page["next"] is { } next ? $"&after={Uri.EscapeDataString((string)next!)}" : "";
        }
        while (after.Length > 0);

        Assert.Equal([-400.50m, -150.00m, -100.25m, 300.00m, 1000.00m], amounts.Order());
    }

    [Theory]
    [InlineData("section=costOfSales", -500.75)]
    [InlineData("account=c0000000-0000-4000-8000-000000000310&project=unassigned", -100.25)]
    [InlineData("section=income&phase=Groundworks", 1000.00)]
    [InlineData("section=grossProfit&project=unassigned", -100.25)]
    [InlineData("section=netProfit&project=unassigned", -250.25)]
    public async Task Postings_take_the_filters_of_the_figure(string filter, decimal total)
    {
        var (_, page) = await books.GetAsync($"/postings?{Spring}&{filter}");

        Assert.Equal(total, (decimal)page["total"]!);
    }

    [Theory]
    [InlineData("account=310", "account")]
    [InlineData("section=sales", "section")]
    [InlineData("order=biggest", "order")]
    [InlineData("section=2", "section")]
    [InlineData("limit=501", "limit")]
    [InlineData("after=nonsense", "after")]
    public async Task Postings_refuse_what_they_do_not_understand(string query, string field)
    {
        var (status, problem) = await books.GetAsync($"/postings?{Spring}&{query}");

        Assert.Equal(400, status);
        Assert.NotNull(problem["errors"]![field]);
    }

    [Fact]
    public async Task A_document_shows_its_lines_and_an_unknown_one_is_404()
    {
        var (_, document) = await books.GetAsync($"/documents/{SmallBooks.FirstBill}");
        var (missing, _) = await books.GetAsync("/documents/d0000000-0000-4000-8000-0000000000ff");
        var (notAnId, _) = await books.GetAsync("/documents/B-1");

        Assert.Equal("Timber & Co", (string)document["contact"]!);
        Assert.Equal([-400.50m, -100.25m], document["lines"]!.AsArray().Select(line => (decimal)line!["posted"]!));
        Assert.Equal((404, 404), (missing, notAnId));
    }

    [Fact]
    public async Task Reference_data_is_listed()
    {
        var (_, organisations) = await books.GetAsync("/organisations");
        var (_, accounts) = await books.GetAsync("/accounts");
        var (_, phases) = await books.GetAsync("/phases");

        Assert.Equal("03-31", (string)Assert.Single(organisations.AsArray())!["financialYearEnd"]!);
        Assert.Equal("costOfSales", (string)accounts.AsArray().Single(account => (string)account!["name"]! == "Materials")!["section"]!);
        Assert.Equal("Groundworks", (string)Assert.Single(phases.AsArray())!["name"]!);
    }

    [Fact]
    public async Task Health_says_that_it_can_serve_and_nothing_of_whose_books_to_a_stranger()
    {
        using var answer = await books.Client.GetAsync(new Uri("/api/health", UriKind.Relative), TestContext.Current.CancellationToken);
        var health = JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;

        Assert.Equal(200, (int)answer.StatusCode);
        Assert.Equal("ready", (string)health["status"]!);
        Assert.Equal("reachable", (string)health["database"]!);
        Assert.Empty(health["migrations"]!["pending"]!.AsArray());
        Assert.Equal(["status", "version", "commit", "database", "migrations", "ledger"], health.AsObject().Select(member => member.Key));
        Assert.Equal("readable", (string)health["ledger"]!);
    }
}
