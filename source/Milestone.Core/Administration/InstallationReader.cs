using Milestone.Core.Storage;
using Npgsql;

namespace Milestone.Core.Administration;

/// <summary>How the installation stands: its database, and how the ledger last was. For whoever runs it; nothing here names an organisation.</summary>
public sealed class InstallationReader(MilestoneDatabase database)
{
    /// <summary>Keeps how a run of ledger verify ended.</summary>
    public Task RecordAsync(LedgerVerification run, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(run);
        return database.AskAsync(
            async connection =>
            {
                await using var command = new NpgsqlCommand(SqlText.Of("Administration/Sql/record-verification.sql"), connection);
                command.Parameters.AddWithValue("id", Guid.CreateVersion7(run.At));
                command.Parameters.AddWithValue("at", run.At.ToUniversalTime());
                command.Parameters.AddWithValue("took", (decimal)run.Took.TotalSeconds);
                command.Parameters.AddWithValue("organisations", run.Organisations);
                command.Parameters.AddWithValue("documents", run.Documents);
                command.Parameters.AddWithValue("differences", run.Differences);
                return await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
            },
            cancellation);
    }

    /// <summary>How the last run of ledger verify ended; null before the first.</summary>
    public async Task<LedgerVerification?> LastVerificationAsync(CancellationToken cancellation) =>
        await RowsAsync(
            "Administration/Sql/last-verification.sql",
            row => new LedgerVerification(row.GetFieldValue<DateTimeOffset>(0), TimeSpan.FromSeconds((double)row.GetDecimal(1)), row.GetInt32(2), row.GetInt64(3), row.GetInt32(4)),
            cancellation).ConfigureAwait(false) is [var last, ..] ? last : null;

    /// <summary>How the database stands: connections, size, statements that took most time, indexes that nothing uses.</summary>
    public async Task<DatabaseStanding> DatabaseAsync(CancellationToken cancellation)
    {
        var one = (await RowsAsync(
            "Administration/Sql/database-connections.sql",
            row => new DatabaseStanding(row.GetInt64(0), row.GetInt32(1), row.GetInt64(2)) { KnowsStatements = row.GetBoolean(3) },
            cancellation).ConfigureAwait(false))[0];
        var statements = one.KnowsStatements ? await StatementsAsync(cancellation).ConfigureAwait(false) : null;
        return one with
        {
            KnowsStatements = statements is not null,
            Statements = statements ?? [],
            UnusedIndexes = await RowsAsync("Administration/Sql/unused-indexes.sql", row => new UnusedIndex(row.GetString(0), row.GetString(1), row.GetInt64(2)), cancellation).ConfigureAwait(false),
        };
    }

    // Made in the database, but not preloaded by the server: it refuses to be read, which is no reason to say nothing else.
    private async Task<IReadOnlyList<StatementTime>?> StatementsAsync(CancellationToken cancellation)
    {
        try
        {
            return await RowsAsync(
                "Administration/Sql/slow-statements.sql",
                row => new StatementTime(row.GetString(0), row.GetInt64(1), row.GetDouble(2), row.GetDouble(3), row.GetDouble(4)),
                cancellation).ConfigureAwait(false);
        }
        catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.ObjectNotInPrerequisiteState)
        {
            return null;
        }
    }

    private Task<IReadOnlyList<T>> RowsAsync<T>(string sqlFile, Func<NpgsqlDataReader, T> read, CancellationToken cancellation) => database.AskAsync<IReadOnlyList<T>>(
        async connection =>
        {
            await using var command = new NpgsqlCommand(SqlText.Of(sqlFile), connection);
            await using var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
            var rows = new List<T>();
            while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
                rows.Add(read(reader));
            return rows;
        },
        cancellation);
}

/// <summary>One run of ledger verify.</summary>
/// <param name="At">When it ended.</param>
/// <param name="Took">How long it took.</param>
/// <param name="Organisations">How many organisations it looked at.</param>
/// <param name="Documents">How many documents it recomputed.</param>
/// <param name="Differences">How many differences it named; 0 is a clean ledger.</param>
public sealed record LedgerVerification(DateTimeOffset At, TimeSpan Took, int Organisations, long Documents, int Differences);

/// <summary>How the database stands.</summary>
/// <param name="Connections">All connections to this database.</param>
/// <param name="MostConnections">The most that the server takes, of all databases.</param>
/// <param name="Bytes">The size of the database.</param>
public sealed record DatabaseStanding(long Connections, int MostConnections, long Bytes)
{
    /// <summary>Whether pg_stat_statements is there to say which statements take time.</summary>
    public bool KnowsStatements { get; init; }

    /// <summary>The statements that took most time.</summary>
    public IReadOnlyList<StatementTime> Statements { get; init; } = [];

    /// <summary>Indexes that nothing has used.</summary>
    public IReadOnlyList<UnusedIndex> UnusedIndexes { get; init; } = [];
}

/// <summary>One kind of statement, in milliseconds.</summary>
/// <param name="Text">The beginning of its text, without values.</param>
/// <param name="Calls">How often it ran.</param>
/// <param name="Mean">How long it took on average.</param>
/// <param name="Longest">The longest it took.</param>
/// <param name="All">All of its time.</param>
public sealed record StatementTime(string Text, long Calls, double Mean, double Longest, double All);

/// <summary>One index that nothing has used.</summary>
/// <param name="Table">Its table.</param>
/// <param name="Index">Its name.</param>
/// <param name="Bytes">Its size.</param>
public sealed record UnusedIndex(string Table, string Index, long Bytes);
