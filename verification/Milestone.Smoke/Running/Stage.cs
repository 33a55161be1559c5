using Microsoft.Playwright;
using Milestone.Host.Tests.Running;
using Milestone.Smoke.Catalogue;
using Milestone.Testing.Postgres;
using Xunit;

[assembly: AssemblyFixture(typeof(Milestone.Smoke.Running.Stage))]

namespace Milestone.Smoke.Running;

/// <summary>
/// What all tests of a run share: the browsers, and the books, made when the first test asks for them. Books that tests only look at are served by
/// one host; a test that writes gets a copy and a host of its own.
/// </summary>
public sealed class Stage : IAsyncLifetime
{
    /// <summary>Nine in the morning in London, of the day that the demo company's books end on.</summary>
    public static readonly DateTimeOffset Now = new(DemoDatabase.Today, new TimeOnly(9, 0), TimeSpan.Zero);

    private readonly Browsers browsers = new();
    private readonly Lazy<Task<string>> demo;
    private readonly Dictionary<Books, Lazy<Task<RunningHost>>> hosts;

    /// <summary>Made once a run.</summary>
    public Stage()
    {
        demo = new(MakeDemoAsync);
        hosts = new()
        {
            [Books.Demo] = new(async () => await RunningHost.StartAsync(await TemporaryPostgres.CopyAsync(await demo.Value), Now)),
            [Books.Extreme] = new(async () => await RunningHost.StartAsync(await ExtremeBooks.MakeAsync(Now), Now)),
            [Books.None] = new(async () => await RunningHost.StartAsync(await TemporaryPostgres.CloneAsync(), Now)),
            [Books.Gone] = new(() => RunningHost.StartAsync("Host=127.0.0.1;Port=1;Database=none;Username=nobody;Password=none;Timeout=2", Now)),
        };
    }

    /// <summary>The host that serves these books to everyone who only looks. Skips the test where there is no PostgreSQL.</summary>
    public Task<RunningHost> HostAsync(Books books)
    {
        TemporaryPostgres.Require();
        return hosts[books].Value;
    }

    /// <summary>The demo company for one test that writes; <see cref="RunningHost.EndAsync"/> ends it.</summary>
    public async Task<RunningHost> OwnDemoAsync()
    {
        TemporaryPostgres.Require();
        return await RunningHost.StartAsync(await TemporaryPostgres.CopyAsync(await demo.Value), Now);
    }

    /// <summary>A copy of the demo company's database, for a host of another kind.</summary>
    public async Task<string> DemoDatabaseAsync()
    {
        TemporaryPostgres.Require();
        return await TemporaryPostgres.CopyAsync(await demo.Value);
    }

    /// <summary>Chromium. Skips the test where there is none.</summary>
    public Task<IBrowser> ChromiumAsync() => browsers.ChromiumAsync();

    /// <summary>Firefox. Skips the test where there is none.</summary>
    public Task<IBrowser> FirefoxAsync() => browsers.FirefoxAsync();

    /// <inheritdoc/>
    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await browsers.DisposeAsync();
        foreach (var host in hosts.Values.Where(host => host.IsValueCreated))
        {
            if (await host.Value is { } running)
                await running.DisposeAsync();
        }
    }

    private static async Task<string> MakeDemoAsync()
    {
        var database = await DemoDatabase.CopyAsync();
        await HostCommand.RunAsync(database, "demo", "--accounts");
        return database;
    }
}

/// <summary>Whose books a page is looked at with.</summary>
public enum Books
{
    /// <summary>The demo company.</summary>
    Demo,

    /// <summary>Long names, nine digits, losses everywhere, hundreds of projects; and an organisation without anything.</summary>
    Extreme,

    /// <summary>A database that has seen no import.</summary>
    None,

    /// <summary>A database that does not answer.</summary>
    Gone,
}
