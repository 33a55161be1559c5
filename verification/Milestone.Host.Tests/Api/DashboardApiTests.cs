using System.Net.Http.Headers;
using Milestone.Host.Tests.Running;
using Xunit;

namespace Milestone.Host.Tests.Api;

/// <summary>The dashboard over HTTP, added up by hand from the books in <see cref="SmallBooks"/>.</summary>
public sealed class DashboardApiTests(BooksHost host) : IClassFixture<BooksHost>
{
    private const string Spring = "from=2026-04-01&to=2026-05-31";

    [Fact]
    public async Task The_key_figures_are_those_of_the_statement()
    {
        var (status, answer) = await host.GetAsync($"/dashboard?{Spring}&comparison=previous");

        Assert.Equal(200, status);
        // Costs are 500.75 of materials and 150.00 of rent; two whole months are compared with the two before, which have nothing.
        Assert.Equal(
            [("income", 1300m), ("costs", 650.75m), ("costOfSales", 500.75m), ("overheads", 150m), ("otherIncome", 0m), ("netProfit", 649.25m), ("netMargin", 0.4994m)],
            answer["keyFigures"]!.AsArray().Select(figure => ((string)figure!["id"]!, (decimal)figure["now"]!)));
        Assert.Equal(("2026-02-01", "2026-03-31"), ((string)answer["comparedFrom"]!, (string)answer["comparedTo"]!));
        Assert.Null(answer["keyFigures"]![0]!["changeShare"]); // a share of nothing
    }

    [Fact]
    public async Task Projects_the_trend_and_what_is_owed_come_with_it()
    {
        var (_, answer) = await host.GetAsync($"/dashboard?{Spring}&trend=3m");

        Assert.Equal([("Acacia Road", 599.50m), ("Mill Lane", 300m)], answer["projects"]!.AsArray().Select(project => ((string)project!["name"]!, (decimal)project["netProfit"]!)));
        Assert.Equal((2, -250.25m), ((int)answer["profitableProjects"]!, (decimal)answer["unassigned"]!["netProfit"]!));
        Assert.Equal(0.3846m, (decimal)answer["unassignedShareOfCosts"]!); // 250.25 / 650.75
        Assert.Equal([("Mar 2026", 0m), ("Apr 2026", 499.25m), ("May 2026", 150m)], answer["trend"]!.AsArray().Select(month => ((string)month!["label"]!, (decimal)month["netProfit"]!)));
        Assert.Equal(4, answer["receivables"]!["ages"]!.AsArray().Count);
        Assert.Equal((decimal)answer["receivables"]!["outstanding"]!, answer["receivables"]!["ages"]!.AsArray().Sum(age => (decimal)age!["outstanding"]!));
        Assert.All(answer["tieOut"]!.AsArray(), check => Assert.Equal(0m, (decimal)check!["difference"]!));
    }

    [Theory]
    [InlineData("dashboard", "csv", "text/csv")]
    [InlineData("dashboard", "pdf", "application/pdf")]
    [InlineData("dashboard", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")]
    [InlineData("receivables", "csv", "text/csv")]
    [InlineData("receivables", "pdf", "application/pdf")]
    [InlineData("receivables", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")]
    public async Task It_leaves_as_a_file_in_every_format(string report, string format, string type)
    {
        using var answer = await host.Client.GetAsync(new Uri($"/milestone-app/api/v1/{report}.{format}", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.True(answer.IsSuccessStatusCode);
        Assert.Equal(type, answer.Content.Headers.ContentType?.MediaType);
        Assert.EndsWith($".{format}", answer.Content.Headers.ContentDisposition!.FileName!.Trim('"'), StringComparison.Ordinal);
        Assert.NotEmpty(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_reader_who_has_it_is_told_so()
    {
        var address = new Uri($"/milestone-app/api/v1/dashboard?{Spring}", UriKind.Relative);
        using var first = await host.Client.GetAsync(address, TestContext.Current.CancellationToken);
        using var again = new HttpRequestMessage(HttpMethod.Get, address);
        again.Headers.IfNoneMatch.Add(EntityTagHeaderValue.Parse(first.Headers.ETag!.ToString()));
        using var second = await host.Client.SendAsync(again, TestContext.Current.CancellationToken);

        Assert.Equal(304, (int)second.StatusCode);
    }

    [Theory]
    [InlineData("/dashboard?trend=2w", "trend")]
    [InlineData("/receivables.json?asAt=yesterday", "asAt")]
    [InlineData("/dashboard?columns=month", "columns")]
    public async Task What_makes_no_sense_is_refused_by_name(string path, string field)
    {
        var (status, problem) = await host.GetAsync(path);

        Assert.Equal(400, status);
        Assert.NotNull(problem["errors"]![field]);
    }
}
