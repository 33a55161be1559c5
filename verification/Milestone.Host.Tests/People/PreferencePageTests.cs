using System.Net;
using AngleSharp.Html.Dom;
using Milestone.Host.Tests.Caching;
using Milestone.Host.Tests.Pages;
using Milestone.Host.Tests.Running;
using Xunit;

namespace Milestone.Host.Tests.People;

/// <summary>What a reader prefers and saves shows on the next page, though pages are kept.</summary>
public sealed class PreferencePageTests
{
    private const string Base = BrowsedBooks.Base;

    [Fact]
    public async Task A_preference_applies_where_the_address_does_not_say_and_links_say_it()
    {
        await using var books = await BooksHost.FreshAsync();
        await AnswerCacheTests.WarmAsync(books.Client);
        Assert.Contains("Accrual basis", await TextAsync(books, "statement"), StringComparison.Ordinal);

        var saved = await PostAsync(books, "preferences", ("theme", "dark"), ("period", "last-year"), ("basis", "cash"), ("units", "pounds"));
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);

        var statement = await PageAsync(books, "statement");
        Assert.Equal("dark", statement.DocumentElement.GetAttribute("data-theme"));
        Assert.Contains("Cash basis", statement.Body!.TextContent, StringComparison.Ordinal);
        var toDashboard = statement.QuerySelector("nav[aria-label=Main] a[href^=dashboard]")!.GetAttribute("href")!;
        Assert.Contains("basis=cash", toDashboard, StringComparison.Ordinal);
        Assert.Contains("period=last-year", toDashboard, StringComparison.Ordinal);
        // Said in the address, the usual overrules the preference; the form's answer says it too.
        Assert.Contains("Accrual basis", await TextAsync(books, "statement?basis=accrual"), StringComparison.Ordinal);
        using var chosen = await books.Client.GetAsync(new Uri(Base + "statement/choose?columns=none&basis=accrual&wholePounds=false", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Contains("basis=accrual", chosen.Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.Contains("wholePounds=false", chosen.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_opened_before_somebody_else_saved_is_shown_again_and_changes_nothing()
    {
        await using var books = await BooksHost.FreshAsync();
        (string, string)[] dark = [("theme", "dark"), ("period", "year-to-date"), ("basis", "accrual"), ("units", "pence")];
        var (cookie, token, _) = await FormAsync(books, "preferences");
        await PostAsync(books, "preferences", dark);

        var late = await SendAsync(books, "preferences", cookie, [("__RequestVerificationToken", token), ("_handler", "preferences"), ("theme", "light"), ("period", "year-to-date"), ("basis", "accrual"), ("units", "pence")]);

        Assert.Equal(HttpStatusCode.PreconditionFailed, late.StatusCode);
        Assert.Equal("dark", (await PageAsync(books, "statement")).DocumentElement.GetAttribute("data-theme"));
    }

    [Fact]
    public async Task A_saved_view_stands_in_the_menu_of_every_page_and_leads_back_to_what_was_saved()
    {
        await using var books = await BooksHost.FreshAsync();
        await AnswerCacheTests.WarmAsync(books.Client);
        const string view = "statement?from=2026-04-01&to=2026-05-31&columns=month";
        var save = (await PageAsync(books, view)).QuerySelectorAll("details.views a").Single(link => link.TextContent == "Save this view").GetAttribute("href")!;

        var saved = await PostAsync(books, save, ("name", "Spring by month"));

        Assert.Equal(Base + view, saved.Headers.Location!.OriginalString.Replace("http://localhost", "", StringComparison.Ordinal)[^(Base + view).Length..]);
        var link = (await PageAsync(books, "dashboard")).QuerySelectorAll("details.views a").Single(one => one.TextContent == "Spring by month");
        Assert.Equal(view, link.GetAttribute("href"));

        var again = await PostAsync(books, save, ("name", "spring BY month"));
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
        Assert.Contains("Choose another name", await again.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example")]
    [InlineData("preferences")]
    [InlineData("projects/new")]
    [InlineData("statement\\x")]
    public async Task What_is_no_page_to_read_cannot_be_saved(string page)
    {
        await using var books = await BooksHost.FreshAsync();
        using var answer = await books.Client.GetAsync(new Uri(Base + "views/new?page=" + Uri.EscapeDataString(page), UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Views_are_renamed_moved_and_removed_in_one_form_and_a_favourite_in_its_own()
    {
        await using var books = await BooksHost.FreshAsync();
        foreach (var name in new[] { "One", "Two", "Three" })
            await PostAsync(books, "views/new?page=statement&query=columns%3Dmonth", ("name", name));
        await PostAsync(books, $"favourites?project={SmallBooks.AcaciaRoad}", ("favourite", "yes"));
        var page = await PageAsync(books, "views");
        var ids = page.QuerySelectorAll("input[name^=name-]").Select(input => input.GetAttribute("name")!["name-".Length..]).ToList();

        // Three goes first, One is renamed, Two goes.
        var saved = await PostAsync(books, "views", ($"name-{ids[0]}", "First"), ($"place-{ids[0]}", "1"), ($"name-{ids[1]}", "Two"), ($"remove-{ids[1]}", "true"), ($"name-{ids[2]}", "Three"), ($"place-{ids[2]}", "1"));

        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        var menu = (await PageAsync(books, "dashboard")).QuerySelector("details.views")!;
        Assert.Equal(["Acacia Road", "Three", "First"], menu.QuerySelectorAll("ul[aria-labelledby] a").Select(link => link.TextContent));
    }

    private static async Task<IHtmlDocument> PageAsync(BooksHost books, string address) => BrowsedBooks.Parse((await AnswerCacheTests.GetAsync(books.Client, Base + address)).Body);

    private static async Task<string> TextAsync(BooksHost books, string address) => (await PageAsync(books, address)).Body!.TextContent;

    /// <summary>Opens a form and sends it with its token, its version and these fields.</summary>
    internal static async Task<HttpResponseMessage> PostAsync(BooksHost books, string address, params (string Name, string Value)[] fields)
    {
        var (cookie, token, hidden) = await FormAsync(books, address);
        return await SendAsync(books, address, cookie, [.. hidden.Where(one => fields.All(field => field.Name != one.Name)), ("__RequestVerificationToken", token), .. fields]);
    }

    private static async Task<(string Cookie, string Token, IReadOnlyList<(string Name, string Value)> Hidden)> FormAsync(BooksHost books, string address)
    {
        var (answer, body) = await AnswerCacheTests.GetAsync(books.Client, Base + address);
        Assert.True(answer.IsSuccessStatusCode, body);
        Assert.Null(answer.Headers.ETag);
        var form = BrowsedBooks.Parse(body).QuerySelector("form[method=post]")!;
        var hidden = form.QuerySelectorAll("input[type=hidden]").Select(input => (Name: input.GetAttribute("name")!, Value: input.GetAttribute("value") ?? "")).ToList();
        var cookie = answer.Headers.GetValues("Set-Cookie").Single(one => one.StartsWith("milestone-form=", StringComparison.Ordinal)).Split(';')[0];
        return (cookie, hidden.Single(one => one.Name == "__RequestVerificationToken").Value, hidden.Where(one => one.Name != "__RequestVerificationToken").ToList());
    }

    private static async Task<HttpResponseMessage> SendAsync(BooksHost books, string address, string cookie, IEnumerable<(string Name, string Value)> fields)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Base + address, UriKind.Relative));
        request.Headers.Add("Cookie", cookie);
        request.Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        return await books.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
