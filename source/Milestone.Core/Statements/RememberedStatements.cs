using System.Collections.Concurrent;
using Milestone.Core.Access;
using Milestone.Core.Organisations;
using Milestone.Core.Storage;

namespace Milestone.Core.Statements;

/// <summary>
/// Statements that were drawn before, for as long as the books are in the same state. One is kept under the state that it was read from, by its own
/// transaction's word, and is found only under the state that the books are known to be in.
/// </summary>
/// <param name="catalogue">Knows the state the books are in, without asking while it listens.</param>
/// <param name="most">How many bytes may be kept, about.</param>
public sealed class RememberedStatements(OrganisationCatalogue catalogue, long most)
{
    private const int BytesOfACell = 96;
    private const int BytesOfAStatement = 4096;

    private readonly record struct Key(Guid Organisation, DataState State, string Epoch, StatementQuery Query, string DrawnBy);

    private readonly LeastRecentlyUsed<Key, Statement> kept = new(most);
    private readonly ConcurrentDictionary<Guid, DataState> latest = new();

    /// <summary>The statement as it was drawn before; null where the books have changed since, or may have.</summary>
    public Statement? Find(Guid organisation, StatementQuery query, string drawnBy)
    {
        if (IsLimited(organisation) || StateOf(organisation) is not { } known || !kept.TryGet(new Key(organisation, known.State, known.Epoch, query, drawnBy), out var statement))
            return null;
        ReadVersions.Current?.Add(organisation, known.State);
        return statement;
    }

    /// <summary>The state that the books are known to be in before a statement is read; null where nobody knows.</summary>
    internal (DataState State, string Epoch)? StateOf(Guid organisation) =>
        catalogue.Known is { } known && known.All.FirstOrDefault(one => one.Id == organisation) is { } current
            ? (new DataState(current.DataVersion, current.LastSync), known.Epoch)
            : null;

    /// <summary>
    /// Keeps a statement under the state that it says it was read from, if that is the state that was known before: then nothing changed in the course of
    /// reading, however many questions it took.
    /// </summary>
    internal void Keep(Statement statement, string drawnBy, (DataState State, string Epoch)? before)
    {
        var from = statement.Organisation;
        if (IsLimited(from.Id) || before is not { } known || known.State != new DataState(from.DataVersion, from.LastSync) || catalogue.Known?.Epoch != known.Epoch)
            return;
        if (!latest.TryGetValue(from.Id, out var was) || was != known.State)
        {
            // What was drawn before a change is never asked for again: it would only wait to be pushed out.
            latest[from.Id] = known.State;
            kept.Drop(key => key.Organisation == from.Id && key.State != known.State);
        }

        kept.Set(
            new Key(from.Id, known.State, known.Epoch, statement.Query, drawnBy),
            statement,
            BytesOfAStatement + ((long)statement.Rows.Count * (statement.Columns.Count + 2) * BytesOfACell));
    }

    // What a reader of some projects sees is kept as an answer of that reader's at most.
    private static bool IsLimited(Guid organisation) => ReaderScope.LimitIn(organisation) is not null;
}
