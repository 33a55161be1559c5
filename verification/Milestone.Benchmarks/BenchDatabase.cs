using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Milestone.Core.Storage;
using Npgsql;

namespace Milestone.Benchmarks;

/// <summary>The database with ten million postings: made once, kept for later runs, remade when its recipe or the schema changes.</summary>
internal static class BenchDatabase
{
    public const int Postings = 10_000_000;
    public const int FewerPostings = 1_000_000;
    public const int Batches = 10_000;

    public static readonly Guid Organisation = new("0f0f0f0f-0000-4000-8000-000000000001");
    public static readonly Guid SmallerOrganisation = new("0f0f0f0f-0000-4000-8000-000000000002");

    /// <summary>The connection string of the database, made first if need be.</summary>
    public static async Task<string> ReadyAsync(string server, BenchReport report)
    {
        var name = $"milestone_bench_{Recipe()}";
        await using var source = NpgsqlDataSource.Create(server);
        await using (var exists = source.CreateCommand("SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)"))
        {
            exists.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name });
            if (await exists.ExecuteScalarAsync() is true)
                return Named(server, name);
        }

        report.Note($"Making {name} with {Postings.ToString("N0", CultureInfo.InvariantCulture)} postings, once ...");
        var start = Stopwatch.GetTimestamp();
        await DropOlderAsync(source);
        await using (var create = source.CreateCommand("CREATE DATABASE milestone_bench_unfinished"))
            await create.ExecuteNonQueryAsync();
        await FillAsync(Named(server, "milestone_bench_unfinished"));
        await using (var rename = source.CreateCommand($"ALTER DATABASE milestone_bench_unfinished RENAME TO {name}"))
            await rename.ExecuteNonQueryAsync();
        report.Note(string.Create(CultureInfo.InvariantCulture, $"Made in {Stopwatch.GetElapsedTime(start).TotalSeconds:0} s."));
        return Named(server, name);
    }

    public static string Named(string server, string database) => new NpgsqlConnectionStringBuilder(server) { Database = database, Pooling = true }.ConnectionString;

    public static string Sql(string file)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(file)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static async Task FillAsync(string connectionString)
    {
        await Migrator.MigrateAsync(connectionString, dryRun: false, CancellationToken.None);
        var unpooled = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, CommandTimeout = 0 }.ConnectionString;
        await using var source = NpgsqlDataSource.Create(unpooled);
        await using var connection = await source.OpenConnectionAsync();
        await RunAsync(connection, "SET session_replication_role = replica; SET maintenance_work_mem = '512MB'; SET work_mem = '256MB'; SET synchronous_commit = off");
        var (drop, make) = await IndexesAsync(connection);
        await RunAsync(connection, drop);
        foreach (var (organisation, name, postings) in new[] { (Organisation, "Ten million", Postings), (SmallerOrganisation, "One million", FewerPostings) })
        {
            await using var fill = new NpgsqlCommand(Sql("bench-books.sql"), connection) { CommandTimeout = 0 };
            fill.Parameters.AddWithValue("organisation", organisation);
            fill.Parameters.AddWithValue("name", name);
            fill.Parameters.AddWithValue("postings", postings);
            fill.Parameters.AddWithValue("batches", Batches);
            await fill.ExecuteNonQueryAsync();
        }

        await RunAsync(connection, make);
        await RunAsync(connection, "VACUUM ANALYZE");
    }

    // The indexes as the migrations made them, so that the two cannot drift apart: what drops them, and what makes them again.
    private static async Task<(string Drop, string Make)> IndexesAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand(
            "SELECT string_agg(format('DROP INDEX milestone.%I', indexname), E';\\n'), string_agg(indexdef, E';\\n') FROM pg_indexes WHERE schemaname = 'milestone' AND tablename = 'posting' AND indexname LIKE 'posting\\_%' AND indexname <> 'posting_pkey'", connection);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return (reader.GetString(0), reader.GetString(1));
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync();
    }

    private static async Task DropOlderAsync(NpgsqlDataSource source)
    {
        var older = new List<string>();
        await using (var list = source.CreateCommand("SELECT datname FROM pg_database WHERE datname LIKE 'milestone\\_bench\\_%'"))
        await using (var reader = await list.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
                older.Add(reader.GetString(0));
        }

        foreach (var database in older)
        {
            await using var drop = source.CreateCommand($"DROP DATABASE {database} WITH (FORCE)");
            await drop.ExecuteNonQueryAsync();
        }
    }

    private static string Recipe()
    {
        var text = Sql("bench-books.sql") + string.Concat(typeof(Migrator).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith("Milestone.Core.Storage.Migrations.", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name =>
            {
                using var reader = new StreamReader(typeof(Migrator).Assembly.GetManifestResourceStream(name)!);
                return reader.ReadToEnd();
            }));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..12];
    }
}
