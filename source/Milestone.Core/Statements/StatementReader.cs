using Milestone.Core.Storage;

namespace Milestone.Core.Statements;

/// <summary>Draws profit and loss statements: one query, one round trip.</summary>
public sealed class StatementReader(MilestoneDatabase database)
{
    /// <summary>The statement that <paramref name="query"/> asks for.</summary>
    /// <param name="organisation">Whose books.</param>
    /// <param name="query">What is asked.</param>
    /// <param name="drawnBy">Who asks, for the provenance.</param>
    /// <param name="cancellation">Cancels the reading.</param>
    /// <exception cref="ProblemException">Invalid: the query is out of bounds, or asks cash of a journals ledger. NotFound: no such organisation, project, phase or batch.</exception>
    public Task<Statement> ReadAsync(Guid organisation, StatementQuery query, string drawnBy, CancellationToken cancellation) => throw new NotImplementedException(database.ToString());
}
