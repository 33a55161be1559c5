using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Milestone.Host.Tests.Running;
using Xunit;

namespace Milestone.Host.Tests.Caching;

/// <summary>An answer that is given again is the one that was drawn before: it says the same moment of drawing. One that is drawn anew says another.</summary>
public sealed class AnswerCacheTests
{
    private const string Statement = "/milestone-app/api/v1/statement?from=2026-04-01&to=2026-06-30";
    private const string Page = "/milestone-app/statement?from=2026-04-01&to=2026-06-30";

    [Fact]
    public async Task The_same_question_is_drawn_once_for_as_long_as_the_books_are_the_same()
    {
        await using var books = await BooksHost.FreshAsync();
        await WarmAsync(books.Client);

        var first = await DrawnAtAsync(books.Client, Statement);
        var again = await DrawnAtAsync(books.Client, Statement);
        var another = await DrawnAtAsync(books.Client, Statement + "&percent=true");
        await books.ImportAsync(SmallBooks.OneMoreBill);
        var changed = await GetAsync(books.Client, Statement);

        Assert.Equal(first, again);
        Assert.NotEqual(first, another);
        Assert.NotEqual(first, DrawnAt(changed.Body));
        // Materials 500.75 and the bill of 10.00.
        Assert.Contains("510.75", changed.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_has_the_answer_gets_304_and_who_has_another_gets_the_answer()
    {
        await using var books = await BooksHost.FreshAsync();
        await WarmAsync(books.Client);
        foreach (var address in new[] { Statement, Page })
        {
            var first = await GetAsync(books.Client, address);
            var tag = first.Answer.Headers.ETag!;
            Assert.True(tag.IsWeak);

            Assert.Equal(HttpStatusCode.NotModified, (await GetAsync(books.Client, address, ("If-None-Match", tag.ToString()))).Answer.StatusCode);
            Assert.Equal(HttpStatusCode.NotModified, (await GetAsync(books.Client, address, ("If-None-Match", $"\"other\", {tag}"))).Answer.StatusCode);
            Assert.Equal(HttpStatusCode.NotModified, (await GetAsync(books.Client, address, ("If-None-Match", "*"))).Answer.StatusCode);
            var other = await GetAsync(books.Client, address, ("If-None-Match", "W/\"0123456789abcdef01234567\""));
            Assert.Equal(HttpStatusCode.OK, other.Answer.StatusCode);
            Assert.Equal(first.Body, other.Body);
        }
    }

    [Theory]
    [InlineData("gzip, deflate, br, zstd", "br")]
    [InlineData("gzip", "gzip")]
    [InlineData("br;q=0, gzip;q=0.5", "gzip")]
    [InlineData("gzip;q=0, *;q=0.1", "br")]
    [InlineData("deflate", null)]
    [InlineData(null, null)]
    public async Task An_answer_is_packed_as_its_reader_takes_it_and_always_holds_the_same(string? accepts, string? packing)
    {
        await using var books = await BooksHost.FreshAsync();
        await WarmAsync(books.Client);
        foreach (var address in new[] { Statement, Page })
        {
            var plain = (await GetAsync(books.Client, address)).Body;
            for (var time = 0; time < 2; time++)
            {
                var (answer, body) = accepts is null ? await GetAsync(books.Client, address) : await GetAsync(books.Client, address, ("Accept-Encoding", accepts));
                Assert.Equal(packing, answer.Content.Headers.ContentEncoding.SingleOrDefault());
                Assert.Contains("Accept-Encoding", answer.Headers.Vary);
                Assert.Equal(plain, body);
            }
        }
    }

    [Fact]
    public async Task Many_who_ask_at_once_wait_for_one_drawing()
    {
        await using var books = await BooksHost.FreshAsync();
        await WarmAsync(books.Client);
        await books.ImportAsync(SmallBooks.OneMoreBill);

        var answers = await Task.WhenAll(Enumerable.Range(0, 24).Select(_ => DrawnAtAsync(books.Client, Statement + "&columns=project")));

        Assert.Single(answers.Distinct());
    }

    [Fact]
    public async Task A_page_in_another_theme_is_another_page()
    {
        await using var books = await BooksHost.FreshAsync();
        var light = await GetAsync(books.Client, Page);
        var dark = await GetAsync(books.Client, Page, ("Cookie", "milestone-theme=dark"));

        Assert.Contains("data-theme=\"dark\"", dark.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("data-theme=\"dark\"", light.Body, StringComparison.Ordinal);
        Assert.NotEqual(light.Answer.Headers.ETag, dark.Answer.Headers.ETag);
        Assert.DoesNotContain("data-theme=\"dark\"", (await GetAsync(books.Client, Page)).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_asked_wrongly_is_not_kept_and_has_no_tag()
    {
        await using var books = await BooksHost.FreshAsync();
        foreach (var address in new[] { "/milestone-app/statement?from=2026-02-31&to=2026-03-31", "/milestone-app/api/v1/statement?from=2026-02-31&to=2026-03-31", "/milestone-app/dashboard?organisation=nobody" })
        {
            for (var time = 0; time < 2; time++)
            {
                var (answer, _) = await GetAsync(books.Client, address);
                Assert.True(answer.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.NotFound);
                Assert.Null(answer.Headers.ETag);
            }
        }
    }

    [Fact]
    public async Task A_name_written_in_another_way_is_still_that_organisation()
    {
        await using var books = await BooksHost.FreshAsync();
        await books.TokenAsync("Other Firm");
        // The parameter's name is percent-encoded: o%72ganisation.
        var address = "/milestone-app/api/v1/statement?from=2026-04-01&to=2026-06-30&o%72ganisation=small+books";
        var before = await GetAsync(books.Client, address);
        Assert.Equal(HttpStatusCode.OK, before.Answer.StatusCode);

        await books.ImportAsync(SmallBooks.OneMoreBill);

        Assert.Contains("510.75", (await GetAsync(books.Client, address)).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Switched_off_it_draws_every_answer_anew()
    {
        await using var books = await BooksHost.FreshAsync();
        await using var host = await ServingHost.StartAsync(books.ConnectionString, settings => settings with { CacheMegabytes = 0 });

        Assert.NotEqual(await DrawnAtAsync(host.Client, Statement), await DrawnAtAsync(host.Client, Statement));
    }

    /// <summary>Asks until an answer is given again: the host has begun to listen.</summary>
    internal static async Task WarmAsync(HttpClient client)
    {
        for (var time = 0; time < 400; time++)
        {
            if (await DrawnAtAsync(client, Statement + "&compare=1") == await DrawnAtAsync(client, Statement + "&compare=1"))
                return;
            await Task.Delay(25, TestContext.Current.CancellationToken);
        }

        Assert.Fail("The host does not begin to keep answers.");
    }

    internal static async Task<(HttpResponseMessage Answer, string Body)> GetAsync(HttpClient client, string address, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, UriKind.Relative));
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        var bytes = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        using Stream unpacked = answer.Content.Headers.ContentEncoding.SingleOrDefault() switch
        {
            "br" => new BrotliStream(new MemoryStream(bytes), CompressionMode.Decompress),
            "gzip" => new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress),
            _ => new MemoryStream(bytes),
        };
        using var text = new StreamReader(unpacked, Encoding.UTF8);
        return (answer, await text.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    internal static string DrawnAt(string statement) => (string)JsonNode.Parse(statement)!["provenance"]!["drawnAt"]!;

    private static async Task<string> DrawnAtAsync(HttpClient client, string address) => DrawnAt((await GetAsync(client, address)).Body);
}
