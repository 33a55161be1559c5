using System.Net;
using AngleSharp.Html.Dom;
using Milestone.Host.Tests.Pages;
using Milestone.Host.Tests.Running;
using Milestone.Testing.Postgres;
using Xunit;

namespace Milestone.Host.Tests.Security.Proxied;

/// <summary>
/// Behind a real nginx, under /milestone-app, in every way that people write it: the proxy passes the path on or strips it, and may name it in a header
/// or not. Links, redirects, cookies, assets and exports come out the same.
/// </summary>
public sealed class NginxTests(BooksHost books) : IClassFixture<BooksHost>
{
    private const string Told = "proxy_set_header Host $host:$server_port; proxy_set_header X-Forwarded-For $remote_addr; proxy_set_header X-Forwarded-Proto https;";
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Ways => new()
    {
        { "passed on", $"location /milestone-app {{ proxy_pass UPSTREAM; {Told} }}" },
        { "stripped", $"location /milestone-app/ {{ proxy_pass UPSTREAM/; {Told} }}" },
        { "stripped and named", $"location /milestone-app/ {{ proxy_pass UPSTREAM/; {Told} proxy_set_header X-Forwarded-Prefix /milestone-app; }}" },
        { "passed on and named as well", $"location /milestone-app/ {{ proxy_pass UPSTREAM; {Told} proxy_set_header X-Forwarded-Prefix /milestone-app; }}" },
    };

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Links_redirects_cookies_assets_and_exports_stay_below_the_path(string way, string locations)
    {
        TemporaryPostgres.Require();
        await using var host = await ServingHost.StartAsync(books.ConnectionString);
        await using var nginx = await Nginx.StartAsync(locations, host.Client.BaseAddress!);

        using var root = await AskAsync(nginx, "/milestone-app/");
        Assert.Equal("/milestone-app/dashboard", root.Headers.Location?.OriginalString);

        using var page = await AskAsync(nginx, "/milestone-app/statement?from=2026-04-01&to=2026-05-31");
        Assert.True(page.StatusCode == HttpStatusCode.OK, way);
        Assert.DoesNotContain(HeaderTests.Faults(page), fault => !fault.StartsWith("Server", StringComparison.Ordinal) && !fault.StartsWith("Strict", StringComparison.Ordinal));
        Assert.Equal("max-age=31536000", page.Headers.GetValues("Strict-Transport-Security").Single());
        var document = BrowsedBooks.Parse(await page.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal("/milestone-app/", document.QuerySelector("base")!.GetAttribute("href"));
        var there = new Uri(nginx.Client.BaseAddress!, "/milestone-app/");
        var links = document.Links.OfType<IHtmlAnchorElement>().Select(link => new Uri(there, link.GetAttribute("href")!)).ToList();
        Assert.NotEmpty(links);
        Assert.All(links, link => Assert.StartsWith("/milestone-app/", link.AbsolutePath, StringComparison.Ordinal));

        foreach (var style in document.QuerySelectorAll("link[rel=stylesheet]"))
        {
            using var asset = await AskAsync(nginx, new Uri(there, style.GetAttribute("href")!).PathAndQuery);
            Assert.Equal((HttpStatusCode.OK, "text/css"), (asset.StatusCode, asset.Content.Headers.ContentType?.MediaType));
        }

        using var file = await AskAsync(nginx, "/milestone-app/api/v1/statement.xlsx?from=2026-04-01&to=2026-05-31");
        Assert.Equal("PK"u8.ToArray(), (await file.Content.ReadAsByteArrayAsync(Cancellation))[..2]);

        using var theme = await AskAsync(nginx, "/milestone-app/theme?to=dark&back=statement");
        Assert.Equal("/milestone-app/statement", theme.Headers.Location?.OriginalString);
        IsBound(Assert.Single(theme.Headers.GetValues("Set-Cookie")));

        using var form = await AskAsync(nginx, $"/milestone-app/projects/{SmallBooks.AcaciaRoad}/settings");
        IsBound(Assert.Single(form.Headers.GetValues("Set-Cookie"), cookie => cookie.StartsWith("milestone-form", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_host_at_the_root_learns_its_path_from_the_proxy()
    {
        TemporaryPostgres.Require();
        await using var host = await ServingHost.StartAsync(books.ConnectionString, settings => settings with { PathBase = "" });
        await using var nginx = await Nginx.StartAsync($"location /books/ {{ proxy_pass UPSTREAM/; {Told} proxy_set_header X-Forwarded-Prefix /books; }}", host.Client.BaseAddress!);

        using var root = await AskAsync(nginx, "/books/");
        using var page = await AskAsync(nginx, "/books/statement?from=2026-04-01&to=2026-05-31");

        Assert.Equal("/books/dashboard", root.Headers.Location?.OriginalString);
        Assert.Equal("/books/", BrowsedBooks.Parse(await page.Content.ReadAsStringAsync(Cancellation)).QuerySelector("base")!.GetAttribute("href"));
    }

    // To the path and to https.
    private static void IsBound(string cookie)
    {
        Assert.Contains("path=/milestone-app;", cookie + ";", StringComparison.OrdinalIgnoreCase);
        Assert.Contains("; secure", cookie, StringComparison.OrdinalIgnoreCase);
    }

    private static Task<HttpResponseMessage> AskAsync(Nginx nginx, string path) => nginx.Client.GetAsync(new Uri(path, UriKind.Relative), Cancellation);
}
