using System.Net;
using Milestone.Host.Tests.Running;
using Xunit;

namespace Milestone.Host.Tests.Identity;

/// <summary>user: its exit codes, what it prints, and that what it does holds on a running host.</summary>
public sealed class UserCommandTests
{
    [Fact]
    public async Task Users_are_added_listed_changed_put_out_and_let_in_again()
    {
        await using var host = await DoorHost.StartAsync();

        var added = await RunAsync(host, "add", "anna@example.com", "--name", "Anna Field", "--role", "accountant");
        Assert.Equal((0, "anna@example.com is added as accountant of 'Small Books'."), (added.ExitCode, Assert.Single(added.ErrorLines)));
        var password = added.Output.Trim();
        Assert.Matches("^[a-z0-9]{5}(-[a-z0-9]{5}){3}$", password);
        Assert.Equal("/milestone-app/account", await SignInAsync(host, "anna@example.com", password));

        var listed = await RunAsync(host, "list");
        Assert.Contains(listed.Output.Split('\n'), line => line.StartsWith("anna@example.com", StringComparison.Ordinal) && line.Contains("accountant of Small Books", StringComparison.Ordinal));
        Assert.DoesNotContain(password, listed.Output, StringComparison.Ordinal);

        Assert.Equal(0, (await RunAsync(host, "role", "anna@example.com", "viewer")).ExitCode);
        Assert.Equal(0, (await RunAsync(host, "disable", "ANNA@example.com")).ExitCode);
        Assert.Null(await SignInAsync(host, "anna@example.com", password));
        Assert.Equal(0, (await RunAsync(host, "enable", "anna@example.com")).ExitCode);
        var renewed = await RunAsync(host, "password", "anna@example.com");
        Assert.NotEqual(password, renewed.Output.Trim());
        Assert.Null(await SignInAsync(host, "anna@example.com", password));
        Assert.Equal("/milestone-app/account", await SignInAsync(host, "anna@example.com", renewed.Output.Trim()));
        Assert.Contains("viewer of Small Books", (await RunAsync(host, "list")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_done_says_so_in_a_line_and_by_its_exit_code()
    {
        await using var host = await DoorHost.StartAsync();
        foreach (var (exitCode, says, arguments) in new (int, string, string[])[]
        {
            (2, "--role: 'boss' is no role. Use viewer, project-manager, accountant, administrator.", ["add", "anna@example.com", "-n", "Anna", "--role", "boss"]),
            (2, "--role: Say what the user is", ["add", "anna@example.com", "-n", "Anna"]),
            (2, "--email: That is not an email address.", ["add", "anna", "-n", "Anna", "--owner"]),
            (2, "--project: 'Small Books' has no project 'Nowhere'.", ["add", "anna@example.com", "-n", "Anna", "--role", "project-manager", "--project", "Nowhere"]),
            (1, "There is a user viewer@example.com already.", ["add", "viewer@example.com", "-n", "Anna", "--owner"]),
            (1, "There is no user nobody@example.com.", ["disable", "nobody@example.com"]),
            (1, "This is the last administrator of the installation.", ["disable", DoorHost.Owner]),
            (1, "This is the last administrator of the installation.", ["role", DoorHost.Owner, "no-owner"]),
            (2, "--password-stdin: There is no password on standard input.", ["password", DoorHost.Owner, "--password-stdin"]),
        })
        {
            var outcome = await RunAsync(host, arguments);
            Assert.True(outcome.ExitCode == exitCode, $"{string.Join(' ', arguments)} ended with {outcome.ExitCode}: {outcome.Error}");
            Assert.StartsWith(says, Assert.Single(outcome.ErrorLines), StringComparison.Ordinal);
            Assert.Equal("", outcome.Output);
        }

        foreach (var command in new[] { "add", "list", "role", "disable", "enable", "password" })
            Assert.Equal(0, (await RunAsync(host, command, "--help")).ExitCode);
    }

    private static Task<CommandOutcome> RunAsync(DoorHost host, params string[] arguments) => HostCommands.RunAsync(host.ConnectionString, ["user", .. arguments]);

    // Where it leads, or null where it is refused.
    private static async Task<string?> SignInAsync(DoorHost host, string email, string password)
    {
        var browser = new PlainBrowser(host.Client);
        var page = await browser.OpenAsync("sign-in?return=account");
        using var answer = await browser.PostFormAsync("sign-in?return=account", page, "sign-in", ("email", email), ("password", password));
        return answer.StatusCode == HttpStatusCode.Redirect ? new Uri(host.Client.BaseAddress!, answer.Headers.Location!).AbsolutePath : null;
    }
}
