using System.Diagnostics;
using System.Text.RegularExpressions;
using Milestone.Core.Access;
using Milestone.Core.Storage;
using Milestone.Smoke.Running;
using Milestone.Testing.Postgres;
using Xunit;

namespace Milestone.Smoke.Published;

/// <summary>The host as it is published, in a process of its own: compressed once, cached for good, compiled for release. What weighs and times pages asks it.</summary>
internal sealed partial class PublishedHost : IAsyncDisposable
{
    /// <summary>The variable that names the published program.</summary>
    public const string Variable = "MILESTONE_PUBLISHED_HOST";

    private readonly Process process;
    private readonly string database;

    private PublishedHost(Process process, string database, Uri start, string session)
    {
        this.process = process;
        this.database = database;
        Start = start;
        Session = session;
    }

    /// <summary>The product's first address, with a slash at its end.</summary>
    public Uri Start { get; }

    /// <summary>The cookie of somebody who has signed in and may see everything: its name and its value.</summary>
    public string Session { get; }

    /// <summary>The same, for a browser to remember.</summary>
    public Microsoft.Playwright.Cookie SessionCookie => new() { Name = Session.Split('=', 2)[0], Value = Session.Split('=', 2)[1], Url = Start.AbsoluteUri };

    /// <summary>Starts it over a copy of the demo company. Skips the test where nothing was published for it.</summary>
    public static async Task<PublishedHost> StartAsync(Stage stage)
    {
        var program = Environment.GetEnvironmentVariable(Variable);
        Assert.SkipUnless(program is { Length: > 0 }, $"{Variable} names no published host: ./build.sh Smoke publishes one and sets it.");
        var database = await stage.DemoDatabaseAsync();
        var process = HostCommand.Start(program, database, "serve", "--urls", "http://127.0.0.1:0");
        _ = process.StandardOutput.ReadToEndAsync();
        while (await process.StandardError.ReadLineAsync() is { } line)
        {
            if (Listening().Match(line) is not { Success: true } match)
                continue;
            _ = process.StandardError.ReadToEndAsync();
            return new PublishedHost(process, database, new Uri(match.Value + "/"), "milestone-session=" + await SignInAsync(database));
        }

        throw new InvalidOperationException($"{program} ended with exit code {process.ExitCode} before it listened.");
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        await TemporaryPostgres.DropAsync(database);
    }

    private static async Task<string> SignInAsync(string connectionString)
    {
        await using var database = MilestoneDatabase.Open(connectionString, TimeProvider.System);
        var user = await new UserRegister(database).AddAsync("published@example.com", "Pia Published", isOwner: true, "a test", CancellationToken.None);
        return (await new SessionRegister(database).StartAsync(user, isLocal: true, "127.0.0.1", CancellationToken.None)).Text;
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+\S*")]
    private static partial Regex Listening();
}
