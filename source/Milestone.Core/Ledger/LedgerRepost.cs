using Milestone.Core.Organisations;
using Milestone.Core.Storage;

namespace Milestone.Core.Ledger;

/// <summary>Changes that repost: the ledger only ever grows by the differences.</summary>
public sealed class LedgerRepost(MilestoneDatabase database)
{
    private const int DocumentsAtATime = 1000;

    /// <summary>Posts from the other source from now on: reverses and reposts in one batch.</summary>
    /// <param name="organisation">Whose ledger.</param>
    /// <param name="source">The source it has from now on.</param>
    /// <param name="actor">Who switches.</param>
    /// <param name="cancellation">Cancels the work; nothing of it stays.</param>
    /// <returns>The batch's number, or null when the organisation has that source already.</returns>
    /// <exception cref="ProblemException">NotFound: there is no such organisation.</exception>
    public Task<long?> SwitchAsync(Guid organisation, LedgerSource source, string actor, CancellationToken cancellation) => WriteAsync(
        organisation,
        source == LedgerSource.Journals ? "Switch to journals" : "Switch to documents",
        actor,
        async batch =>
        {
            if (batch.Source == source)
                return;
            await using (var command = batch.Command("Ledger/Storing/Sql/switch.sql"))
            {
                command.Parameters.AddWithValue("source", (short)source);
                await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
            }

            batch.ChangeSource(source);
            await PostAllAsync(batch).ConfigureAwait(false);
        },
        cancellation);

    /// <summary>Recomputes all postings and appends what differs, in one batch.</summary>
    /// <param name="organisation">Whose ledger.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="cancellation">Cancels the work; nothing of it stays.</param>
    /// <returns>The batch's number, or null when nothing differed.</returns>
    /// <exception cref="ProblemException">NotFound: there is no such organisation.</exception>
    public Task<long?> RepostAsync(Guid organisation, string actor, CancellationToken cancellation) =>
        WriteAsync(organisation, "Repost", actor, PostAllAsync, cancellation);

    private Task<long?> WriteAsync(Guid organisation, string action, string actor, Func<LedgerBatch, Task> work, CancellationToken cancellation) => database.ExplainAsync(async () =>
    {
        await using var writer = await LedgerWriter.OpenAsync(database, organisation, actor, null, cancellation).ConfigureAwait(false);
        return (await writer.WriteAsync(action, work, cancellation).ConfigureAwait(false)).Batch;
    });

    private static async Task PostAllAsync(LedgerBatch batch)
    {
        for (var after = Guid.Empty; ;)
        {
            var some = new List<Guid>(DocumentsAtATime);
            await using (var command = batch.Command("Ledger/Storing/Sql/document-page.sql"))
            {
                command.Parameters.AddWithValue("after", after);
                command.Parameters.AddWithValue("limit", DocumentsAtATime);
                await using var reader = await command.ExecuteReaderAsync(batch.Cancellation).ConfigureAwait(false);
                while (await reader.ReadAsync(batch.Cancellation).ConfigureAwait(false))
                    some.Add(reader.GetGuid(0));
            }

            if (some.Count == 0)
                return;
            await batch.PostAsync(some).ConfigureAwait(false);
            after = some[^1];
        }
    }
}
