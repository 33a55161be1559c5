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

    /// <summary>The statement as it was drawn before; null where the books have changed since, or may have.</summary>
    public Statement? Find(Guid organisation, StatementQuery query, string drawnBy)
    {
        if (catalogue.Known is not { } known || known.All.FirstOrDefault(one => one.Id == organisation) is not { } current)
            return null;
        var state = new DataState(current.DataVersion, current.LastSync);
        if (!kept.TryGet(new Key(organisation, state, known.Epoch, query, drawnBy), out var statement))
            return null;
        ReadVersions.Current?.Add(organisation, state);
        return statement;
    }

    /// <summary>What to ask of before a statement is read, so that it can be kept.</summary>
    internal string? EpochBefore => catalogue.Known?.Epoch;

    /// <summary>Keeps a statement under the state that it says it was read from.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="drawnBy">Who asked.</param>
    /// <param name="epochBefore">The epoch before it was read: where it is another afterwards, nobody can say which one it belongs to.</param>
    internal void Keep(Statement statement, string drawnBy, string? epochBefore)
    {
        if (epochBefore is null || catalogue.Known is not { } known || known.Epoch != epochBefore)
            return;
        var from = statement.Organisation;
        kept.Set(
            new Key(from.Id, new DataState(from.DataVersion, from.LastSync), epochBefore, statement.Query, drawnBy),
            statement,
            BytesOfAStatement + ((long)statement.Rows.Count * (statement.Columns.Count + 2) * BytesOfACell));
    }
}
