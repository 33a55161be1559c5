using Milestone.Build.Database;
using Milestone.Build.Drills;
using Milestone.Build.Engine;
using Npgsql;

namespace Milestone.Build.Rehearsing;

/// <summary>A server of the rehearsal's own, which may be stopped, and the three logins of an installation.</summary>
internal sealed class RehearsalDatabase : IAsyncDisposable
{
    const string Name = "milestone_db";

    static readonly string[] Tools = ["pg_dump", "pg_restore"];

    readonly DrillCluster cluster;

    RehearsalDatabase(DrillCluster cluster, string? toolsFolder)
    {
        this.cluster = cluster;
        ToolsFolder = toolsFolder;
    }

    /// <summary>Where pg_dump and pg_restore are; null where they are not here.</summary>
    public string? ToolsFolder { get; }

    public string Administrator => cluster.ConnectionString("postgres");

    /// <summary>Migrates.</summary>
    public string Owner => As("milestone_migrate");

    /// <summary>Serves.</summary>
    public string App => As("milestone_serve");

    /// <summary>To look at everything in the installation's own database.</summary>
    public string Superuser => cluster.ConnectionString(Name);

    public static async Task<RehearsalDatabase> Create(string folder, string? asked, string installFolder, Shell shell, Output output, CancellationToken stop)
    {
        var whole = await PostgresBinaries.WithPrograms(asked, Tools, shell, stop);
        var binaries = whole ?? await PostgresBinaries.Find(asked, installFolder, shell, output, stop);
        var user = await ServerUser.For([folder, binaries.Folder], shell, stop);
        var servers = Path.Combine(folder, "servers");
        Directory.CreateDirectory(servers);
        await user.Give(servers, shell, stop);
        var cluster = await DrillCluster.Create(Path.Combine(servers, "main"), binaries, user, shell, stop, "fsync = off", "full_page_writes = off");
        return new RehearsalDatabase(cluster, whole?.Folder);
    }

    /// <summary>As a power cut would.</summary>
    public Task Stop() => cluster.Kill();

    public Task Start(CancellationToken stop) => cluster.Start(stop);

    public ValueTask DisposeAsync() => cluster.DisposeAsync();

    // The server asks for no password: nothing but invented books is in it, and only this machine reaches it.
    string As(string login) => new NpgsqlConnectionStringBuilder(cluster.ConnectionString(Name)) { Username = login, Password = "rehearsal", Pooling = true }.ConnectionString;
}
