using System.Globalization;
using System.Net;
using System.Text;
using Milestone.Core.Access;
using Milestone.Host.Tests.Running;
using Xunit;

namespace Milestone.Host.Tests.Identity;

/// <summary>The door: who is let in with a password, how long, and what those see who are not.</summary>
public sealed class LocalSignInTests
{
    private const string Base = "/milestone-app/";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_has_not_signed_in_is_shown_the_way_in_and_comes_back_to_where_they_wanted()
    {
        await using var host = await DoorHost.StartAsync();

        using var page = await host.Client.GetAsync(new Uri(Base + "statement?period=last-year&basis=cash", UriKind.Relative), Stop);
        Assert.Equal(HttpStatusCode.Redirect, page.StatusCode);
        Assert.Equal("/milestone-app/sign-in?return=statement%3Fperiod%3Dlast-year%26basis%3Dcash", page.Headers.Location!.ToString());
        Assert.Contains("no-store", page.Headers.CacheControl!.ToString(), StringComparison.Ordinal);

        using var api = await host.Client.GetAsync(new Uri(Base + "api/v1/organisations", UriKind.Relative), Stop);
        Assert.Equal(HttpStatusCode.Unauthorized, api.StatusCode);
        Assert.Equal("Bearer", api.Headers.WwwAuthenticate.ToString());
        Assert.Equal("application/problem+json", api.Content.Headers.ContentType!.MediaType);

        foreach (var open in new[] { "api/health/live", "openapi/v1.json", "sign-in", "favicon.svg" })
        {
            using var answer = await host.Client.GetAsync(new Uri(Base + open, UriKind.Relative), Stop);
            Assert.True(answer.IsSuccessStatusCode, $"{open} answered {answer.StatusCode}");
        }
    }

    [Fact]
    public async Task The_right_password_opens_what_the_user_may_see_and_the_cookie_is_for_this_host_alone()
    {
        await using var host = await DoorHost.StartAsync();
        var browser = new PlainBrowser(host.Client);
        var page = await browser.OpenAsync("sign-in?return=account");

        var account = await browser.SendAsync("sign-in?return=account", page, "sign-in", HttpStatusCode.OK, ("email", " Viewer@Example.com "), ("password", DoorHost.Password));

        Assert.Equal("Your account", account.QuerySelector("h1")!.TextContent);
        Assert.Contains("Name of viewer", account.QuerySelector(".menu.person")!.TextContent, StringComparison.Ordinal);
        var cookie = Assert.Single(browser.Given, one => one.StartsWith("milestone-session=", StringComparison.Ordinal));
        Assert.Matches("^milestone-session=[A-Za-z0-9_-]{43}; path=/milestone-app; samesite=lax; httponly$", cookie);
        Assert.Contains("Small Books", await browser.TextAsync("api/v1/organisations"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_is_no_password_for_another_browser_after_it_was_signed_lefton_any_host()
    {
        await using var host = await DoorHost.StartAsync();
        var elsewhere = await host.AddHostAsync();
        var browser = await host.SignedInAsync(DoorHost.Viewer);
        var stolen = browser.CookieHeader;
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(elsewhere, stolen));

        using var left = await browser.PostAsync("sign-out", ("everywhere", ""));
        Assert.Equal("/milestone-app/sign-in?out=true", left.Headers.Location!.ToString());

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(host.Client, stolen));
        // The other host is told as the session's end commits; its next answers refuse.
        while (await StatusAsync(elsewhere, stolen) == HttpStatusCode.OK)
            Stop.ThrowIfCancellationRequested();
        Assert.Equal(["sign-in", "sign-out-everywhere"], await host.EventsAsync());
    }

    [Fact]
    public async Task Signing_leftis_taken_from_our_own_pages_only()
    {
        await using var host = await DoorHost.StartAsync();
        var browser = await host.SignedInAsync(DoorHost.Viewer);
        foreach (var (name, value) in new[] { ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Site", "same-site"), ("Origin", "http://evil.example.com"), ("X-Nothing", "said") })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Base + "sign-out", UriKind.Relative));
            request.Headers.Add("Cookie", browser.CookieHeader);
            request.Headers.Add(name, value);
            request.Content = new FormUrlEncodedContent([]);
            using var answer = await host.Client.SendAsync(request, Stop);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        }

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(host.Client, browser.CookieHeader));
    }

    [Fact]
    public async Task Guessing_is_slowed_down_is_audited_and_learns_nothing_of_which_accounts_there_are()
    {
        await using var host = await DoorHost.StartAsync();
        var browser = new PlainBrowser(host.Client);
        var page = await browser.OpenAsync("sign-in");
        var known = await GuessAsync(browser, page, DoorHost.Viewer, HttpStatusCode.BadRequest);
        var unknown = await GuessAsync(browser, page, "stranger@example.com", HttpStatusCode.BadRequest);
        Assert.Equal(known, unknown);

        for (var guess = 1; guess < 5; guess++)
            await GuessAsync(browser, page, DoorHost.Viewer, HttpStatusCode.BadRequest);
        Assert.Equal("There were too many attempts. Try again in 1 seconds.", await GuessAsync(browser, page, DoorHost.Viewer, HttpStatusCode.TooManyRequests));
        Assert.Equal("1", browser.LastHeader("Retry-After"));
        // Even the right password has to wait; then it opens, and the account begins anew.
        await browser.SendAsync("sign-in", page, "sign-in", HttpStatusCode.TooManyRequests, ("email", DoorHost.Viewer), ("password", DoorHost.Password));
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        await browser.SendAsync("sign-in?return=account", page, "sign-in", HttpStatusCode.OK, ("email", DoorHost.Viewer), ("password", DoorHost.Password));

        Assert.Equal(
            ["sign-in-refused wrong password", "sign-in-refused unknown account", .. Enumerable.Repeat("sign-in-refused wrong password", 4), "sign-in-refused too many attempts", "sign-in-refused too many attempts", "sign-in"],
            await host.EventsAsync());
    }

    [Fact]
    public async Task A_user_who_is_put_leftis_leftat_once_and_the_right_password_is_as_wrong_as_any()
    {
        await using var host = await DoorHost.StartAsync();
        var browser = await host.SignedInAsync(DoorHost.Viewer);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(host.Client, browser.CookieHeader));
        var users = new UserRegister(host.Database);

        await users.SetDisabledAsync(await users.GetAsync(DoorHost.Viewer, Stop), true, "a test", Stop);

        while (await StatusAsync(host.Client, browser.CookieHeader) == HttpStatusCode.OK)
            Stop.ThrowIfCancellationRequested();
        var page = await new PlainBrowser(host.Client).OpenAsync("sign-in");
        var stranger = new PlainBrowser(host.Client);
        page = await stranger.OpenAsync("sign-in");
        var refused = await stranger.SendAsync("sign-in", page, "sign-in", HttpStatusCode.BadRequest, ("email", DoorHost.Viewer), ("password", DoorHost.Password));
        Assert.Equal("The address or the password is not right. Check both and try again.", refused.QuerySelector("[role=alert]")!.TextContent);
        Assert.Equal("sign-in-refused disabled", (await host.EventsAsync())[^1]);
    }

    [Theory]
    [InlineData("//evil.example.com")]
    [InlineData("https://evil.example.com/")]
    [InlineData("/\\evil.example.com")]
    [InlineData("javascript:alert(1)")]
    public async Task The_way_back_leads_to_our_own_pages_only(string @return)
    {
        await using var host = await DoorHost.StartAsync();
        var browser = new PlainBrowser(host.Client);
        var address = "sign-in?return=" + Uri.EscapeDataString(@return);
        var page = await browser.OpenAsync(address);

        using var answer = await browser.PostFormAsync(address, page, "sign-in", ("email", DoorHost.Viewer), ("password", DoorHost.Password));

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal("/milestone-app/", new Uri(host.Client.BaseAddress!, answer.Headers.Location!).AbsolutePath);
        Assert.Equal(host.Client.BaseAddress!.Host, new Uri(host.Client.BaseAddress!, answer.Headers.Location!).Host);
    }

    // Several hosts share the keys that protect forms: what one has drawn, another takes.
    [Fact]
    public async Task A_form_of_one_host_is_taken_by_another_and_one_withleftits_token_by_none()
    {
        await using var host = await DoorHost.StartAsync();
        var elsewhere = await host.AddHostAsync();
        var browser = new PlainBrowser(host.Client);
        var page = await browser.OpenAsync("sign-in?return=account");

        browser.MoveTo(elsewhere);
        await browser.SendAsync("sign-in?return=account", page, "sign-in", HttpStatusCode.OK, ("email", DoorHost.Viewer), ("password", DoorHost.Password));

        using var forged = new HttpRequestMessage(HttpMethod.Post, new Uri(Base + "sign-in", UriKind.Relative));
        forged.Content = new FormUrlEncodedContent([new("_handler", "sign-in"), new("email", DoorHost.Viewer), new("password", DoorHost.Password)]);
        using var answer = await host.Client.SendAsync(forged, Stop);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Nothing_secret_is_ever_logged()
    {
        const string Signing = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        const string Chosen = "visitors have chosen good words";
        await using var host = await DoorHost.StartAsync(settings => settings with { TokenIssuer = new Uri("https://clerk.example.com"), AuthorizedParties = ["https://books.example.com"], WebhookSecret = Signing });
        var browser = await host.SignedInAsync(DoorHost.Owner);
        await browser.OpenAsync("account");
        var stranger = new PlainBrowser(host.Client);
        await GuessAsync(stranger, await stranger.OpenAsync("sign-in"), DoorHost.Viewer, HttpStatusCode.BadRequest);

        // An invitation, from the page that shows it to the password that is chosen.
        var invited = await browser.SendAsync("admin/users", await browser.OpenAsync("admin/users"), "invite", HttpStatusCode.OK, ("email", "guest@example.com"), ("role", "viewer"));
        var code = invited.QuerySelector(".link-once")!.TextContent.Split("code=")[1];
        var guest = new PlainBrowser(host.Client);
        using var joined = await guest.PostFormAsync("invitations/accept?code=" + code, await guest.OpenAsync("invitations/accept?code=" + code), "join", ("name", "Gina"), ("password", Chosen));
        Assert.Equal(HttpStatusCode.Redirect, joined.StatusCode);

        // A token, from the page that shows it to an import, a refused one, and one that somebody put into the address.
        var made = await browser.SendAsync("admin/tokens", await browser.OpenAsync("admin/tokens"), "token", HttpStatusCode.OK, ("label", "n8n"));
        var token = made.QuerySelector("section[aria-labelledby=made] code")!.TextContent;
        Assert.Equal(HttpStatusCode.OK, await ImportAsync("import/xero", token));
        Assert.Equal(HttpStatusCode.Unauthorized, await ImportAsync("import/xero", "mst_of-nobody"));
        Assert.Equal(HttpStatusCode.BadRequest, await ImportAsync("import/xero?token=mst_in-the-address", token));
        Assert.Equal(HttpStatusCode.Unauthorized, await ImportAsync("organisations", "secret-part.of-a.token"));

        // What a provider says, wrongly signed.
        using var webhook = new HttpRequestMessage(HttpMethod.Post, new Uri(Base + "api/v1/webhooks/clerk", UriKind.Relative)) { Content = new StringContent("{\"said\":\"in confidence\"}", Encoding.UTF8, "application/json") };
        webhook.Headers.Add("svix-id", "msg_1");
        webhook.Headers.Add("svix-timestamp", host.Clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        webhook.Headers.Add("svix-signature", "v1,c2lnbmF0dXJl");
        using (var said = await host.Client.SendAsync(webhook, Stop))
            Assert.Equal(HttpStatusCode.BadRequest, said.StatusCode);

        Assert.Contains("\"RequestPath\":\"/sign-in\"", host.Log, StringComparison.Ordinal);
        Assert.Contains("\"RequestPath\":\"/api/v1/import/xero\"", host.Log, StringComparison.Ordinal);
        string[] secrets =
        [
            DoorHost.Password, Uri.EscapeDataString(DoorHost.Password), "guess number", Chosen, Uri.EscapeDataString(Chosen), code, token, token["mst_".Length..], "in-the-address", "of-nobody", "secret-part",
            Signing["whsec_".Length..], "c2lnbmF0dXJl", "in confidence", DoorHost.Viewer, "guest@example.com", "AQAAAA", .. Cookies(browser), .. Cookies(stranger), .. Cookies(guest),
        ];
        Assert.True(secrets.Length > 20, "Every browser has cookies.");
        foreach (var secret in secrets)
            Assert.DoesNotContain(secret, host.Log, StringComparison.Ordinal);
        // Nor does signing in leave a warning about headers that two set differently.
        Assert.DoesNotContain("have been overridden", host.Log, StringComparison.Ordinal);

        static IEnumerable<string> Cookies(PlainBrowser of) => of.CookieHeader.Split("; ").Select(cookie => cookie[(cookie.IndexOf('=', StringComparison.Ordinal) + 1)..]).Where(value => value.Length > 8);

        async Task<HttpStatusCode> ImportAsync(string path, string bearer)
        {
            using var request = new HttpRequestMessage(path.StartsWith("import", StringComparison.Ordinal) ? HttpMethod.Post : HttpMethod.Get, new Uri(Base + "api/v1/" + path, UriKind.Relative));
            if (request.Method == HttpMethod.Post)
                request.Content = new StringContent(SmallBooks.OneMoreBill, Encoding.UTF8, "application/json");
            request.Headers.Add("Authorization", "Bearer " + bearer);
            using var answer = await host.Client.SendAsync(request, Stop);
            return answer.StatusCode;
        }
    }

    private static async Task<string> GuessAsync(PlainBrowser browser, AngleSharp.Html.Dom.IHtmlDocument page, string email, HttpStatusCode status)
    {
        var answer = await browser.SendAsync("sign-in", page, "sign-in", status, ("email", email), ("password", string.Create(CultureInfo.InvariantCulture, $"guess number {email.Length}")));
        return answer.QuerySelector("[role=alert]")!.TextContent;
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string cookies)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Base + "api/v1/organisations", UriKind.Relative));
        request.Headers.Add("Cookie", cookies);
        using var answer = await client.SendAsync(request, Stop);
        return answer.StatusCode;
    }
}
