using System.Net;
using AngleSharp.Dom;
using Milestone.Host.Tests.Running;
using Milestone.Testing.Postgres;
using Xunit;

namespace Milestone.Host.Tests.Pages;

public sealed class EveryPageTests(BrowsedBooks books) : IClassFixture<BrowsedBooks>
{
    private const string Days = "from=2026-04-01&to=2026-07-31";

    public static TheoryData<string, HttpStatusCode> Pages => new()
    {
        { $"dashboard?{Days}", HttpStatusCode.OK },
        { $"statement?{Days}&columns=month&compare=1&variance=true", HttpStatusCode.OK },
        { $"statement?{Days}&columns=project", HttpStatusCode.OK },
        { $"statement/postings?{Days}", HttpStatusCode.OK },
        { "statement?from=2030-01-01&to=2030-01-31", HttpStatusCode.OK },
        { "changes?since=0", HttpStatusCode.OK },
        { "changes?since=pack+9", HttpStatusCode.NotFound },
        { "packs", HttpStatusCode.OK },
        { $"packs/issue?{Days}", HttpStatusCode.OK },
        { "reconciliation", HttpStatusCode.OK },
        { "reconciliation?report=nobody", HttpStatusCode.BadRequest },
        { "reconciliation/import", HttpStatusCode.OK },
        { "reconciliation/check", HttpStatusCode.OK },
        { "packs/00000000-0000-0000-0000-000000000009", HttpStatusCode.NotFound },
        { "statement?from=2026-02-31&to=2026-03-31", HttpStatusCode.BadRequest },
        { "dashboard?organisation=nobody", HttpStatusCode.NotFound },
        { $"projects?{Days}", HttpStatusCode.OK },
        { $"projects?{Days}&search=nothing", HttpStatusCode.OK },
        { "projects?sort=sideways", HttpStatusCode.BadRequest },
        { "projects/00000000-0000-0000-0000-000000000000", HttpStatusCode.OK },
        { "projects/00000000-0000-0000-0000-000000000000/cost-tracker", HttpStatusCode.OK },
        { "projects/00000000-0000-0000-0000-000000000000/float", HttpStatusCode.OK },
        { "projects/00000000-0000-0000-0000-000000000000/bills?group=phase", HttpStatusCode.OK },
        { "projects/00000000-0000-0000-0000-000000000000/invoices", HttpStatusCode.OK },
        { "projects/a0000000-0000-4000-8000-0000000000ff", HttpStatusCode.NotFound },
        { "nothing-here", HttpStatusCode.NotFound },
    };

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task The_only_script_is_a_file_of_our_own_and_nothing_is_inline(string address, HttpStatusCode status)
    {
        var page = await books.OpenAsync(address, status);

        // A host that was built without the bundle has none. These tests read pages as a browser without scripts does: they are complete without it.
        Assert.All(page.QuerySelectorAll("script"), script =>
        {
            Assert.Equal("module", script.GetAttribute("type"));
            Assert.Matches("^dist/milestone\\.[a-z0-9]{10}\\.js$", script.GetAttribute("src"));
            Assert.Matches("^dist/charts\\.[a-z0-9]{10}\\.js$", script.GetAttribute("data-charts"));
            Assert.Equal("", script.TextContent);
        });
        Assert.Empty(page.QuerySelectorAll("style, iframe, object, embed, img"));
        Assert.DoesNotContain(page.All.SelectMany(element => element.Attributes), attribute => attribute.Name == "style" || attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(page.QuerySelectorAll("a[href]"), link => link.GetAttribute("href")!.StartsWith("javascript:", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_has_a_language_a_title_one_heading_its_landmarks_and_a_way_past_them(string address, HttpStatusCode status)
    {
        var page = await books.OpenAsync(address, status);

        Assert.Equal("en-GB", page.DocumentElement.GetAttribute("lang"));
        Assert.Equal(BrowsedBooks.Base, page.QuerySelector("base")!.GetAttribute("href"));
        Assert.EndsWith("Milestone", page.Title, StringComparison.Ordinal);
        Assert.Single(page.QuerySelectorAll("h1"));
        Assert.Single(page.QuerySelectorAll("main#content"));
        Assert.Single(page.QuerySelectorAll("header.masthead"));
        Assert.Single(page.QuerySelectorAll("footer"));
        Assert.EndsWith("#content", page.QuerySelector("a.skip")!.GetAttribute("href")!, StringComparison.Ordinal);
        Assert.DoesNotContain(page.QuerySelectorAll("[id]").GroupBy(element => element.Id), same => same.Count() > 1);
        Assert.All(page.QuerySelectorAll("input:not([type=hidden]), select"), control => Assert.NotNull(control.Closest("label")));
    }

    [Fact]
    public async Task A_name_that_is_markup_is_shown_as_the_words_it_is()
    {
        var statement = await books.OpenAsync($"statement?{Days}&columns=project");
        var lines = await books.OpenAsync($"statement/postings?{Days}");

        Assert.Contains(statement.QuerySelectorAll("thead th"), header => header.TextContent.Trim() == BrowsedBooks.HostileName);
        Assert.Contains(statement.QuerySelectorAll("option"), option => option.TextContent == BrowsedBooks.HostileName);
        Assert.Contains(lines.QuerySelectorAll("td"), cell => cell.TextContent == "<img src=x onerror=alert(1)>");
    }

    [Fact]
    public async Task What_was_asked_wrongly_is_said_with_the_remedy_and_a_way_on()
    {
        var page = await books.OpenAsync("statement?from=2026-02-31&to=2026-03-31", HttpStatusCode.BadRequest);

        Assert.Contains("'2026-02-31' is not a day of the calendar", page.QuerySelector(".notice")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("statement", page.QuerySelector(".notice .button.primary")!.GetAttribute("href"));
    }

    [Fact]
    public async Task The_style_sheet_is_named_for_its_content_and_the_font_is_kept_for_good()
    {
        var page = await books.OpenAsync("dashboard");

        // A development build lets no fingerprinted file be cached, so that an edit shows; a published one does.
        var sheet = page.QuerySelector("link[rel=stylesheet]")!.GetAttribute("href")!;
        Assert.Matches("^dist/milestone\\.[a-z0-9]{10}\\.css$", sheet);
        using var style = await books.GetAsync(sheet);
        Assert.Equal("text/css", style.Content.Headers.ContentType?.MediaType);
        using var font = await books.GetAsync(page.QuerySelector("link[rel=preload]")!.GetAttribute("href")!);
        Assert.Equal(HttpStatusCode.OK, font.StatusCode);
        Assert.Contains("immutable", font.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dark", "statement?columns=month", "/milestone-app/statement?columns=month", "milestone-theme=dark")]
    [InlineData("light", "//evil.example/x", "/milestone-app/", "milestone-theme=light")]
    [InlineData("device", "https://evil.example", "/milestone-app/", "milestone-theme=device")]
    public async Task A_theme_is_remembered_and_leads_back_to_the_page_but_nowhere_else(string to, string back, string location, string cookie)
    {
        using var answer = await books.GetAsync($"theme?to={to}&back={Uri.EscapeDataString(back)}");

        Assert.Equal(location, answer.Headers.Location?.OriginalString);
        Assert.StartsWith(cookie, Assert.Single(answer.Headers.GetValues("Set-Cookie")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Before_the_first_import_a_page_says_how_to_begin()
    {
        TemporaryPostgres.Require();
        var database = await TemporaryPostgres.CloneAsync();
        await using (var host = await ServingHost.StartAsync(database))
        {
            var page = await OpenAsync(host, "dashboard", HttpStatusCode.OK);

            Assert.Equal("There are no books here yet", page.QuerySelector("h1")!.TextContent);
            Assert.Contains("import PATH --organisation", page.QuerySelector(".steps")!.TextContent, StringComparison.Ordinal);
        }

        await TemporaryPostgres.DropAsync(database);
    }

    [Fact]
    public async Task Without_its_database_a_page_still_answers_politely()
    {
        await using var host = await ServingHost.StartAsync(ServingHost.NoDatabase);

        var page = await OpenAsync(host, "statement", HttpStatusCode.ServiceUnavailable);

        Assert.Single(page.QuerySelectorAll("header.masthead"));
        Assert.Equal("Not available at the moment", page.QuerySelector(".notice h1")!.TextContent);
        Assert.Equal("Try again", page.QuerySelector(".notice .button.primary")!.TextContent);
    }

    private static async Task<IDocument> OpenAsync(ServingHost host, string address, HttpStatusCode status)
    {
        using var answer = await host.Client.GetAsync(new Uri(BrowsedBooks.Base + address, UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(status, answer.StatusCode);
        return BrowsedBooks.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
