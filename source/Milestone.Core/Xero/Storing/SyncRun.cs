using Milestone.Core.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Milestone.Core.Xero;

/// <summary>The record of one import: who, when, how much, and what went wrong.</summary>
internal sealed class SyncRun(MilestoneDatabase database, Guid organisation, string actor)
{
    private readonly Dictionary<string, ImportCounts> counts = [];
    private readonly List<Rejection> rejections = [];

    /// <summary>How many rejections an answer names; all of them are kept in the database.</summary>
    public const int MostRejections = 1000;

    public Guid Id { get; } = Guid.CreateVersion7(database.Clock.GetUtcNow());

    public IReadOnlyList<ImportCounts> Counts => [.. counts.Values];

    public IReadOnlyList<Rejection> Rejections => rejections;

    public long Records => counts.Values.Sum(kind => kind.Received);

    public Task StartAsync(CancellationToken cancellation) => RunAsync("Xero/Storing/Sql/start-run.sql", null, cancellation);

    public Task FinishAsync(string? failure, CancellationToken cancellation) => RunAsync("Xero/Storing/Sql/finish-run.sql", failure, cancellation);

    public void Add(RecordChunk chunk, StoreCounts stored)
    {
        var name = chunk.Kind.Name;
        var known = counts.GetValueOrDefault(name, new ImportCounts(name, 0, 0, 0, 0, 0));
        counts[name] = new ImportCounts(
            name,
            known.Received + chunk.Received,
            known.Created + stored.Created,
            known.Changed + stored.Changed,
            known.Unchanged + stored.Unchanged,
            known.Rejected + chunk.Rejected.Count);
        rejections.AddRange(chunk.Rejected
            .Take(MostRejections - rejections.Count)
            .Select(kept => new Rejection(kept.Payload, kept.Kind, kept.Record, kept.Reason)));
    }

    private Task<int> RunAsync(string sqlFile, string? failure, CancellationToken cancellation) => database.WriteAsync(
        organisation,
        actor,
        async connection =>
        {
            await using var command = new NpgsqlCommand(SqlText.Of(sqlFile), connection);
            command.Parameters.AddWithValue("organisation", organisation);
            command.Parameters.AddWithValue("run", Id);
            command.Parameters.AddWithValue("now", database.Clock.GetUtcNow().ToUniversalTime());
            command.Parameters.AddWithValue("actor", actor);
            command.Parameters.AddWithValue("received", counts.Values.Sum(kind => kind.Received));
            command.Parameters.AddWithValue("created", counts.Values.Sum(kind => kind.Created));
            command.Parameters.AddWithValue("changed", counts.Values.Sum(kind => kind.Changed));
            command.Parameters.AddWithValue("unchanged", counts.Values.Sum(kind => kind.Unchanged));
            command.Parameters.AddWithValue("rejected", counts.Values.Sum(kind => kind.Rejected));
            command.Parameters.Add(new NpgsqlParameter("failure", NpgsqlDbType.Text) { Value = (object?)failure ?? DBNull.Value });
            return await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
        },
        cancellation);
}
