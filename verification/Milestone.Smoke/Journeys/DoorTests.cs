using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.Playwright;
using Milestone.Core.Access;
using Milestone.Core.Storage;
using Milestone.Host.Identity;
using Milestone.Smoke.Browsing;
using Milestone.Smoke.Pages;
using Milestone.Smoke.Running;
using Milestone.Testing.Identity;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Milestone.Smoke.Journeys;

/// <summary>Through the door under the sub-path: in with a password or at a provider, to the dashboard, and out again for good.</summary>
public sealed class DoorTests(Stage stage) : BrowserTest(stage)
{
    private const string Email = "dora@example.com";
    private const string Password = "doors open with words";

    private static readonly WindowSettings Desk = new() { Traced = true };

    [Fact]
    public async Task Somebody_signs_in_with_a_password_sees_the_dashboard_signs_out_and_the_stolen_cookie_opens_nothing()
    {
        var host = await ClosedAsync(Stage.Now);
        try
        {
            await BrowseAsync(host, Desk, async window =>
            {
                await window.GoAsync("dashboard?period=last-month");
                await Expect(window.Page.GetByRole(AriaRole.Heading, new() { Name = "Sign in" })).ToBeVisibleAsync();
                await window.Page.GetByLabel("Email").FillAsync(Email);
                await window.Page.GetByLabel("Password").FillAsync(Password);
                await window.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
                var dashboard = new DashboardPage(window);
                await Expect(dashboard.Subtitle).ToContainTextAsync("1 Oct 2026 to 31 Oct 2026");
                await OutAsync(window);
            });
        }
        finally
        {
            await host.EndAsync();
        }
    }

    [Fact]
    public async Task Somebody_signs_in_at_the_provider_goes_round_takes_a_file_away_and_signs_out()
    {
        // The provider's tokens are of this moment, and it must know the product's address before either starts.
        var url = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{OpenIdProvider.FreePort()}");
        await using var provider = await OpenIdProvider.StartAsync(new Uri(url + RunningHost.Base + "sign-in/callback"), pushed: true, ("dora", Email, true));
        var host = await ClosedAsync(TimeProvider.System.GetUtcNow(), url, provider.Address);
        try
        {
            await BrowseAsync(host, Desk, async window =>
            {
                await window.GoAsync("");
                await window.Page.GetByRole(AriaRole.Link, new() { Name = "Sign in with the test provider" }).ClickAsync();
                await window.Page.GetByPlaceholder("Enter any login").FillAsync("dora");
                await window.Page.GetByPlaceholder("and password").FillAsync("x");
                await window.Page.GetByRole(AriaRole.Button, new() { Name = "Sign-in" }).ClickAsync();
                await window.Page.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();
                await Expect(new DashboardPage(window).Heading).ToBeVisibleAsync();
                Assert.StartsWith("dashboard", window.Address, StringComparison.Ordinal);
                // What went wrong on the provider's pages is not the product's.
                window.Troubles.Forgive();
                await RoundAsync(window);
                await OutAsync(window);
            });
        }
        finally
        {
            await host.EndAsync();
        }
    }

    // Every kind of page and a file, as whoever was let in by the provider.
    private static async Task RoundAsync(BrowserWindow window)
    {
        await window.GoAsync("statement?period=last-month");
        await Expect(window.Page.GetByRole(AriaRole.Heading, new() { Name = "Profit and loss", Level = 1 })).ToBeVisibleAsync();
        var (name, bytes) = await window.TakeAwayAsync(() => window.Page.EvaluateAsync("document.querySelector('a[href*=\"statement.csv\"]').click()"));
        Assert.EndsWith(".csv", name, StringComparison.Ordinal);
        Assert.Contains("Net profit", Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);

        await window.GoAsync("projects");
        await window.Page.Locator("main a[href*='projects/']").First.ClickAsync();
        await Expect(window.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
        Assert.StartsWith("projects/", window.Address, StringComparison.Ordinal);
        await window.GoAsync("admin");
        await Expect(window.Page.GetByRole(AriaRole.Heading, new() { Name = "Administration", Level = 1 })).ToBeVisibleAsync();
    }

    private static async Task OutAsync(BrowserWindow window)
    {
        var cookie = Assert.Single(await window.Page.Context.CookiesAsync(), one => one.Name == "milestone-session");
        Assert.True(cookie.HttpOnly);
        Assert.Equal("/milestone-app", cookie.Path);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(window.Host, cookie.Value));

        await window.Page.Locator("details.person summary").ClickAsync();
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Expect(window.Page.GetByText("You have signed out.")).ToBeVisibleAsync();

        Assert.DoesNotContain(await window.Page.Context.CookiesAsync(), one => one.Name == "milestone-session");
        Assert.Equal(HttpStatusCode.Redirect, await StatusAsync(window.Host, cookie.Value));
    }

    private static async Task<HttpStatusCode> StatusAsync(RunningHost host, string cookie)
    {
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, host.UrlOf("dashboard"));
        request.Headers.Add("Cookie", "milestone-session=" + cookie);
        using var answer = await client.SendAsync(request);
        return answer.StatusCode;
    }

    private async Task<RunningHost> ClosedAsync(DateTimeOffset now, string? url = null, Uri? authority = null)
    {
        var connectionString = await Stage.DemoDatabaseAsync();
        await using (var database = MilestoneDatabase.Open(connectionString, TimeProvider.System))
        {
            using var passwords = new Passwords();
            var users = new UserRegister(database);
            var user = await users.AddAsync(Email, "Dora Door", isOwner: true, "a test", CancellationToken.None);
            await users.SetPasswordAsync(user, await passwords.HashAsync(Password, Email), "a test", CancellationToken.None);
        }

        return await RunningHost.StartAsync(connectionString, now, settings => settings with
        {
            Vouch = null,
            Urls = url is null ? settings.Urls : [url],
            SignIn = authority is null ? settings.SignIn : settings.SignIn with { Authority = authority, ClientId = OpenIdProvider.ClientId, ClientSecret = OpenIdProvider.ClientSecret, ProviderName = "the test provider" },
        });
    }
}
