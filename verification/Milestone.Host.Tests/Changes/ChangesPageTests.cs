using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Milestone.Host.Tests.Pages;
using Milestone.Host.Tests.Running;
using Xunit;

namespace Milestone.Host.Tests.Changes;

/// <summary>Issuing, comparing and withdrawing in a browser without script.</summary>
public sealed class ChangesPageTests
{
    private const string Quarter = "from=2026-04-01&to=2026-06-30";

    [Fact]
    public async Task A_statement_becomes_a_pack_and_says_so_until_its_days_change()
    {
        await using var books = await BooksHost.FreshAsync();
        var statement = await OpenAsync(books, $"statement?{Quarter}");
        Assert.Equal($"packs/issue?{Quarter}", statement.QuerySelector(".pack-issue a")!.GetAttribute("href"));

        using var nameless = await SentForm.SendAsync(books, $"packs/issue?{Quarter}", new() { ["name"] = "  " });
        Assert.Equal(HttpStatusCode.BadRequest, nameless.StatusCode);
        Assert.Contains("The name is missing.", (await SentForm.PageAsync(nameless)).QuerySelector(".form-errors")!.TextContent, StringComparison.Ordinal);
        using var issued = await SentForm.SendAsync(books, $"packs/issue?{Quarter}", new() { ["name"] = "Quarter" });
        Assert.Equal(HttpStatusCode.Redirect, issued.StatusCode);
        var pack = issued.Headers.Location!.OriginalString;
        Assert.Contains("/packs/", pack, StringComparison.Ordinal);

        var final = (await OpenAsync(books, $"statement?{Quarter}")).QuerySelector(".pack-note")!;
        Assert.Contains("final", final.ClassList);
        await books.ImportAsync(SmallBooks.OneMoreBill);
        var note = (await OpenAsync(books, $"statement?{Quarter}")).QuerySelector(".pack-note")!;
        Assert.Contains("changed", note.ClassList);
        Assert.Contains("1 document changed the profit of 1 Apr 2026 to 30 Jun 2026 by (10.00)", Words(note), StringComparison.Ordinal);
        Assert.Contains("since=pack%201", note.QuerySelectorAll("a").Select(link => link.GetAttribute("href")!).Single(link => link.StartsWith("changes", StringComparison.Ordinal)), StringComparison.Ordinal);

        var page = await OpenAsync(books, pack[(pack.IndexOf("packs/", StringComparison.Ordinal))..]);
        Assert.Equal("649.25", Words(page.QuerySelector("#netProfit td")!));
        Assert.Equal("Quarter", page.QuerySelector("h1")!.TextContent);
    }

    [Fact]
    public async Task What_changed_links_every_document_and_ties_out()
    {
        await using var books = await BooksHost.FreshAsync();
        var before = (long)(await books.GetAsync($"/statement?{Quarter}")).Body["provenance"]!["batch"]!;
        await books.ImportAsync(SmallBooks.OneMoreBill);
        var page = await OpenAsync(books, $"changes?since={before}");

        var row = page.QuerySelector("tr[id^=doc-]")!;
        Assert.Equal("documents/d0000000-0000-4000-8000-000000000009", row.QuerySelector("th a")!.GetAttribute("href"));
        Assert.Equal("(10.00)", Words(row.Children[^1]));
        Assert.Equal("(10.00)", Words(page.QuerySelector("#effect-total td:last-child")!));
        Assert.All(page.QuerySelectorAll(".checks li"), check => Assert.Contains("agrees", check.ClassList));
        Assert.Contains(page.QuerySelectorAll(".exports a"), link => link.GetAttribute("href")!.StartsWith("api/v1/changes/effect.xlsx?", StringComparison.Ordinal));

        var nothing = await OpenAsync(books, $"changes?since={before + 1}");
        Assert.Equal("Nothing changed", nothing.QuerySelector("#empty-title")!.TextContent);
    }

    [Fact]
    public async Task A_pack_is_withdrawn_with_a_reason_and_only_once()
    {
        await using var books = await BooksHost.FreshAsync();
        using var issued = await SentForm.SendAsync(books, $"packs/issue?{Quarter}", new() { ["name"] = "Quarter" });
        var pack = issued.Headers.Location!.OriginalString;
        pack = pack[(pack.IndexOf("packs/", StringComparison.Ordinal))..].Split('?')[0];

        using var silent = await SentForm.SendAsync(books, $"{pack}/withdraw", new() { ["why"] = "" });
        Assert.Equal(HttpStatusCode.BadRequest, silent.StatusCode);
        using var stale = await SentForm.SendAsync(books, $"{pack}/withdraw", new() { ["why"] = "Too early", ["version"] = "7" });
        Assert.Equal(HttpStatusCode.PreconditionFailed, stale.StatusCode);
        using var withdrawn = await SentForm.SendAsync(books, $"{pack}/withdraw", new() { ["why"] = "Too early" });
        Assert.Equal(HttpStatusCode.Redirect, withdrawn.StatusCode);

        Assert.Contains("Too early", (await OpenAsync(books, pack)).QuerySelector(".warning")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Withdrawn: Too early", (await OpenAsync(books, "packs")).QuerySelector("table.packs")!.TextContent, StringComparison.Ordinal);
        Assert.Null((await OpenAsync(books, $"statement?{Quarter}")).QuerySelector(".pack-note"));
        Assert.Empty((await OpenAsync(books, $"{pack}/withdraw")).QuerySelectorAll("form[method=post]"));
    }

    private static async Task<IHtmlDocument> OpenAsync(BooksHost books, string address)
    {
        using var answer = await books.Client.GetAsync(new Uri(BrowsedBooks.Base + address, UriKind.Relative), TestContext.Current.CancellationToken);
        var page = await SentForm.PageAsync(answer);
        Assert.True(answer.IsSuccessStatusCode, page.Body!.TextContent);
        return page;
    }

    private static string Words(IElement element) => string.Join(' ', BrowsedBooks.Seen(element).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
