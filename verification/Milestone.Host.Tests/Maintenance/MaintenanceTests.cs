using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using AngleSharp.Html.Dom;
using Milestone.Host.Tests.Pages;
using Milestone.Host.Tests.Running;
using Xunit;

namespace Milestone.Host.Tests.Maintenance;

/// <summary>A window from before it begins until after it has ended, as readers, programs, the channel and whoever plans it see it.</summary>
public sealed class MaintenanceTests(MaintainedHost host) : IClassFixture<MaintainedHost>
{
    private const string Windows = "/milestone-app/api/v1/admin/maintenance";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private DateTimeOffset Now => host.Clock.GetUtcNow();

    [Fact]
    public async Task A_window_is_told_before_refuses_changes_while_it_lasts_and_ends()
    {
        const string Message = "Moving to a larger server <b>";
        var browser = new PlainBrowser(host.Client);
        // To the second: the wait that a refusal tells of is then known by hand.
        host.Clock.SetUtcNow(DateTimeOffset.FromUnixTimeSeconds(Now.ToUnixTimeSeconds() + 1));
        var id = await PlanAsync(Now.AddHours(2), Now.AddHours(3), Message);
        await host.TellAsync();
        await host.TellAsync();

        var before = await BannerAsync(browser);
        Assert.Contains("Maintenance is planned for ", before, StringComparison.Ordinal);
        Assert.Contains("read and nothing changed. " + Message, before, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NoContent, await SayAsync("Before"));
        var form = await browser.OpenAsync("feedback?page=dashboard");

        host.Clock.Advance(TimeSpan.FromHours(2) + TimeSpan.FromMinutes(1));
        await host.TellAsync();
        Assert.Contains("Maintenance under way until ", await BannerAsync(browser), StringComparison.Ordinal);
        Assert.Contains("649.25", await browser.TextAsync("api/v1/statement?from=2026-04-01&to=2026-05-31"), StringComparison.Ordinal);
        using (var refused = await PostAsync("/milestone-app/api/v1/feedback", """{"words":"During"}"""))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
            Assert.Equal(TimeSpan.FromMinutes(59), refused.Headers.RetryAfter!.Delta);
            Assert.Equal("application/problem+json", refused.Content.Headers.ContentType!.MediaType);
            Assert.Equal(Message, (string)JsonNode.Parse(await refused.Content.ReadAsStringAsync(Stop))!["maintenance"]!["message"]!);
        }

        using (var refused = await host.Books.PostAsync(SmallBooks.OneMoreBill, host.Books.Token))
            Assert.Equal(HttpStatusCode.OK, refused.StatusCode); // that host has the machine's own clock: nothing has begun there
        using (var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/milestone-app/api/v1/import/xero", UriKind.Relative)) { Content = new StringContent(SmallBooks.OneMoreBill, Encoding.UTF8, "application/json") })
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", host.Books.Token);
            using var refused = await host.Client.SendAsync(request, Stop);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
            Assert.NotNull(refused.Headers.RetryAfter);
        }

        // A browser's form is refused with what was typed, and can be sent again from that very page.
        const string Typed = "\nFirst line <script>\nsecond \"line\"";
        using var kept = await browser.PostFormAsync("feedback?page=dashboard", form, "feedback", ("words", Typed), ("page", "dashboard"));
        var page = BrowsedBooks.Parse(await kept.Content.ReadAsStringAsync(Stop));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, kept.StatusCode);
        Assert.Equal(TimeSpan.FromMinutes(59), kept.Headers.RetryAfter!.Delta);
        Assert.Equal(Typed, page.QuerySelector("textarea[name=words]")!.TextContent);
        var again = page.Forms.Single(one => one.QuerySelector("textarea[name=words]") is not null);
        Assert.Equal("feedback?page=dashboard", again.GetAttribute("action"));
        var fields = again.QuerySelectorAll("input[name], textarea[name]").Select(field => new KeyValuePair<string, string>(field.GetAttribute("name")!, field is IHtmlTextAreaElement area ? area.Value : field.GetAttribute("value")!)).ToList();

        // What came without our token is not shown: another site could have somebody send what it chose.
        using var foreign = await browser.PostAsync("feedback", ("_handler", "feedback"), ("words", "Chosen elsewhere"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, foreign.StatusCode);
        Assert.DoesNotContain("Chosen elsewhere", await foreign.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);

        using (var ended = await SendAsync(HttpMethod.Delete, $"{Windows}/{id}", null))
            Assert.Equal(HttpStatusCode.NoContent, ended.StatusCode);
        await host.TellAsync();
        await host.TellAsync();
        Assert.Equal("", await BannerAsync(browser));
        Assert.Equal(HttpStatusCode.NoContent, await SayAsync("After"));
        var sent = await browser.TrySendAsync("feedback?page=dashboard", fields);
        Assert.Equal(HttpStatusCode.Redirect, sent.Status);
        Assert.Contains("First line <script>\nsecond \"line\"", (await SaidAsync()).Select(entry => (string)entry!["words"]!));
        Assert.DoesNotContain("During", (await SaidAsync()).Select(entry => (string)entry!["words"]!));

        // The channel was told of each once, whoever told it; windows of other tests are told of, too.
        string[] others = ["called off", "A new database", "From the page", "Told when the channel is back"];
        var posts = host.Told.Select(post => (string)JsonNode.Parse(post)!["text"]!).Where(text => !others.Any(other => text.Contains(other, StringComparison.Ordinal))).ToList();
        Assert.Equal(3, posts.Count);
        Assert.Contains("is planned", posts[0], StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;", posts[0], StringComparison.Ordinal);
        Assert.Contains("has begun", posts[1], StringComparison.Ordinal);
        Assert.Contains("is over", posts[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_channel_that_is_down_keeps_no_window_from_being_planned_and_is_told_when_it_is_back()
    {
        const string Message = "Told when the channel is back";
        host.IsChannelBroken = true;
        var id = await PlanAsync(Now.AddDays(60), Now.AddDays(60).AddHours(1), Message);
        await host.TellAsync();
        host.IsChannelBroken = false;
        Assert.Equal("The channel answered 502.", (string?)(await NoticeAsync(id))["fault"]);

        // Not at every turn: whoever is down gets a minute.
        await host.TellAsync();
        Assert.DoesNotContain(host.Told, post => post.Contains(Message, StringComparison.Ordinal));
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        await host.TellAsync();

        Assert.Single(host.Told, post => post.Contains(Message, StringComparison.Ordinal));
        Assert.NotNull((await NoticeAsync(id))["toldAt"]);
        (await SendAsync(HttpMethod.Delete, $"{Windows}/{id}", null)).Dispose();
    }

    [Fact]
    public async Task Anybody_may_read_the_status_which_names_no_organisation()
    {
        var id = await PlanAsync(Now.AddDays(30), Now.AddDays(30).AddHours(1), "A new database");
        try
        {
            foreach (var address in new[] { "/milestone-app/status", "/milestone-app/api/status" })
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, UriKind.Relative));
                request.Headers.Add("X-Test-Visitor", "nobody");
                using var answer = await host.Client.SendAsync(request, Stop);
                var text = await answer.Content.ReadAsStringAsync(Stop);

                Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
                Assert.Contains("A new database", text, StringComparison.Ordinal);
                foreach (var secret in new[] { "Small Books", "a reader at this machine", "secret-path", "Host=" })
                    Assert.DoesNotContain(secret, text, StringComparison.OrdinalIgnoreCase);
            }

            var status = JsonNode.Parse(await host.Client.GetStringAsync(new Uri("/milestone-app/api/status", UriKind.Relative), Stop))!.AsObject();
            Assert.Equal(["at", "database", "lastImport", "status", "version", "windows"], status.Select(pair => pair.Key).Order(StringComparer.Ordinal));
            Assert.Equal(("up", "reachable"), ((string)status["status"]!, (string)status["database"]!));
            Assert.Equal(["from", "message", "state", "to"], status["windows"]![0]!.AsObject().Select(pair => pair.Key).Order(StringComparer.Ordinal));
            Assert.NotNull(status["lastImport"]);

            var page = BrowsedBooks.Parse(await host.Client.GetStringAsync(new Uri("/milestone-app/status", UriKind.Relative), Stop));
            Assert.Equal("/milestone-app/", page.QuerySelector("base")!.GetAttribute("href"));
            Assert.All(page.QuerySelectorAll("a[href], link[href], script[src]"), link => Assert.False((link.GetAttribute("href") ?? link.GetAttribute("src")!).StartsWith('/'), link.OuterHtml));
            // Other tests move the clock.
            Assert.Matches("Last import(just now|[0-9]+ (minutes|hours) ago), ", page.QuerySelector("dl.pairs")!.TextContent);
        }
        finally
        {
            (await SendAsync(HttpMethod.Delete, $"{Windows}/{id}", null)).Dispose();
        }
    }

    [Fact]
    public async Task The_status_is_told_while_the_database_does_not_answer()
    {
        await using var alone = await ServingHost.StartAsync(ServingHost.NoDatabase, settings => settings with { Vouch = null });
        using var page = await alone.Client.GetAsync(new Uri("/milestone-app/status", UriKind.Relative), Stop);
        var status = JsonNode.Parse(await alone.Client.GetStringAsync(new Uri("/milestone-app/api/status", UriKind.Relative), Stop))!;

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Contains("Something does not work", await page.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        Assert.Equal(("degraded", "unreachable", null), ((string)status["status"]!, (string)status["database"]!, status["lastImport"]));
    }

    [Fact]
    public async Task On_the_page_a_window_is_planned_moved_and_called_off_and_a_mistake_keeps_what_was_typed()
    {
        const string Page = "admin/maintenance";
        var browser = new PlainBrowser(host.Client);
        var page = await browser.OpenAsync(Page);
        // British time: the small books name no zone, so it is that of the default, UTC; a year ahead is far from every other test's window.
        var from = Now.AddDays(200);
        var text = from.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);
        page = await browser.SendAsync(Page, page, "plan", HttpStatusCode.BadRequest, ("from", text), ("to", text), ("message", "Kept as typed"));
        Assert.NotNull(page.QuerySelector("#to-error"));
        Assert.Equal("Kept as typed", ((IHtmlInputElement)page.QuerySelector("#message")!).Value);

        page = await browser.SendAsync(Page, page, "plan", HttpStatusCode.OK, ("from", text), ("to", from.AddHours(1).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture)), ("message", "From the page"));
        var button = (IHtmlButtonElement)page.QuerySelectorAll("ul.windows li").Single(item => item.TextContent.Contains("From the page", StringComparison.Ordinal)).QuerySelector("button")!;
        page = await browser.SendAsync(Page, page, "move", HttpStatusCode.OK, ("which", button.Value), ("end", from.AddHours(3).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture)));
        Assert.Contains("The end is moved", page.Body!.TextContent, StringComparison.Ordinal);
        page = await browser.SendAsync(Page, page, "end", HttpStatusCode.OK, ("window", button.Value));
        Assert.Contains("It is called off", page.QuerySelector(".saved")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("From the page", page.QuerySelector("section[aria-labelledby=over]")!.TextContent, StringComparison.Ordinal);
        // Called off twice: it says so, and does not break.
        page = await browser.SendAsync(Page, page, "end", HttpStatusCode.NotFound, ("window", button.Value));
        Assert.NotNull(page.QuerySelector(".form-errors"));
        Assert.DoesNotContain("secret-path", page.DocumentElement.OuterHtml, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"to":"2030-01-01T00:00Z","message":"x"}""", "from")]
    [InlineData("""{"from":"2026-12-01T22:00","to":"2026-12-01T23:00Z","message":"x"}""", "from")]
    [InlineData("""{"from":"tomorrow","to":"2026-12-01T23:00Z","message":"x"}""", "from")]
    [InlineData("""{"from":"2026-03-28T22:00Z","to":"2026-03-28T23:30Z","message":"x"}""", "to")]
    public async Task A_time_without_a_zone_or_of_the_past_is_refused_by_its_field(string body, string field)
    {
        using var refused = await PostAsync(Windows, body);

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains($"\"{field}\"", await refused.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    private async Task<string> PlanAsync(DateTimeOffset from, DateTimeOffset to, string message)
    {
        using var planned = await PostAsync(Windows, new JsonObject { ["from"] = from.ToString("O", CultureInfo.InvariantCulture), ["to"] = to.ToString("O", CultureInfo.InvariantCulture), ["message"] = message }.ToJsonString());
        var text = await planned.Content.ReadAsStringAsync(Stop);
        Assert.True(planned.StatusCode == HttpStatusCode.Created, text);
        return (string)JsonNode.Parse(text)!["id"]!;
    }

    private async Task<JsonNode> NoticeAsync(string window) =>
        JsonNode.Parse(await host.Client.GetStringAsync(new Uri(Windows, UriKind.Relative), Stop))!["notices"]!.AsArray().Single(notice => (string)notice!["window"]! == window)!;

    private async Task<JsonArray> SaidAsync() => JsonNode.Parse(await host.Client.GetStringAsync(new Uri("/milestone-app/api/v1/admin/feedback", UriKind.Relative), Stop))!["entries"]!.AsArray();

    private async Task<HttpStatusCode> SayAsync(string words)
    {
        using var answer = await PostAsync("/milestone-app/api/v1/feedback", new JsonObject { ["words"] = words }.ToJsonString());
        return answer.StatusCode;
    }

    // As it is read: whatever blank there is between two words is one.
    private static async Task<string> BannerAsync(PlainBrowser browser) =>
        string.Join(' ', ((await browser.OpenAsync("dashboard?from=2026-04-01&to=2026-05-31")).QuerySelector("aside.maintenance")?.TextContent ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private Task<HttpResponseMessage> PostAsync(string path, string body) => SendAsync(HttpMethod.Post, path, body);

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? body)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        return await host.Client.SendAsync(request, Stop);
    }
}
