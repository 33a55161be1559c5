using System.Net;
using Milestone.Core.Access;
using Milestone.Host.Tests.Running;
using Milestone.Testing.Postgres;
using Xunit;

namespace Milestone.Host.Tests.Identity;

/// <summary>How people come to be users: the first by the link that the host prints, the others by invitation; and who may invite.</summary>
public sealed class InvitationPageTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_administrator_invites_and_whoever_has_the_link_chooses_a_password_once()
    {
        await using var host = await DoorHost.StartAsync();
        var owner = await host.SignedInAsync(DoorHost.Owner);
        var users = await owner.OpenAsync("admin/users");
        var invited = await owner.SendAsync("admin/users", users, "invite", HttpStatusCode.OK, ("email", "guest@example.com"), ("role", "accountant"));
        var link = invited.QuerySelector(".link-once")!.TextContent;
        Assert.StartsWith(host.Client.BaseAddress + "milestone-app/invitations/accept?code=", link, StringComparison.Ordinal);
        var address = link[(link.IndexOf("/milestone-app/", StringComparison.Ordinal) + "/milestone-app/".Length)..];

        var guest = new PlainBrowser(host.Client);
        var page = await guest.OpenAsync(address);
        Assert.Contains("as accountant, with the address guest@example.com", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        var weak = await guest.SendAsync(address, page, "join", HttpStatusCode.BadRequest, ("name", "Gina Guest"), ("password", "short"));
        Assert.Equal("! A password has at least 12 characters. A few words together make a good one.", weak.QuerySelector(".field-error")!.TextContent);
        using var joined = await guest.PostFormAsync(address, weak, "join", ("name", "Gina Guest"), ("password", "visitors have good words"));
        Assert.Equal("/milestone-app/dashboard", new Uri(host.Client.BaseAddress!, joined.Headers.Location!).AbsolutePath);

        Assert.Contains("Gina Guest", (await guest.OpenAsync("account")).QuerySelector(".menu.person")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("no longer good", (await new PlainBrowser(host.Client).OpenAsync(address)).QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        var listed = (await owner.OpenAsync("admin/users")).QuerySelector("main")!.TextContent;
        Assert.Contains("Gina Guest", listed, StringComparison.Ordinal);
        Assert.Contains("accepted", listed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_an_administrator_sees_and_changes_who_may_what_and_a_change_holds_at_once()
    {
        await using var host = await DoorHost.StartAsync();
        var viewer = await host.SignedInAsync(DoorHost.Viewer);
        using var refused = await viewer.GetAsync("admin/users");
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        var member = Assert.Single(await new MemberRegister(host.Database).ListAsync(host.Organisation, Stop));

        var owner = await host.SignedInAsync(DoorHost.Owner);
        var address = $"admin/users/{member.User:D}";
        var page = await owner.OpenAsync(address);
        using var raised = await owner.PostFormAsync(address, page, "place", ("version", "1"), ("role", "administrator"));
        Assert.Equal(HttpStatusCode.Redirect, raised.StatusCode);
        await owner.SendAsync(address, page, "place", HttpStatusCode.PreconditionFailed, ("version", "1"), ("role", "viewer"));

        while ((await viewer.GetAsync("admin/users")).StatusCode == HttpStatusCode.Forbidden)
            Stop.ThrowIfCancellationRequested();
        // An administrator of one organisation is none of the installation.
        Assert.Null((await viewer.OpenAsync(address)).QuerySelector("form[aria-label='Disable the user']"));
        using var disabled = await owner.PostFormAsync(address, await owner.OpenAsync(address), "disable");
        Assert.Equal(HttpStatusCode.Redirect, disabled.StatusCode);
        while ((await viewer.GetAsync("account")).StatusCode == HttpStatusCode.OK)
            Stop.ThrowIfCancellationRequested();
    }

    [Fact]
    public async Task The_link_that_the_host_prints_makes_the_first_administrator()
    {
        TemporaryPostgres.Require();
        var database = await TemporaryPostgres.CloneAsync();
        var process = HostProcess.Start(database, new Dictionary<string, string>(), "serve", "--urls", "http://127.0.0.1:0");
        try
        {
            string? line;
            do
                line = await process.StandardError.ReadLineAsync(Stop);
            while (line?.Contains("/sign-in/first?code=", StringComparison.Ordinal) == false);
            var link = new Uri(line!.Split(' ')[^1]);
            using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new Uri(link.GetLeftPart(UriPartial.Authority)) };
            var browser = new PlainBrowser(client);
            var address = link.PathAndQuery["/milestone-app/".Length..];
            await browser.OpenAsync("sign-in/first?code=nonsense");
            var page = await browser.OpenAsync(address);

            using var begun = await browser.PostFormAsync(address, page, "first", ("name", "Fay First"), ("email", "fay@example.com"), ("password", "the first of all words"));

            Assert.Equal(HttpStatusCode.Redirect, begun.StatusCode);
            Assert.Contains("Fay First", await browser.TextAsync("account"), StringComparison.Ordinal);
            using var again = await new PlainBrowser(client).PostFormAsync(address, page, "first", ("name", "Eve"), ("email", "eve@example.com"), ("password", "the last of all words"));
            Assert.NotEqual(HttpStatusCode.Redirect, again.StatusCode);
            Assert.Contains("no longer good", (await browser.OpenAsync(address)).QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
            process.Dispose();
            await TemporaryPostgres.DropAsync(database);
        }
    }

    [Fact]
    public async Task Demo_accounts_are_not_made_in_production()
    {
        await using var host = await DoorHost.StartAsync();
        using var process = HostProcess.Start(host.ConnectionString, new Dictionary<string, string> { ["DOTNET_ENVIRONMENT"] = "Production" }, "demo", "--accounts");
        var error = await process.StandardError.ReadToEndAsync(Stop);
        await process.WaitForExitAsync(Stop);

        Assert.Equal(1, process.ExitCode);
        Assert.Equal("Demo accounts are not made in Production: everybody knows their names. Add real users with: user add.", error.Trim());
    }
}
