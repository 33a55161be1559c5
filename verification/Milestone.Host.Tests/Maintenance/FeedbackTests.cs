using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using AngleSharp.Html.Dom;
using Milestone.Host.Tests.Running;
using Xunit;

namespace Milestone.Host.Tests.Maintenance;

/// <summary>What a reader says at the foot of a page reaches whoever owns the installation, and nobody else.</summary>
public sealed class FeedbackTests(MaintainedHost host) : IClassFixture<MaintainedHost>
{
    private const string Feedback = "/milestone-app/api/v1/admin/feedback";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_said_on_a_page_is_listed_with_who_where_and_which_version_is_read_and_taken_away()
    {
        var browser = new PlainBrowser(host.Client);
        var page = await browser.OpenAsync("statement?from=2026-04-01&to=2026-05-31");
        var way = page.QuerySelectorAll("footer a").Single(link => link.TextContent == "Feedback").GetAttribute("href")!;
        page = await browser.OpenAsync(way);
        page = await browser.SendAsync(way, page, "feedback", HttpStatusCode.BadRequest, ("words", "  "), ("page", "statement"));
        Assert.NotNull(page.QuerySelector("#words-error"));
        page = await browser.SendAsync(way, page, "feedback", HttpStatusCode.BadRequest, ("words", new string('x', 2001)), ("page", "statement"));
        Assert.Equal(2001, page.QuerySelector("textarea")!.TextContent.Trim().Length);
        var from = (IHtmlInputElement)page.QuerySelector("input[name=page]")!;
        page = await browser.SendAsync(way, page, "feedback", HttpStatusCode.OK, ("words", "  =1+1 is <b>slow</b>  "), ("page", from.Value));
        Assert.Contains("Thank you", page.QuerySelector(".saved")!.TextContent, StringComparison.Ordinal);

        page = await browser.OpenAsync("admin/feedback?unread=true");
        var entry = Assert.Single(page.QuerySelectorAll("section.feedback"), one => one.QuerySelector(".feedback-words")!.TextContent == "=1+1 is <b>slow</b>");
        Assert.Contains("a reader at this machine", entry.TextContent, StringComparison.Ordinal);
        page = await browser.SendAsync("admin/feedback?unread=true", page, "read", HttpStatusCode.OK, ("feedback", ((IHtmlButtonElement)entry.QuerySelector("button")!).Value));
        Assert.DoesNotContain("=1+1", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Read by a reader at this machine", (await browser.OpenAsync("admin/feedback")).Body!.TextContent, StringComparison.Ordinal);

        var kept = JsonNode.Parse(await host.Client.GetStringAsync(new Uri(Feedback, UriKind.Relative), Stop))!["entries"]!.AsArray().Single(one => (string)one!["words"]! == "=1+1 is <b>slow</b>")!;
        Assert.Equal("statement", (string)kept["page"]!);
        Assert.NotEmpty((string)kept["version"]!);
        // A formula would run in whoever's spreadsheet opens the file.
        Assert.Contains("'=1+1 is <b>slow</b>", await host.Client.GetStringAsync(new Uri(Feedback + ".csv", UriKind.Relative), Stop), StringComparison.Ordinal);
        foreach (var format in new[] { ".pdf", ".xlsx", ".json" })
        {
            using var file = await host.Client.GetAsync(new Uri(Feedback + format, UriKind.Relative), Stop);
            Assert.Equal(HttpStatusCode.OK, file.StatusCode);
        }
    }

    [Fact]
    public async Task Nobody_says_more_than_twenty_things_within_an_hour_or_a_text_that_is_none()
    {
        Assert.Equal((HttpStatusCode.BadRequest, "words"), await SayAsync("""{"words":"a\u0000b"}"""));
        Assert.Equal((HttpStatusCode.BadRequest, "words"), await SayAsync("{}"));
        for (var number = 0; number < 20; number++)
            Assert.Equal(HttpStatusCode.NoContent, (await SayAsync("""{"words":"Again","page":"dashboard"}""")).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await SayAsync("""{"words":"One more"}""")).Status);
        host.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(HttpStatusCode.NoContent, (await SayAsync("""{"words":"Later"}""")).Status);

        // Page by page, each once.
        var first = JsonNode.Parse(await host.Client.GetStringAsync(new Uri(Feedback + "?limit=15", UriKind.Relative), Stop))!;
        var second = JsonNode.Parse(await host.Client.GetStringAsync(new Uri($"{Feedback}?limit=200&after={first["next"]}", UriKind.Relative), Stop))!;
        var ids = first["entries"]!.AsArray().Concat(second["entries"]!.AsArray()).Select(entry => (string)entry!["id"]!).ToList();
        Assert.Equal(ids.Distinct().Count(), ids.Count);
        Assert.Equal(15, first["entries"]!.AsArray().Count);
        Assert.True(ids.Count >= 21);
        foreach (var who in new[] { "viewer", "nobody" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Feedback, UriKind.Relative));
            request.Headers.Add("X-Test-Visitor", who);
            using var answer = await host.Client.SendAsync(request, Stop);
            Assert.Equal(who == "viewer" ? HttpStatusCode.Forbidden : HttpStatusCode.Unauthorized, answer.StatusCode);
        }
    }

    // As a viewer: the limit of one does not count what another says.
    private async Task<(HttpStatusCode Status, string? Field)> SayAsync(string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/milestone-app/api/v1/feedback", UriKind.Relative)) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("X-Test-Visitor", "viewer");
        using var answer = await host.Client.SendAsync(request, Stop);
        var text = await answer.Content.ReadAsStringAsync(Stop);
        return (answer.StatusCode, answer.StatusCode == HttpStatusCode.BadRequest ? (string?)JsonNode.Parse(text)!["field"] ?? (text.Contains("\"words\"", StringComparison.Ordinal) ? "words" : text) : null);
    }
}
