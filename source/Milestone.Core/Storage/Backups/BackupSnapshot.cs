using System.Data;
using Npgsql;

namespace Milestone.Core.Storage;

/// <summary>
/// A moment of the database, held open so that PostgreSQL's own pg_dump reads exactly the state that the figures were read from. The login must see every
/// organisation's rows: row-level security would silently leave some out.
/// </summary>
public sealed class BackupSnapshot : IAsyncDisposable
{
    private readonly NpgsqlConnection connection;
    private readonly NpgsqlTransaction transaction;

    private BackupSnapshot(NpgsqlConnection connection, NpgsqlTransaction transaction, string name, BackupFigures figures) =>
        (this.connection, this.transaction, Name, Figures) = (connection, transaction, name, figures);

    /// <summary>What pg_dump's --snapshot takes.</summary>
    public string Name { get; }

    /// <summary>What the database comes to in this moment.</summary>
    public BackupFigures Figures { get; }

    /// <summary>Takes one.</summary>
    /// <param name="connectionString">A login that is a superuser, or one with BYPASSRLS that may read everything.</param>
    /// <param name="cancellation">Cancels it.</param>
    /// <exception cref="ProblemException">The database does not answer, has no schema, or hides rows from this login.</exception>
    public static async Task<BackupSnapshot> TakeAsync(string connectionString, CancellationToken cancellation)
    {
        var settings = ConnectionSettings.Parse(connectionString);
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(settings.AsLogin()) { Pooling = false }.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellation).ConfigureAwait(false);
            var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation).ConfigureAwait(false);
            var (version, name) = await OpenAsync(connection, settings, cancellation).ConfigureAwait(false);
            return new BackupSnapshot(connection, transaction, name, await ReadAsync(connection, version / 10000, cancellation).ConfigureAwait(false));
        }
        catch (Exception failure)
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            if (DatabaseProblem.From(failure, settings) is { } problem)
                throw problem;
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync().ConfigureAwait(false);
        await connection.DisposeAsync().ConfigureAwait(false);
    }

    private static async Task<(int Version, string Name)> OpenAsync(NpgsqlConnection connection, ConnectionSettings settings, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(SqlText.Of("Storage/Backups/server.sql"), connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        await reader.ReadAsync(cancellation).ConfigureAwait(false);
        return reader.GetBoolean(2)
            ? (reader.GetInt32(0), reader.GetString(1))
            : throw new ProblemException(
                ProblemKind.Forbidden,
                $"The login \"{settings.Login}\" does not see every organisation's rows, so its backup would be a part only. Use a superuser, or a login made with: CREATE ROLE milestone_backup LOGIN BYPASSRLS IN ROLE pg_read_all_data.");
    }

    private static async Task<BackupFigures> ReadAsync(NpgsqlConnection connection, int serverMajor, CancellationToken cancellation)
    {
        var scripts = new List<string>();
        await using (var command = new NpgsqlCommand(SqlText.Of("Storage/Backups/scripts.sql"), connection))
        await using (var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false))
        {
            while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
                scripts.Add(reader.GetString(0));
        }

        var organisations = new List<LedgerFigures>();
        await using (var command = new NpgsqlCommand(SqlText.Of("Storage/Backups/figures.sql"), connection))
        await using (var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false))
        {
            var years = new List<YearFigures>();
            while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
            {
                if (organisations.Count == 0 || organisations[^1].Id != reader.GetGuid(0))
                    organisations.Add(new LedgerFigures(reader.GetGuid(0), reader.GetString(1), reader.GetInt64(2), reader.GetInt64(3), years = []));
                if (!reader.IsDBNull(4))
                    years.Add(new YearFigures(reader.GetInt16(4), reader.GetInt32(5), reader.GetInt64(6), reader.GetDecimal(7)));
            }
        }

        return new BackupFigures(serverMajor, scripts, organisations);
    }
}
