using System.Text;
using System.Text.Json.Nodes;
using Milestone.Host.Tests.Running;
using Xunit;

namespace Milestone.Host.Tests.Assignments;

/// <summary>Over Small Books: 100.25 of screws (B-1) and 150.00 of rent (B-2) name no project; the joists of Acacia Road name no phase.</summary>
public sealed class AssignmentApiTests(BooksHost books) : IClassFixture<BooksHost>
{
    private const string Groundworks = "a0000000-0000-4000-8000-000000000011";

    [Fact]
    public async Task What_names_no_project_or_phase_is_listed_with_its_effect_on_profit()
    {
        var (_, byProject) = await books.GetAsync("/assignments/unassigned-lines");
        var (_, byPhase) = await books.GetAsync("/assignments/unassigned-lines?lacks=phase&project=Acacia%20Road");

        Assert.Equal(["Yard -150.00", "Screws -100.25"], Words(byProject));
        Assert.Equal((-250.25m, 2), ((decimal)byProject["total"]!, (int)byProject["count"]!));
        Assert.Equal(["Joists -400.50"], Words(byPhase));
        Assert.Equal("Acacia Road", (string)byProject["lines"]![1]!["suggestion"]!["projectName"]!);
        Assert.Equal("1 of 1 other line of this document", (string)byProject["lines"]![1]!["suggestion"]!["because"]!);
    }

    [Theory]
    [InlineData("/assignments/unassigned-lines?lacks=client", "lacks")]
    [InlineData("/assignments/unassigned-lines?section=profit", "section")]
    [InlineData("/assignments/unassigned-lines?contact=Timber", "contact")]
    [InlineData("/assignments/unassigned-lines?from=2026-05-01&to=2026-04-01", "to")]
    [InlineData("/assignments/unassigned-lines?limit=1000", "limit")]
    [InlineData("/assignments/unassigned-lines?after=x", "after")]
    [InlineData("/assignments?after=x", "after")]
    [InlineData("/assignments?lacks=phase", "lacks")]
    public async Task A_question_that_cannot_be_understood_names_its_field(string path, string field)
    {
        var (status, problem) = await books.GetAsync(path);

        Assert.Equal(400, status);
        Assert.NotNull(problem["errors"]![field]);
    }

    [Theory]
    [InlineData("{}", "lines")]
    [InlineData("""{"lines":[null]}""", "lines")]
    [InlineData("""{"lines":[]}""", "lines")]
    [InlineData("""{"lines":[{"document":"d0000000-0000-4000-8000-000000000002","line":"f0000000-0000-4000-8000-000000000003"}]}""", "project")]
    public async Task A_request_that_is_not_whole_names_what_it_lacks(string body, string field)
    {
        var (status, problem, _) = await SendAsync(books, HttpMethod.Post, "/assignments/preview", JsonNode.Parse(body)!, null);

        Assert.Equal(400, status);
        Assert.NotNull(problem!["errors"]![field]);
    }

    [Fact]
    public async Task Lines_are_previewed_assigned_changed_and_taken_back_each_on_the_version_that_was_read()
    {
        await using var fresh = await BooksHost.FreshAsync();
        var screws = (await fresh.GetAsync("/assignments/unassigned-lines?text=screws")).Body["lines"]![0]!;
        var request = new JsonObject
        {
            ["lines"] = new JsonArray(new JsonObject { ["document"] = (string)screws["document"]!, ["line"] = (string)screws["line"]!, ["seen"] = (string)screws["seen"]! }),
            ["project"] = SmallBooks.MillLane,
            ["mode"] = "fill",
        };

        var (_, preview, _) = await SendAsync(fresh, HttpMethod.Post, "/assignments/preview", request, null);
        Assert.Equal(["Mill Lane 300.00 -100.25 199.75", "Unassigned -250.25 100.25 -150.00"], preview!["effects"]!.AsArray().Select(effect =>
            FormattableString.Invariant($"{(string)effect!["place"]!["projectName"]!} {(decimal)effect["before"]!:0.00} {(decimal)effect["difference"]!:0.00} {(decimal)effect["after"]!:0.00}")));
        Assert.Equal(0m, (decimal)preview["total"]!);

        var (assigned, outcome, _) = await SendAsync(fresh, HttpMethod.Post, "/assignments", request, null);
        Assert.Equal((200, 1, 0), (assigned, (int)outcome!["assigned"]!, (int)outcome["left"]!));
        Assert.Equal(-100.25m + 300m, await ProfitAsync(fresh, SmallBooks.MillLane));
        var (again, stale, _) = await SendAsync(fresh, HttpMethod.Post, "/assignments", request, null);
        Assert.Equal(412, again);
        Assert.Equal("Mill Lane", (string)stale!["current"]![0]!["place"]!["projectName"]!);

        var kept = (await fresh.GetAsync("/assignments")).Body["assignments"]![0]!;
        var path = $"/assignments/{(string)kept["assignment"]!["id"]!}";
        var change = new JsonObject { ["seen"] = (string)kept["line"]!["seen"]!, ["project"] = SmallBooks.AcaciaRoad, ["phase"] = Groundworks, ["mode"] = "override" };
        Assert.Equal(428, (await SendAsync(fresh, HttpMethod.Put, path, change, null)).Status);
        Assert.Equal(400, (await SendAsync(fresh, HttpMethod.Put, path, change, "\"one\"")).Status);
        var (changed, detail, tag) = await SendAsync(fresh, HttpMethod.Put, path, change, "\"1\"");
        Assert.Equal((200, "\"2\"", "override"), (changed, tag, (string)detail!["kept"]!["assignment"]!["mode"]!));
        var (late, current, _) = await SendAsync(fresh, HttpMethod.Put, path, change, "\"1\"");
        Assert.Equal((412, 2), (late, (int)current!["current"]!["assignment"]!["version"]!));
        Assert.Single((await fresh.GetAsync($"/projects/{SmallBooks.AcaciaRoad}/assignments")).Body["assignments"]!.AsArray());
        Assert.Empty((await fresh.GetAsync($"/projects/{SmallBooks.MillLane}/assignments")).Body["assignments"]!.AsArray());

        Assert.Equal(412, (await SendAsync(fresh, HttpMethod.Delete, path, null, "\"1\"")).Status);
        Assert.Equal(204, (await SendAsync(fresh, HttpMethod.Delete, path, null, "\"2\"")).Status);
        Assert.Equal(404, (await SendAsync(fresh, HttpMethod.Delete, path, null, "\"2\"")).Status);
        Assert.Equal(300m, await ProfitAsync(fresh, SmallBooks.MillLane));
        Assert.Equal(2, (int)(await fresh.GetAsync("/assignments/unassigned-lines")).Body["count"]!);
    }

    [Fact]
    public async Task What_is_unchanged_is_not_sent_again()
    {
        using var first = await books.Client.GetAsync(new Uri("/milestone-app/api/v1/assignments/review", UriKind.Relative), TestContext.Current.CancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/milestone-app/api/v1/assignments/review", UriKind.Relative));
        request.Headers.TryAddWithoutValidation("If-None-Match", first.Headers.ETag!.ToString());

        using var second = await books.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(304, (int)second.StatusCode);
    }

    private static async Task<decimal> ProfitAsync(BooksHost host, string project) => (decimal)(await host.GetAsync($"/projects/{project}?from=2026-04-01&to=2026-06-30")).Body["project"]!["profit"]!;

    private static IEnumerable<string> Words(JsonNode page) =>
        page["lines"]!.AsArray().Select(line => FormattableString.Invariant($"{(string)line!["description"]!} {(decimal)line["amount"]!:0.00}"));

    private static async Task<(int Status, JsonNode? Body, string? Tag)> SendAsync(BooksHost host, HttpMethod method, string path, JsonNode? body, string? version)
    {
        using var request = new HttpRequestMessage(method, new Uri("/milestone-app/api/v1" + path, UriKind.Relative));
        if (body is not null)
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        if (version is not null)
            request.Headers.TryAddWithoutValidation("If-Match", version);
        using var answer = await host.Client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return ((int)answer.StatusCode, text.Length > 0 ? JsonNode.Parse(text) : null, answer.Headers.ETag?.Tag);
    }
}
