using System.Net;
using System.Net.Http.Headers;
using Milestone.Host.Tests.Running;
using Xunit;

namespace Milestone.Host.Tests.Projects;

/// <summary>The reports of projects over HTTP, on the books of <see cref="SmallBooks"/>: nothing in them is paid.</summary>
public sealed class ProjectApiTests(BooksHost books) : IClassFixture<BooksHost>
{
    private const string Unassigned = "00000000-0000-0000-0000-000000000000";

    private const string Acacia = $"/projects/{SmallBooks.AcaciaRoad}";

    [Fact]
    public async Task A_summary_has_paid_due_and_the_checks_against_the_profit_and_loss()
    {
        var (status, summary) = await books.GetAsync($"{Acacia}/summary?to=2026-05-31");

        Assert.Equal(200, status);
        Assert.Equal((400.50m, 0m, 400.50m), ((decimal)summary["total"]!["costs"]!["cost"]!, (decimal)summary["total"]!["costs"]!["paid"]!, (decimal)summary["total"]!["costs"]!["due"]!));
        Assert.Equal("net", (string)summary["vat"]!);
        Assert.All(summary["checks"]!.AsArray(), check => Assert.Equal(0m, (decimal)check!["difference"]!));
        Assert.Equal(("Acacia Road", "2026-05-31"), ((string)summary["project"]!["name"]!, (string)summary["project"]!["to"]!));
    }

    [Fact]
    public async Task A_tracker_pages_by_its_lines_and_its_sums_are_of_all_of_them()
    {
        var (_, first) = await books.GetAsync($"/projects/{Unassigned}/cost-tracker?limit=1");
        var (_, second) = await books.GetAsync($"/projects/{Unassigned}/cost-tracker?limit=1&after={(string)first["next"]!}");

        Assert.Equal(["Screws", "Yard"], new[] { first, second }.Select(page => (string)Assert.Single(page["lines"]!.AsArray())!["description"]!));
        Assert.Equal((250.25m, 250.25m), ((decimal)first["total"]!["cost"]!, (decimal)second["total"]!["cost"]!));
        Assert.Null(second["next"]);
    }

    [Fact]
    public async Task Invoices_bills_and_float_answer_for_the_project_alone()
    {
        var (_, invoices) = await books.GetAsync($"{Acacia}/invoices");
        var (_, bills) = await books.GetAsync($"{Acacia}/bills?group=phase");
        var (_, account) = await books.GetAsync($"{Acacia}/float");

        Assert.Equal((1200.00m, 1200.00m), ((decimal)invoices["gross"]!, (decimal)invoices["outstanding"]!));
        var bill = Assert.Single(bills["documents"]!.AsArray())!;
        Assert.Equal((400.50m, true, "Unassigned"), ((decimal)bill["gross"]!, (bool)bill["isPart"]!, (string)bill["phaseName"]!));
        Assert.Equal((0m, 400.50m, -400.50m), ((decimal)account["balance"]!, (decimal)account["costsDue"]!, (decimal)account["afterCostsDue"]!));
        Assert.NotNull((await books.GetAsync($"/projects/{Unassigned}/float")).Body["notAvailable"]);
    }

    [Theory]
    [InlineData("pdf", "application/pdf")]
    [InlineData("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")]
    [InlineData("csv", "text/csv")]
    [InlineData("json", "application/json")]
    public async Task Every_report_can_be_taken_away_and_is_304_while_nothing_changed(string format, string mediaType)
    {
        foreach (var path in (string[])["/projects", $"{Acacia}/summary", $"{Acacia}/cost-tracker", $"{Acacia}/float", $"{Acacia}/invoices", $"{Acacia}/bills"])
        {
            var address = new Uri($"/milestone-app/api/v1{path}.{format}", UriKind.Relative);
            using var answer = await books.Client.GetAsync(address, TestContext.Current.CancellationToken);
            Assert.Equal((HttpStatusCode.OK, mediaType), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
            Assert.True((await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Length > 100);

            using var again = new HttpRequestMessage(HttpMethod.Get, address);
            again.Headers.IfNoneMatch.Add(EntityTagHeaderValue.Parse(answer.Headers.ETag!.ToString()));
            using var unchanged = await books.Client.SendAsync(again, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
        }
    }

    [Theory]
    [InlineData("/cost-tracker?vat=maybe", 400, "vat")]
    [InlineData("/cost-tracker?to=2026-02-31", 400, "to")]
    [InlineData("/cost-tracker?limit=0", 400, "limit")]
    [InlineData("/cost-tracker?after=nonsense", 400, "after")]
    [InlineData("/cost-tracker?phase=nowhere", 404, "phase")]
    [InlineData("/bills?group=colour", 400, "group")]
    [InlineData("/float?vat=gross", 400, "vat")]
    [InlineData("/summary.csv?limit=5", 400, "limit")]
    public async Task What_cannot_be_understood_is_refused_with_the_field(string question, int expected, string field)
    {
        var (status, problem) = await books.GetAsync(Acacia + question);

        Assert.Equal(expected, status);
        Assert.NotNull(problem["errors"]![field]);
    }

    [Theory]
    [InlineData("summary")]
    [InlineData("cost-tracker")]
    [InlineData("float")]
    [InlineData("invoices")]
    [InlineData("bills.pdf")]
    public async Task An_unknown_project_is_404(string report)
    {
        var (status, problem) = await books.GetAsync($"/projects/a0000000-0000-4000-8000-0000000000ff/{report}");

        Assert.Equal(404, status);
        Assert.NotNull(problem["errors"]!["id"]);
    }

    [Fact]
    public async Task The_list_is_searched_filtered_and_sorted_and_totals_what_it_answers()
    {
        var (_, found) = await books.GetAsync("/projects?from=2026-04-01&to=2026-05-31&search=mill");
        var (_, sorted) = await books.GetAsync("/projects?from=2026-04-01&to=2026-05-31&sort=profit&direction=ascending");
        var (status, problem) = await books.GetAsync("/projects?sort=colour");

        Assert.Equal("Mill Lane", (string)Assert.Single(found["projects"]!.AsArray())!["name"]!);
        Assert.Equal(300.00m, (decimal)found["total"]!["profit"]!);
        Assert.Equal(["Mill Lane", "Acacia Road", "Unassigned"], sorted["projects"]!.AsArray().Select(project => (string)project!["name"]!));
        Assert.Equal("2026-04-20", (string)sorted["projects"]![1]!["latestActivity"]!);
        Assert.Equal("active", (string)sorted["projects"]![1]!["standing"]!);
        Assert.Equal(400, status);
        Assert.NotNull(problem["errors"]!["sort"]);
    }
}
