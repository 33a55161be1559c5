using DbUp;
using DbUp.Engine;
using DbUp.Engine.Output;
using Npgsql;

namespace Milestone.Core.Storage;

/// <summary>
/// Brings a database to the schema this program was built for: the roles first, as the login of the connection string, then the numbered scripts
/// as milestone_owner, each once and in a transaction of its own, under an advisory lock so that two hosts starting at once take turns.
/// </summary>
public static class Migrator
{
    private const long MigrationLock = 0x4D696C6573746F6E; // "Mileston"
    private const string Schema = "milestone";
    private const string Journal = "schema_version";

    /// <summary>Applies what is pending; a dry run only says what it would do.</summary>
    /// <exception cref="ProblemException">The database does not answer, or the login may not create the roles.</exception>
    public static async Task<MigrationReport> MigrateAsync(string connectionString, bool dryRun, CancellationToken cancellation)
    {
        var settings = ConnectionSettings.Parse(connectionString);
        try
        {
            await using var source = NpgsqlDataSource.Create(settings.AsLogin());
            await using var connection = await source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
            await ExecuteAsync(connection, $"SELECT pg_advisory_lock({MigrationLock})", cancellation).ConfigureAwait(false);
            if (dryRun)
                return await PlanAsync(connection, cancellation).ConfigureAwait(false);

            await PrepareRolesAsync(connection, cancellation).ConfigureAwait(false);
            return Upgrade(settings.AsOwner());
        }
        catch (Exception failure) when (DatabaseProblem.From(failure, settings) is { } problem)
        {
            throw problem;
        }
    }

    /// <summary>Which scripts a database lacks, asked without changing anything.</summary>
    internal static async Task<(int Applied, IReadOnlyList<string> Pending)> PendingAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var exists = new NpgsqlCommand($"SELECT to_regclass('{Schema}.{Journal}') IS NOT NULL", connection);
        if (await exists.ExecuteScalarAsync(cancellation).ConfigureAwait(false) is not true)
            return (0, [.. SqlText.Migrations.Select(script => script.Name)]);

        var applied = new HashSet<string>(StringComparer.Ordinal);
        await using var command = new NpgsqlCommand($"SELECT scriptname FROM {Schema}.{Journal}", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
            applied.Add(reader.GetString(0));
        return (applied.Count, [.. SqlText.Migrations.Select(script => script.Name).Where(name => !applied.Contains(name))]);
    }

    private static async Task<MigrationReport> PlanAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var (applied, pending) = await PendingAsync(connection, cancellation).ConfigureAwait(false);
        return new MigrationReport(pending, applied, DryRun: true);
    }

    private static async Task PrepareRolesAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        // Roles belong to the whole server: a migration of another database may change them at this moment, and PostgreSQL then refuses one of the two.
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await ExecuteAsync(connection, SqlText.Of("Storage/Roles.sql"), cancellation).ConfigureAwait(false);
                return;
            }
            catch (PostgresException busy) when (busy.SqlState == PostgresErrorCodes.InternalError && attempt < 10)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20 * attempt), cancellation).ConfigureAwait(false);
            }
        }
    }

    private static MigrationReport Upgrade(string connectionString)
    {
        using (var source = NpgsqlDataSource.Create(connectionString))
        using (var command = source.CreateCommand($"CREATE SCHEMA IF NOT EXISTS {Schema}"))
            command.ExecuteNonQuery();

        var engine = DeployChanges.To.PostgresqlDatabase(connectionString)
            .WithScripts(SqlText.Migrations.Select(script => new SqlScript(script.Name, script.Text)))
            .WithVariablesDisabled()
            .WithTransactionPerScript()
            .JournalToPostgresqlTable(Schema, Journal)
            .LogTo(new NoOpUpgradeLog())
            .Build();
        var before = engine.GetExecutedScripts().Count;
        var result = engine.PerformUpgrade();
        return result.Successful
            ? new MigrationReport([.. result.Scripts.Select(script => script.Name)], before, DryRun: false)
            : throw result.Error;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
    }
}

/// <summary>What a migration did, or would do.</summary>
/// <param name="Applied">The scripts applied, or that a dry run would apply, in order.</param>
/// <param name="AlreadyApplied">How many were there before.</param>
/// <param name="DryRun">Whether nothing was changed.</param>
public sealed record MigrationReport(IReadOnlyList<string> Applied, int AlreadyApplied, bool DryRun);
