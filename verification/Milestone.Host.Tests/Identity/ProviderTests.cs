using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Milestone.Core.Access;
using Milestone.Host.Tests.Running;
using Milestone.Testing.Identity;
using Xunit;

namespace Milestone.Host.Tests.Identity;

/// <summary>Signing in at a certified OpenID provider, as a browser does it, under the sub-path.</summary>
public sealed partial class ProviderTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Whom_somebody_has_added_is_let_in_by_the_verified_address_and_known_by_the_subject_from_then_on(bool pushed)
    {
        var (host, provider) = await StartAsync(pushed, ("anna", "VIEWER@example.com", true));
        await using var _ = host;
        await using var __ = provider;

        var browser = new PlainBrowser(host.Client);
        Assert.Equal("/milestone-app/account", await SignInAsync(browser, "sign-in/provider?return=account", "anna"));

        Assert.Contains("Name of viewer", await browser.TextAsync("account"), StringComparison.Ordinal);
        Assert.Contains("Small Books", await browser.TextAsync("api/v1/organisations"), StringComparison.Ordinal);
        var person = await new IdentityLinks(host.Database).PersonAsync(provider.Address.AbsoluteUri.TrimEnd('/'), "anna", Stop);
        Assert.Equal(DoorHost.Viewer, person!.Email);
        Assert.DoesNotContain(OpenIdProvider.ClientSecret, host.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("code=", host.Log, StringComparison.Ordinal);
        Assert.Contains("sign-in", await host.EventsAsync());
    }

    [Fact]
    public async Task An_invitation_is_accepted_by_signing_in_with_its_address()
    {
        var (host, provider) = await StartAsync(true, ("gina", "guest@example.com", true));
        await using var _ = host;
        await using var __ = provider;
        await new InvitationRegister(host.Database).CreateAsync(host.Organisation, "Guest@example.com", Role.Accountant, [], "Anna", Stop);

        Assert.Equal("/milestone-app/", await SignInAsync(new PlainBrowser(host.Client), "sign-in/provider", "gina"));

        var user = await new UserRegister(host.Database).GetAsync("guest@example.com", Stop);
        Assert.Equal((host.Organisation, Role.Accountant), (user.Memberships.Single().Organisation, user.Memberships.Single().Role));
        Assert.False(user.HasPassword);
    }

    [Fact]
    public async Task Strangers_and_addresses_that_nobody_has_verified_are_told_what_to_do()
    {
        var (host, provider) = await StartAsync(true, ("stranger", "nobody@example.com", true), ("liar", DoorHost.Owner, false));
        await using var _ = host;
        await using var __ = provider;
        foreach (var name in new[] { "stranger", "liar" })
        {
            var browser = new PlainBrowser(host.Client);
            Assert.Equal("/milestone-app/sign-in?refused=stranger", await SignInAsync(browser, "sign-in/provider", name));
            var page = await browser.OpenAsync("sign-in?refused=stranger");
            Assert.Contains("nobody has invited that address here yet", page.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
            Assert.DoesNotContain("milestone-session", browser.CookieHeader, StringComparison.Ordinal);
        }

        Assert.Equal(["sign-in-refused stranger from the provider", "sign-in-refused stranger from the provider"], await host.EventsAsync());
    }

    [Fact]
    public async Task An_answer_that_nobody_asked_for_is_refused()
    {
        var (host, provider) = await StartAsync(true, ("anna", DoorHost.Viewer, true));
        await using var _ = host;
        await using var __ = provider;

        foreach (var query in new[] { "", "?code=abc&state=def", "?error=access_denied&state=def" })
        {
            using var answer = await host.Client.GetAsync(new Uri("/milestone-app/sign-in/callback" + query, UriKind.Relative), Stop);
            Assert.Equal("/milestone-app/sign-in?refused=failed", answer.Headers.Location!.ToString());
        }
    }

    // The provider must know the product's address before either starts.
    private static async Task<(DoorHost Host, OpenIdProvider Provider)> StartAsync(bool pushed, params (string Name, string Email, bool IsVerified)[] people)
    {
        var url = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{OpenIdProvider.FreePort()}");
        var provider = await OpenIdProvider.StartAsync(new Uri(url + "/milestone-app/sign-in/callback"), pushed, people);
        var host = await DoorHost.StartAsync(
            settings => settings with { Authority = provider.Address, ClientId = OpenIdProvider.ClientId, ClientSecret = OpenIdProvider.ClientSecret, ProviderName = "the test provider" }, url);
        return (host, provider);
    }

    // To the provider, through its two forms, and back; where the product leads in the end.
    private static async Task<string> SignInAsync(PlainBrowser browser, string address, string name)
    {
        using var away = await browser.GetAsync(address);
        Assert.Equal(HttpStatusCode.Redirect, away.StatusCode);
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = true };
        using var there = new HttpClient(handler);
        var next = away.Headers.Location!;
        for (var step = 0; step < 12; step++)
        {
            if (next.AbsolutePath == "/milestone-app/sign-in/callback")
            {
                using var back = await browser.GetAsync("sign-in/callback" + next.Query);
                return back.Headers.Location!.ToString();
            }

            using var answer = await there.GetAsync(next, Stop);
            if (answer.Headers.Location is { } on)
            {
                next = new Uri(next, on);
                continue;
            }

            var html = await answer.Content.ReadAsStringAsync(Stop);
            var prompt = Prompt().Match(html).Groups[1].Value;
            Assert.True(prompt.Length > 0, html);
            using var sent = await there.PostAsync(new Uri(next, Action().Match(html).Groups[1].Value), new FormUrlEncodedContent([new("prompt", prompt), new("login", name), new("password", "x")]), Stop);
            next = new Uri(next, sent.Headers.Location!);
        }

        throw new InvalidOperationException($"The provider leads nowhere: {next}");
    }

    [GeneratedRegex("name=\"prompt\" value=\"(\\w+)\"")]
    private static partial Regex Prompt();

    [GeneratedRegex("action=\"([^\"]+)\"")]
    private static partial Regex Action();
}
