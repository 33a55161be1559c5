using Milestone.Build.Engine;
using Milestone.Build.Rehearsing;

namespace Milestone.Build.GoLive.Worlds;

/// <summary>
/// What checks look at: the repository, the pipeline's records, a database and the product before it. In a rehearsal database and host are made when the first
/// check asks for them, and sabotage may break them; in production they are the ones that were named.
/// </summary>
internal sealed class World : IAsyncDisposable
{
    readonly WorldSettings settings;
    WorldDatabase? database;
    Site? site;
    WorldHost? host;
    Stage? stage;

    public World(WorldSettings settings, Shell shell)
    {
        this.settings = settings;
        Shell = shell;
        Tree = new Tree(settings.Root);
        Records = new RunRecords(Path.Combine(settings.Root, "artifacts", "ran"), settings.TreeId, shell, settings.Pipeline);
        Rehearsed = new Rehearsed(Path.Combine(settings.Root, "artifacts", "golive", "report.json"), settings.TreeId);
    }

    public bool IsProduction => settings.Production is not null;

    public Production Production => settings.Production ?? throw new InvalidOperationException("A rehearsal has no production.");

    public Shell Shell { get; }

    public Tree Tree { get; }

    public RunRecords Records { get; }

    public Rehearsed Rehearsed { get; }

    public WorldSettings Settings => settings;

    /// <summary>Variables that every host gets which is started from now on: sabotage sets some.</summary>
    public Dictionary<string, string?> Variables { get; } = new(StringComparer.Ordinal);

    /// <summary>The lines so far, for the checks that come last.</summary>
    public IReadOnlyList<Checking.Line> Lines { get; set; } = [];

    /// <summary>The database server, with the database migrated and the demo company in it.</summary>
    public async Task<WorldDatabase> Database(CancellationToken stop) => database ??= await WorldDatabase.Create(this, stop);

    /// <summary>The host that serves: only a rehearsal has one that may be stopped.</summary>
    public async Task<WorldHost> Host(CancellationToken stop)
    {
        if (host is not null) return host;
        var server = await Database(stop);
        return host = await WorldHost.Start(this, server.AppConnection, new Dictionary<string, string?>(), stop);
    }

    /// <summary>Another host on the same database, with some settings of its own.</summary>
    public async Task<WorldHost> AnotherHost(IReadOnlyDictionary<string, string?> variables, CancellationToken stop) =>
        await WorldHost.Start(this, (await Database(stop)).AppConnection, variables, stop);

    /// <summary>The product as its readers reach it.</summary>
    public async Task<Site> Site(CancellationToken stop)
    {
        if (site is not null) return site;
        if (IsProduction) return site = new Site(Production.Address, new Accounts(Production.Email, Production.Password));
        var served = await Host(stop);
        return site = new Site(served.Root, new Accounts(null, (await Database(stop)).DemoPassword));
    }

    /// <summary>The product behind its proxy, deployed by Coolify: in a rehearsal by its stand-in.</summary>
    public async Task<Stage> Stage(CancellationToken stop) => stage ??= await Worlds.Stage.Set(this, stop);

    /// <summary>After a check that ended the host: the next one that asks for it gets a new one at the same address.</summary>
    public async Task Forget()
    {
        site?.Dispose();
        site = null;
        if (host is not null) await host.DisposeAsync();
        host = null;
    }

    public async ValueTask DisposeAsync()
    {
        await Forget();
        if (stage is not null) await stage.DisposeAsync();
        if (database is not null) await database.DisposeAsync();
    }
}

/// <summary>Where everything is.</summary>
/// <param name="Root">The repository.</param>
/// <param name="Program">The published host.</param>
/// <param name="Pipeline">The built pipeline itself, for other targets.</param>
/// <param name="Commit">HEAD.</param>
/// <param name="TreeId">What Git calls the files as they are.</param>
/// <param name="Home">A folder for servers.</param>
internal sealed record WorldSettings(string Root, string Program, string Pipeline, string Commit, string TreeId, string Home, string? PostgresBin, Production? Production)
{
    /// <summary>Makes the production on this machine.</summary>
    public required Func<CancellationToken, Task<RehearsalWorld>> Rehearse { get; init; }
}

/// <summary>What was named of production. What is null was not given, and checks that need it say so.</summary>
internal sealed record Production(Uri Address, string? Email, string? Password, string? Database, Uri? Coolify, string? CoolifyToken, string? CoolifyApplication, string? CoolifyServer);

/// <summary>Who may be signed in as. A rehearsal has somebody of each role, production one administrator.</summary>
internal sealed record Accounts(string? Email, string? Password)
{
    public string AddressOf(string role) => Email ?? role + "@demo.example";
}
