using Milestone.Core.Storage;

namespace Milestone.Core.Statements;

/// <summary>The documents and lines behind a figure.</summary>
public sealed class PostingReader(MilestoneDatabase database)
{
    /// <summary>One page of the lines behind a figure, and the figure itself.</summary>
    /// <exception cref="ProblemException">Invalid: the query is out of bounds. NotFound: no such organisation.</exception>
    public Task<PostingPage> ReadAsync(Guid organisation, PostingQuery query, CancellationToken cancellation) => throw new NotImplementedException(database.ToString());

    /// <summary>A document with its lines, settlements and history, or null when there is none.</summary>
    public Task<DocumentDetail?> DocumentAsync(Guid organisation, Guid document, CancellationToken cancellation) => throw new NotImplementedException();
}
