using System.Text.Json.Nodes;
using Milestone.Host.Tests.Running;
using Xunit;
using static Milestone.Host.Tests.Estimates.PlanningClient;

namespace Milestone.Host.Tests.Estimates;

/// <summary>What programs enter about projects, read back, changed on the right version only, and taken away.</summary>
public sealed class PlanApiTests
{
    [Fact]
    public async Task An_estimate_is_made_read_changed_and_removed_each_on_its_version()
    {
        await using var books = await BooksHost.FreshAsync();
        var client = new PlanningClient(books);
        var made = await client.PostAsync($"{Project}/estimates", Cost);
        var read = await client.GetAsync(made.Path);
        var known = await client.GetAsync(made.Path, read.Version);
        var changed = await client.PutAsync(made.Path, Cost.Replace("1000.00", "1250.50", StringComparison.Ordinal), read.Version);
        var history = await client.GetAsync($"{Project}/estimates?history=true");
        var removed = await client.DeleteAsync(made.Path, changed.Version);
        var left = await client.GetAsync($"{Project}/estimates");
        var after = await client.GetAsync(made.Path);

        Assert.Equal((201, "\"1\""), (made.Status, made.Version));
        Assert.StartsWith($"/milestone-app/api/v1{Project}/estimates/", made.Location, StringComparison.Ordinal);
        Assert.True(JsonNode.DeepEquals(made.Body, read.Body), $"{made.Body} is not {read.Body}");
        Assert.Equal((200, "\"1\"", 304), (read.Status, read.Version, known.Status));
        Assert.Equal((200, "\"2\"", 1250.50m), (changed.Status, changed.Version, (decimal)changed.Body!["amount"]!));
        Assert.Equal(["\"cost\" 1250.50 True", "\"cost\" 1000.00 False"], history.Body!.AsArray().Select(one => $"{one!["kind"]!.ToJsonString()} {one["amount"]!.ToJsonString()} {(bool)one["isCurrent"]!}"));
        Assert.Equal((204, 0), (removed.Status, left.Body!.AsArray().Count));
        Assert.Equal((200, "a reader at this machine"), (after.Status, (string)after.Body!["closedBy"]!));
    }

    [Theory]
    [InlineData("/estimates", Cost, "amount", "1000.00", "999.00")]
    [InlineData("/adjustments", Skips, "amount", "200.00", "201.00")]
    public async Task A_change_on_another_version_is_412_with_what_there_is_now_and_one_without_a_version_is_428(string path, string body, string field, string was, string becomes)
    {
        await using var books = await BooksHost.FreshAsync();
        var client = new PlanningClient(books);
        var made = await client.PostAsync(Project + path, body);
        var first = await client.PutAsync(made.Path, body.Replace(was, becomes, StringComparison.Ordinal), made.Version);

        var second = await client.PutAsync(made.Path, body, made.Version);
        var removal = await client.DeleteAsync(made.Path, made.Version);
        var unversioned = await client.PutAsync(made.Path, body, null);
        var blindRemoval = await client.DeleteAsync(made.Path, null);
        var nonsense = await client.PutAsync(made.Path, body, "W/\"x\"");

        Assert.Equal((200, 412, 412), (first.Status, second.Status, removal.Status));
        Assert.True(JsonNode.DeepEquals(first.Body, second.Body!["current"]), second.Body.ToJsonString());
        Assert.Equal(becomes, removal.Body!["current"]![field]!.ToJsonString());
        Assert.Equal("Changed by somebody else", (string)second.Body!["title"]!);
        Assert.Equal((428, 428, 400), (unversioned.Status, blindRemoval.Status, nonsense.Status));
        Assert.Equal(["If-Match"], unversioned.Faults);
        Assert.Equal(becomes, (await client.GetAsync(made.Path)).Body![field]!.ToJsonString());
    }

    [Fact]
    public async Task A_second_estimate_of_the_same_place_and_kind_is_409_with_the_first_and_what_to_do()
    {
        await using var books = await BooksHost.FreshAsync();
        var client = new PlanningClient(books);
        var made = await client.PostAsync($"{Project}/estimates", Cost);

        var again = await client.PostAsync($"{Project}/estimates", Cost);

        Assert.Equal(409, again.Status);
        Assert.Equal("There is a cost estimate of 1,000.00 for Groundworks already. Change that one, or remove it first.", (string)again.Body!["detail"]!);
        Assert.True(JsonNode.DeepEquals(made.Body, again.Body["current"]));
        Assert.Equal(["kind"], again.Faults);
    }

    [Fact]
    public async Task Progress_is_entered_phase_by_phase_from_version_0_on()
    {
        await using var books = await BooksHost.FreshAsync();
        var client = new PlanningClient(books);
        var none = await client.GetAsync($"{Project}/progress/{Groundworks}");
        var first = await client.PutAsync($"{Project}/progress/{Groundworks}", """{"percent":20,"date":"2026-06-01"}""", none.Version);
        var second = await client.PutAsync($"{Project}/progress/{Groundworks}", """{"percent":62.5,"date":"2026-06-10","notes":"Slab poured"}""", first.Version);
        var stale = await client.PutAsync($"{Project}/progress/{Groundworks}", """{"percent":90,"date":"2026-06-10"}""", first.Version);
        var list = await client.GetAsync($"{Project}/progress");
        var history = await client.GetAsync($"{Project}/progress/{Groundworks}");

        Assert.Equal(("\"0\"", 0), (none.Version, none.Body!.AsArray().Count));
        Assert.Equal((200, "\"1\"", 200, "\"2\""), (first.Status, first.Version, second.Status, second.Version));
        Assert.Equal((412, 62.5m), (stale.Status, (decimal)stale.Body!["current"]!["percent"]!));
        Assert.Equal([62.5m], list.Body!.AsArray().Select(one => (decimal)one!["percent"]!));
        Assert.Equal([62.5m, 20m], history.Body!.AsArray().Select(one => (decimal)one!["percent"]!));
        Assert.Equal("\"2\"", history.Version);
    }

    [Fact]
    public async Task Settings_are_saved_whole_from_version_0_on()
    {
        await using var books = await BooksHost.FreshAsync();
        var client = new PlanningClient(books);
        var none = await client.GetAsync($"{Project}/settings");
        var saved = await client.PutAsync($"{Project}/settings", Described, none.Version);
        var stale = await client.PutAsync($"{Project}/settings", Described.Replace("Mr Field", "Mrs Field", StringComparison.Ordinal), none.Version);
        var emptied = await client.PutAsync($"{Project}/settings", """{"status":"onHold"}""", saved.Version);
        var nulls = await client.PutAsync($"{Project}/settings", """{"client":"Mr \u0000 Field","notes":"\u0000","manager":"C:\\u0000"}""", emptied.Version);

        Assert.Equal(("\"0\"", "active", ""), (none.Version, (string)none.Body!["status"]!, (string)none.Body["client"]!));
        Assert.Equal((200, "\"1\"", "145000.00"), (saved.Status, saved.Version, saved.Body!["contractSum"]!.ToJsonString()));
        Assert.Equal((412, "Mr Field"), (stale.Status, (string)stale.Body!["current"]!["client"]!));
        Assert.Equal((200, "onHold", null), (emptied.Status, (string)emptied.Body!["status"]!, emptied.Body["contractSum"]));
        Assert.Equal(400, nulls.Status);
        Assert.Equal(["client", "notes"], nulls.Faults);
    }

    [Fact]
    public async Task An_adjustment_is_made_read_changed_and_removed()
    {
        await using var books = await BooksHost.FreshAsync();
        var client = new PlanningClient(books);
        var made = await client.PostAsync($"{Project}/adjustments?organisation=Small%20Books", Skips);
        var read = await client.GetAsync(made.Path);
        var changed = await client.PutAsync(made.Path, Skips.Replace("directByCustomer", "refund", StringComparison.Ordinal), made.Version);
        var list = await client.GetAsync($"{Project}/adjustments");
        var removed = await client.DeleteAsync(made.Path, changed.Version);
        var gone = await client.GetAsync(made.Path);

        Assert.EndsWith("?organisation=Small%20Books", made.Location, StringComparison.Ordinal);
        Assert.Equal((201, 240m, 200), (made.Status, (decimal)made.Body!["gross"]!, read.Status));
        Assert.Equal(["refund"], list.Body!.AsArray().Select(one => (string)one!["kind"]!));
        Assert.Equal((204, 404), (removed.Status, gone.Status));
    }

    [Fact]
    public async Task What_people_enter_changes_the_mark_of_every_answer_about_the_organisation()
    {
        await using var books = await BooksHost.FreshAsync();
        var client = new PlanningClient(books);
        var before = await client.GetAsync($"{Project}/estimates");
        var same = await client.GetAsync($"{Project}/estimates", before.Version);
        await client.PutAsync($"/projects/{SmallBooks.MillLane}/settings", Described, "\"0\"");
        var after = await client.GetAsync($"{Project}/estimates", before.Version);

        Assert.Equal((304, 200), (same.Status, after.Status));
    }

    [Theory]
    [InlineData("pdf", "%PDF")]
    [InlineData("xlsx", "PK")]
    [InlineData("csv", "\ufeff")]
    [InlineData("json", "{")]
    public async Task Every_table_is_there_in_every_format(string format, string begins)
    {
        await using var books = await BooksHost.FreshAsync();
        var client = new PlanningClient(books);
        await client.PostAsync($"{Project}/estimates", Cost);
        await client.PostAsync($"{Project}/adjustments", Skips);
        foreach (var address in new[] { $"estimates.{format}", $"estimates.{format}?history=true&phase={Groundworks}", $"progress.{format}", $"progress.{format}?history=true", $"adjustments.{format}" })
        {
            using var answer = await books.Client.GetAsync(new Uri($"/api/v1{Project}/{address}", UriKind.Relative), TestContext.Current.CancellationToken);
            var bytes = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);

            Assert.True(answer.IsSuccessStatusCode, address);
            Assert.StartsWith(begins, System.Text.Encoding.UTF8.GetString(bytes.AsSpan(0, 4)), StringComparison.Ordinal);
        }
    }
}
