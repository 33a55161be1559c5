using System.Globalization;
using System.Security.Cryptography;
using Milestone.Core.Storage;
using Npgsql;

namespace Milestone.Testing.Postgres;

/// <summary>
/// The PostgreSQL server that tests run against, named by <see cref="Variable"/>. A run migrates one template database and clones it for each
/// test class, which costs about 50 ms. A run holds an advisory lock as long as it lives, so that the next run can tell whose databases are
/// left over from a run that was killed, and drops them.
/// </summary>
public static class TemporaryPostgres
{
    /// <summary>The variable with an Npgsql connection string to the maintenance database, as a login that may create databases and roles.</summary>
    public const string Variable = "MILESTONE_TEST_DB";

    /// <summary>
    /// The variable with the number, eight hexadecimal digits, of a run of several test projects at once: what <see cref="SharedAsync"/> makes is
    /// theirs together. Without it every project makes its own.
    /// </summary>
    public const string SharingVariable = "MILESTONE_TEST_SHARING";

    private const string Prefix = "milestone_test_";

    // The two halves of the advisory locks' keys: a lock a run, one lock around making roles, which belong to the whole server, and one around making
    // what projects share.
    private const int RunLock = 0x4d494c45;
    private const int MigrationLock = 0x4d494c46;
    private const int SharingLock = 0x4d494c47;

    // Somebody's import of a whole company may have to be waited for.
    private const int PatienceSeconds = 600;

    private static readonly int Run = RandomNumberGenerator.GetInt32(1, int.MaxValue);
    private static readonly Lazy<Task> Template = new(MakeTemplateAsync);
    private static NpgsqlConnection? alive;
    private static NpgsqlConnection? sharing;
    private static int clones;

    /// <summary>Why there is no server, with the command that brings one; null when there is one.</summary>
    public static string? Missing => ServerConnectionString is null
        ? $"{Variable} is not set, so there is no PostgreSQL to test against. Run ./build.sh Test, which starts one."
        : null;

    private static string? ServerConnectionString => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } text ? text : null;

    private static string TemplateName => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Run:x8}_template");

    /// <summary>Skips the test where there is no server; on CI that is a failure, because nothing would have been proved.</summary>
    public static void Require()
    {
        if (Missing is not { } reason)
            return;
        if (string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase))
            Xunit.Assert.Fail(reason);
        Xunit.Assert.Skip(reason);
    }

    /// <summary>Makes a database with the current schema and no data. Its connection string logs in as the server's owner.</summary>
    public static async Task<string> CloneAsync()
    {
        await Template.Value;
        return await CloneAsync(TemplateName);
    }

    /// <summary>Makes a database with the content of another that <see cref="CloneAsync()"/> made, which nobody may be connected to.</summary>
    public static Task<string> CopyAsync(string connectionString) => CloneAsync(new NpgsqlConnectionStringBuilder(connectionString).Database!);

    /// <summary>Makes a database with nothing in it, for tests of the migrations themselves.</summary>
    public static async Task<string> EmptyAsync()
    {
        await Template.Value;
        var name = string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Run:x8}_{Interlocked.Increment(ref clones)}");
        await using var server = await OpenAsync();
        await ExecuteAsync(server, $"CREATE DATABASE {name}");
        return To(name).ConnectionString;
    }

    /// <summary>
    /// Makes a database that is expensive to fill, once for all projects of a run: copy it, and change nothing in it. It bears its name only when it is
    /// whole, so what a project that failed left half done is never taken for it.
    /// </summary>
    /// <param name="name">Small letters and digits; the same name has the same content in every project.</param>
    /// <param name="fill">Fills the empty database with this connection string, and leaves no connection open.</param>
    public static async Task<string> SharedAsync(string name, Func<string, Task> fill)
    {
        if (SharedRun is not { } run)
            return await FilledAsync(fill);

        await Template.Value;
        var shared = string.Create(CultureInfo.InvariantCulture, $"{Prefix}{run:x8}_{name}");
        await using var server = await OpenAsync();
        await ExecuteAsync(server, $"SELECT pg_advisory_lock({SharingLock}, {run})");
        if (sharing is null)
        {
            // Held until this process ends, and with others: nobody takes for left over what the run still shares.
            sharing = await OpenAsync();
            await ExecuteAsync(sharing, $"SELECT pg_advisory_lock_shared({RunLock}, {run})");
        }

        if (!Names(server).Contains(shared))
        {
            var filled = await FilledAsync(fill);
            await ExecuteAsync(server, $"ALTER DATABASE {new NpgsqlConnectionStringBuilder(filled).Database} RENAME TO {shared}");
        }

        await ExecuteAsync(server, $"SELECT pg_advisory_unlock({SharingLock}, {run})");
        return To(shared).ConnectionString;
    }

    /// <summary>Drops a database that <see cref="CloneAsync()"/> or <see cref="EmptyAsync"/> made, whoever is still connected.</summary>
    public static async Task DropAsync(string connectionString)
    {
        var name = new NpgsqlConnectionStringBuilder(connectionString).Database;
        await using var server = await OpenAsync();
        await ExecuteAsync(server, $"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
    }

    private static int? SharedRun => Environment.GetEnvironmentVariable(SharingVariable) is { Length: > 0 } text
        ? int.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture)
        : null;

    private static async Task<string> FilledAsync(Func<string, Task> fill)
    {
        var connectionString = await CloneAsync();
        await fill(connectionString);
        return connectionString;
    }

    private static async Task<string> CloneAsync(string template)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Run:x8}_{Interlocked.Increment(ref clones)}");
        await using var server = await OpenAsync();
        await ExecuteAsync(server, $"CREATE DATABASE {name} TEMPLATE {template}");
        return To(name).ConnectionString;
    }

    private static async Task MakeTemplateAsync()
    {
        alive = await OpenAsync();
        await ExecuteAsync(alive, $"SELECT pg_advisory_lock({RunLock}, {Run})");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => EndRun();
        await DropLeftOversAsync(alive);

        await ExecuteAsync(alive, $"CREATE DATABASE {TemplateName}");
        await ExecuteAsync(alive, $"SELECT pg_advisory_lock({MigrationLock}, 0)");
        await Migrator.MigrateAsync(To(TemplateName).ConnectionString, dryRun: false, CancellationToken.None);
        await ExecuteAsync(alive, $"SELECT pg_advisory_unlock({MigrationLock}, 0)");

        // Only a database without sessions can be a template: end those of the migration and let nothing new in.
        NpgsqlConnection.ClearAllPools();
        await ExecuteAsync(alive, $"ALTER DATABASE {TemplateName} ALLOW_CONNECTIONS false");
    }

    private static void EndRun()
    {
        using var server = new NpgsqlConnection(To(null).ConnectionString);
        server.Open();
        foreach (var name in DatabasesOf(server, Run))
            Execute(server, $"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
        alive?.Dispose();
        sharing?.Dispose();
        if (sharing is not null && SharedRun is { } shared && IsOver(server, shared))
        {
            foreach (var name in DatabasesOf(server, shared))
                Execute(server, $"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
        }
    }

    // Whether the last of those who share ends now: then nobody else has its lock. The lock goes with the connection.
    private static bool IsOver(NpgsqlConnection server, int run)
    {
        using var mine = new NpgsqlCommand($"SELECT pg_try_advisory_lock({RunLock}, {run})", server);
        return (bool)mine.ExecuteScalar()!;
    }

    private static async Task DropLeftOversAsync(NpgsqlConnection server)
    {
        foreach (var run in Runs(server).Where(run => run != Run))
        {
            await using var mine = new NpgsqlCommand($"SELECT pg_try_advisory_lock({RunLock}, {run})", server);
            if (!(bool)(await mine.ExecuteScalarAsync())!)
                continue;
            foreach (var name in DatabasesOf(server, run))
                await ExecuteAsync(server, $"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
            await ExecuteAsync(server, $"SELECT pg_advisory_unlock({RunLock}, {run})");
        }
    }

    private static int[] Runs(NpgsqlConnection server) => [.. Names(server)
        .Select(name => name.Split('_')[2])
        .Distinct()
        .Select(run => int.Parse(run, NumberStyles.HexNumber, CultureInfo.InvariantCulture))];

    private static string[] DatabasesOf(NpgsqlConnection server, int run) =>
        [.. Names(server).Where(name => name.StartsWith(string.Create(CultureInfo.InvariantCulture, $"{Prefix}{run:x8}_"), StringComparison.Ordinal))];

    private static List<string> Names(NpgsqlConnection server)
    {
        using var command = new NpgsqlCommand(@"SELECT datname FROM pg_database WHERE datname ~ '^milestone_test_[0-9a-f]{8}_[a-z0-9]+$'", server);
        using var reader = command.ExecuteReader();
        var names = new List<string>();
        while (reader.Read())
            names.Add(reader.GetString(0));
        return names;
    }

    private static NpgsqlConnectionStringBuilder To(string? database)
    {
        var builder = new NpgsqlConnectionStringBuilder(ServerConnectionString ?? throw new InvalidOperationException(Missing));
        if (database is not null)
            builder.Database = database;
        else
            builder.Pooling = false;
        return builder;
    }

    private static async Task<NpgsqlConnection> OpenAsync()
    {
        var server = new NpgsqlConnection(To(null).ConnectionString);
        await server.OpenAsync();
        return server;
    }

    // The text is made of this class's own constants and numbers; a database's name cannot be a parameter.
    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = PatienceSeconds };
        await command.ExecuteNonQueryAsync();
    }

    private static void Execute(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 120 };
        command.ExecuteNonQuery();
    }
}
