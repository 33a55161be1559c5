using System.Diagnostics;
using Milestone.Build.Auditing;
using Milestone.Build.Database;
using Milestone.Build.Drills;
using Milestone.Build.Engine;
using Npgsql;

namespace Milestone.Build.GoLive.Worlds;

/// <summary>
/// A server of the rehearsal's own, that may be stopped. Its database was made as an installation's is: a login that migrates, a login of few rights that
/// serves, the demo company in it. In production: the database that was named, to look at only.
/// </summary>
internal sealed class WorldDatabase : IAsyncDisposable
{
    public const string Name = DrillCluster.Database;

    static readonly string[] Programs = ["pg_dump", "pg_restore"];

    readonly World world;
    readonly DrillCluster? cluster;
    readonly ThrowAwayFolder? claim;
    readonly string administrator;
    WorldDatabase? large;

    WorldDatabase(World world, DrillCluster? cluster, ThrowAwayFolder? claim, string administrator)
    {
        this.world = world;
        this.cluster = cluster;
        this.claim = claim;
        this.administrator = administrator;
    }

    /// <summary>The server itself, in a rehearsal.</summary>
    public DrillCluster Cluster => cluster ?? throw new StepFailedException("production's server is not stopped or changed by a check");

    /// <summary>A superuser's in a rehearsal, whatever login was named in production.</summary>
    public string Connection => administrator;

    /// <summary>What the host serves with.</summary>
    public string AppConnection => Login("milestone_serve");

    public string OwnerConnection => Login("milestone_migrate");

    public string DemoPassword { get; private set; } = "";

    /// <summary>For files of checks; goes with the server.</summary>
    public string Work { get; private set; } = "";

    /// <summary>Where pg_dump is.</summary>
    public string Tools { get; private set; } = "";

    public static async Task<WorldDatabase> Create(World world, CancellationToken stop)
    {
        if (world.IsProduction)
            return new WorldDatabase(world, null, null, world.Production.Database ?? throw new StepFailedException("production's database was not named: --database, through a tunnel, with a login that may look"));
        Directory.CreateDirectory(world.Settings.Home);
        var claim = await ThrowAwayFolder.Claim(Path.Combine(world.Settings.Home, Guid.NewGuid().ToString("N")), stop);
        Directory.CreateDirectory(claim.Path);
        var binaries = await PostgresBinaries.WithPrograms(world.Settings.PostgresBin, Programs, world.Shell, stop)
            ?? throw new StepFailedException("no PostgreSQL with pg_dump is here: name its folder in MILESTONE_POSTGRES_BIN");
        var user = await ServerUser.For([claim.Path, binaries.Folder], world.Shell, stop);
        var servers = Path.Combine(claim.Path, "servers");
        Directory.CreateDirectory(servers);
        await user.Give(servers, world.Shell, stop);
        var cluster = await DrillCluster.Create(Path.Combine(servers, "main"), binaries, user, world.Shell, stop, "shared_preload_libraries = 'pg_stat_statements'");
        var database = new WorldDatabase(world, cluster, claim, cluster.ConnectionString()) { Work = Path.Combine(claim.Path, "work"), Tools = binaries.Folder };
        Directory.CreateDirectory(database.Work);
        await database.Install(stop);
        return database;
    }

    /// <summary>One value.</summary>
    public async Task<T> Ask<T>(string sql, CancellationToken stop, params object[] values)
    {
        var rows = await Rows(sql, stop, values);
        return rows is [[var one, ..], ..] && one is T value ? value : throw new StepFailedException($"the database answered nothing to: {sql}");
    }

    public async Task<IReadOnlyList<IReadOnlyList<object?>>> Rows(string sql, CancellationToken stop, params object[] values) => await RowsOf(administrator, sql, stop, values);

    public static async Task<IReadOnlyList<IReadOnlyList<object?>>> RowsOf(string connectionString, string sql, CancellationToken stop, params object[] values)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, Timeout = 5 }.ConnectionString);
        await connection.OpenAsync(stop);
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
        await using var reader = await command.ExecuteReaderAsync(stop);
        var rows = new List<IReadOnlyList<object?>>();
        do
        {
            while (await reader.ReadAsync(stop)) rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(at => reader.IsDBNull(at) ? null : reader.GetValue(at))]);
        }
        while (await reader.NextResultAsync(stop));
        return rows;
    }

    public Task Execute(string sql, CancellationToken stop) => Cluster.Execute(sql, stop, new NpgsqlConnectionStringBuilder(administrator).Database!);

    /// <summary>Another database of the server, where the demo company stands among nine others of its size: tables that are worth an index.</summary>
    public async Task<WorldDatabase> Large(CancellationToken stop)
    {
        if (large is not null) return large;
        const string name = "golive_large";
        await Cluster.Execute($"CREATE DATABASE {name}", stop, "postgres");
        await Cluster.Execute($"GRANT CREATE ON DATABASE {name} TO milestone_owner", stop, "postgres");
        var made = new WorldDatabase(world, cluster, null, new NpgsqlConnectionStringBuilder(administrator) { Database = name }.ConnectionString) { Tools = Tools, Work = Work };
        await made.Execute("CREATE EXTENSION pg_stat_statements", stop);
        await made.Must(made.OwnerConnection, ["migrate"], stop);
        made.DemoPassword = AuditedSignIn.PasswordIn((await made.Must(made.AppConnection, ["demo"], stop)).Split('\n'));
        await made.Execute(Others, stop);
        return large = made;
    }

    // Rows of a firm under other organisations' ids; triggers and references would only say what the copies lack.
    const string Others = """
        DO $$
        DECLARE
          of record;
          names text;
        BEGIN
          SET LOCAL session_replication_role = replica;
          FOR of IN
            SELECT c.oid, c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'organisation_id'
            WHERE c.relnamespace = 'milestone'::regnamespace AND c.relkind = 'r' AND (SELECT count(*) FROM pg_stat_user_tables s WHERE s.relid = c.oid AND s.n_live_tup > 500) > 0
          LOOP
            SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) INTO names FROM pg_attribute
            WHERE attrelid = of.oid AND attnum > 0 AND NOT attisdropped AND attname <> 'organisation_id' AND attidentity = '' AND attgenerated = '';
            EXECUTE format('INSERT INTO milestone.%I (organisation_id, %s) SELECT overlay(t.organisation_id::text placing lpad(n::text, 4, ''0'') from 10 for 4)::uuid, %s FROM milestone.%I t, generate_series(1, 9) n ON CONFLICT DO NOTHING',
              of.relname, names, (SELECT string_agg('t.' || quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute WHERE attrelid = of.oid AND attnum > 0 AND NOT attisdropped AND attname <> 'organisation_id' AND attidentity = '' AND attgenerated = ''), of.relname);
          END LOOP;
        END
        $$;
        """;

    /// <summary>Sabotage by a statement, taken back by another.</summary>
    public async Task<IAsyncDisposable> Change(string sql, string back, CancellationToken stop)
    {
        await Execute(sql, stop);
        return Undo.By(() => Execute(back, CancellationToken.None));
    }

    /// <summary>A command of the host on this database; both outputs, and the exit code.</summary>
    public async Task<(int ExitCode, string Said)> Command(string connection, string[] arguments, CancellationToken stop)
    {
        var start = new ProcessStartInfo("dotnet", [world.Settings.Program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["ConnectionStrings__Milestone"] = connection;
        start.Environment.Remove("ConnectionStrings__MilestoneOwner");
        start.Environment["Milestone__Backups__Tools"] = Tools;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(stop);
        var error = process.StandardError.ReadToEndAsync(stop);
        await process.WaitForExitAsync(stop);
        return (process.ExitCode, ((await output) + (await error)).Trim());
    }

    public async ValueTask DisposeAsync()
    {
        if (cluster is not null) await cluster.DisposeAsync();
        claim?.Dispose();
    }

    async Task Install(CancellationToken stop)
    {
        await Execute("""
            CREATE ROLE milestone_owner NOLOGIN; CREATE ROLE milestone_app NOLOGIN; CREATE ROLE xero_reader NOLOGIN;
            CREATE ROLE milestone_migrate LOGIN IN ROLE milestone_owner, milestone_app; CREATE ROLE milestone_serve LOGIN IN ROLE milestone_app;
            REVOKE ALL ON DATABASE milestone FROM PUBLIC; GRANT CONNECT, TEMPORARY ON DATABASE milestone TO milestone_app, milestone_owner;
            GRANT CREATE ON DATABASE milestone TO milestone_owner; CREATE EXTENSION pg_stat_statements
            """, stop);
        await Must(OwnerConnection, ["migrate"], stop);
        DemoPassword = AuditedSignIn.PasswordIn((await Must(AppConnection, ["demo"], stop)).Split('\n'));
    }

    async Task<string> Must(string connection, string[] arguments, CancellationToken stop)
    {
        var (exitCode, said) = await Command(connection, arguments, stop);
        return exitCode == 0 ? said : throw new StepFailedException($"{string.Join(' ', arguments)} ended with exit code {exitCode}: {said}");
    }

    string Login(string name) => new NpgsqlConnectionStringBuilder(administrator) { Username = name, Pooling = true }.ConnectionString;
}
