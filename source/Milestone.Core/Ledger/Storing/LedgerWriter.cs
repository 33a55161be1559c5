using System.Data;
using Milestone.Core.Organisations;
using Milestone.Core.Storage;
using Npgsql;

namespace Milestone.Core.Ledger;

/// <summary>
/// Writes to the ledger of one organisation on one connection, a batch at a time. A batch is one transaction under the organisation's lock, so
/// writers take turns and a batch's number names one state; a transaction that changes nothing makes no batch.
/// </summary>
internal sealed class LedgerWriter : IAsyncDisposable
{
    private readonly NpgsqlConnection connection;
    private readonly MilestoneDatabase database;
    private (long Batch, Chart Chart)? known;

    private LedgerWriter(NpgsqlConnection connection, MilestoneDatabase database, Guid organisation, string actor, Guid? syncRun)
    {
        this.connection = connection;
        this.database = database;
        Organisation = organisation;
        Actor = actor;
        SyncRun = syncRun;
    }

    public Guid Organisation { get; }

    public string Actor { get; }

    /// <summary>The import that the batches belong to; null for a user's action.</summary>
    public Guid? SyncRun { get; }

    public static async Task<LedgerWriter> OpenAsync(MilestoneDatabase database, Guid organisation, string actor, Guid? syncRun, CancellationToken cancellation)
    {
        var connection = await database.Source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        try
        {
            await using var command = new NpgsqlCommand(SqlText.Of("Ledger/Storing/Sql/temporary.sql"), connection);
            await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
            return new LedgerWriter(connection, database, organisation, actor, syncRun);
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Runs <paramref name="work"/> as one batch. On any failure nothing of it stays.</summary>
    /// <returns>The batch's number and its postings; no number when nothing changed.</returns>
    public async Task<(long? Batch, long Postings)> WriteAsync(string action, Func<LedgerBatch, Task> work, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellation).ConfigureAwait(false);
        var now = database.Clock.GetUtcNow().ToUniversalTime();
        await Session.BeginAsync(connection, Organisation, Actor, now, cancellation).ConfigureAwait(false);
        var (last, source) = await LockAsync(cancellation).ConfigureAwait(false);

        var chart = known is { } cached && cached.Batch == last ? cached.Chart : null;
        var batch = new LedgerBatch(connection, Organisation, last + 1, now, source, chart, cancellation);
        known = null;
        await work(batch).ConfigureAwait(false);
        if (batch.HasChanged)
            await CloseAsync(batch, action, cancellation).ConfigureAwait(false);
        await transaction.CommitAsync(cancellation).ConfigureAwait(false);
        database.Changes.Raise();

        if (batch.KnownChart is { } current)
            known = (batch.HasChanged ? batch.Number : last, current);
        return (batch.HasChanged ? batch.Number : null, batch.Postings);
    }

    /// <summary>Lets PostgreSQL look at the tables again, when they have grown much since it last did.</summary>
    public async Task RefreshStatisticsAsync(CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(SqlText.Of("Ledger/Storing/Sql/refresh-statistics.sql"), connection);
        await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private async Task<(long LastBatch, LedgerSource Source)> LockAsync(CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(SqlText.Of("Ledger/Storing/Sql/lock.sql"), connection);
        command.Parameters.AddWithValue("key", BitConverter.ToInt64(Organisation.ToByteArray()));
        command.Parameters.AddWithValue("organisation", Organisation);
        await using var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        await reader.NextResultAsync(cancellation).ConfigureAwait(false);
        return await reader.ReadAsync(cancellation).ConfigureAwait(false)
            ? (reader.GetInt64(0), (LedgerSource)reader.GetInt16(1))
            : throw new ProblemException(ProblemKind.NotFound, "There is no such organisation.");
    }

    private async Task CloseAsync(LedgerBatch batch, string action, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(SqlText.Of("Ledger/Storing/Sql/close.sql"), connection);
        command.Parameters.AddWithValue("organisation", Organisation);
        command.Parameters.AddWithValue("batch", batch.Number);
        command.Parameters.AddWithValue("now", batch.Now);
        command.Parameters.AddWithValue("actor", Actor);
        command.Parameters.AddWithValue("action", batch.Action ?? action);
        command.Parameters.AddWithValue("syncRun", (object?)SyncRun ?? DBNull.Value);
        command.Parameters.AddWithValue("postings", batch.Postings);
        await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
    }
}
