using System.Net;
using System.Text.Json.Nodes;
using Milestone.Host.Tests.Caching;
using Milestone.Host.Tests.Pages;
using Milestone.Host.Tests.People;
using Milestone.Host.Tests.Running;
using Xunit;

namespace Milestone.Host.Tests.Exports;

/// <summary>A long export goes on while its reader looks elsewhere.</summary>
public sealed class ExportJobTests
{
    [Fact]
    public async Task The_company_in_detail_is_prepared_says_how_far_it_is_and_is_then_a_file_that_is_entered_once()
    {
        await using var books = await BooksHost.FreshAsync();
        using var chosen = await books.Client.GetAsync(new Uri(BrowsedBooks.Base + "exports/choose?report=company&template=detailed&format=xlsx&period=this-year", UriKind.Relative), TestContext.Current.CancellationToken);
        var prepare = chosen.Headers.Location!.OriginalString[BrowsedBooks.Base.Length..];
        Assert.StartsWith("exports/prepare?", prepare, StringComparison.Ordinal);

        using var started = await PreferencePageTests.PostAsync(books, prepare, ("begin", "true"));
        Assert.Equal(HttpStatusCode.Redirect, started.StatusCode);
        var job = new Uri(new Uri("http://localhost" + BrowsedBooks.Base), started.Headers.Location!).AbsolutePath[(BrowsedBooks.Base + "exports/jobs/").Length..];

        JsonNode state;
        do
            state = (await books.GetAsync($"/exports/jobs/{job}")).Body;
        while ((string?)state["state"] is "waiting" or "running");
        Assert.Equal("done", (string?)state["state"]);
        Assert.Equal((int)state["total"]!, (int)state["done"]!);
        var page = BrowsedBooks.Parse((await AnswerCacheTests.GetAsync(books.Client, $"{BrowsedBooks.Base}exports/jobs/{job}")).Body);
        var link = page.QuerySelector("a[download]")!.GetAttribute("href")!;
        using var file = await books.Client.GetAsync(new Uri(BrowsedBooks.Base + link, UriKind.Relative), TestContext.Current.CancellationToken);
        var bytes = await file.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.StartsWith("company-detailed_", file.Content.Headers.ContentDisposition!.FileName!.Trim('"'), StringComparison.Ordinal);
        Assert.Equal("PK"u8.ToArray(), bytes[..2]);
        var entered = Assert.Single((await books.GetAsync("/exports")).Body["exports"]!.AsArray());
        Assert.Equal(bytes.Length, (long)entered!["bytes"]!);
    }

    [Fact]
    public async Task An_export_that_nobody_knows_is_said_to_be_gone()
    {
        await using var books = await BooksHost.FreshAsync();
        var (status, body) = await books.GetAsync($"/exports/jobs/{Guid.NewGuid():D}");
        Assert.Equal(404, status);
        Assert.Contains("kept for an hour", (string?)body["detail"], StringComparison.Ordinal);
    }
}
