using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Milestone.Host.Tests.Running;
using Xunit;

namespace Milestone.Host.Tests.People;

public sealed class PeopleApiTests
{
    private const string Api = "/milestone-app/api/v1/";

    [Fact]
    public async Task Preferences_are_saved_on_the_version_they_were_read_at()
    {
        await using var books = await BooksHost.FreshAsync();
        using var first = await SendAsync(books, HttpMethod.Get, "preferences");
        Assert.Equal("\"0\"", first.Headers.ETag!.Tag);

        using var unversioned = await SendAsync(books, HttpMethod.Put, "preferences", new { theme = "dark" });
        using var saved = await SendAsync(books, HttpMethod.Put, "preferences", new { theme = "dark", basis = "cash", wholePounds = true, period = "last-month" }, "\"0\"");
        using var late = await SendAsync(books, HttpMethod.Put, "preferences", new { theme = "light" }, "\"0\"");
        using var unknown = await SendAsync(books, HttpMethod.Put, "preferences", new { period = "last-moth" }, "\"1\"");

        Assert.Equal(HttpStatusCode.PreconditionRequired, unversioned.StatusCode);
        Assert.Equal(HttpStatusCode.OK, saved.StatusCode);
        Assert.Equal("\"1\"", saved.Headers.ETag!.Tag);
        Assert.Equal(HttpStatusCode.PreconditionFailed, late.StatusCode);
        Assert.Equal("dark", (string?)(await JsonAsync(late))["current"]!["theme"]);
        Assert.Equal(HttpStatusCode.BadRequest, unknown.StatusCode);
        Assert.Contains("Did you mean 'last-month'?", (string?)(await JsonAsync(unknown))["detail"], StringComparison.Ordinal);
        var now = (await books.GetAsync("/preferences")).Body;
        Assert.Equal(("dark", "cash", true, "last-month"), ((string?)now["theme"], (string?)now["basis"], (bool)now["wholePounds"]!, (string?)now["period"]));
    }

    [Fact]
    public async Task A_view_is_added_changed_and_removed()
    {
        await using var books = await BooksHost.FreshAsync();
        using var added = await SendAsync(books, HttpMethod.Post, "views", new { name = "Months", page = "statement", query = "columns=month&organisation=x" });
        using var other = await SendAsync(books, HttpMethod.Post, "views", new { name = "Projects", page = "statement", query = "columns=project" });
        Assert.Equal(HttpStatusCode.Created, added.StatusCode);
        var view = await JsonAsync(added);
        Assert.Equal("columns=month", (string?)view["query"]);
        var address = $"views/{(string?)view["id"]}";

        using var moved = await SendAsync(books, HttpMethod.Put, address, new { name = "By month", page = "statement", query = "columns=month", place = 2 }, "\"1\"");
        Assert.Equal(HttpStatusCode.OK, moved.StatusCode);
        Assert.Equal(["Projects", "By month"], (await books.GetAsync("/views")).Body.AsArray().Select(one => (string?)one!["name"]));

        using var late = await SendAsync(books, HttpMethod.Delete, address, null, "\"1\"");
        using var removed = await SendAsync(books, HttpMethod.Delete, address, null, "\"2\"");
        using var elsewhere = await SendAsync(books, HttpMethod.Post, "views", new { name = "Evil", page = "https://evil.example" });
        Assert.Equal(HttpStatusCode.PreconditionFailed, late.StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, elsewhere.StatusCode);
        Assert.Single((await books.GetAsync("/views")).Body.AsArray());
    }

    private static async Task<JsonNode> JsonAsync(HttpResponseMessage answer) => JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;

    private static async Task<HttpResponseMessage> SendAsync(BooksHost books, HttpMethod method, string address, object? body = null, string? ifMatch = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(Api + address, UriKind.Relative));
        if (body is not null)
            request.Content = JsonContent.Create(body);
        if (ifMatch is not null)
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        return await books.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
