using Milestone.Core.Organisations;
using Milestone.Core.Storage;

namespace Milestone.Core.Ledger;

/// <summary>Looks after the ledger of an organisation.</summary>
public sealed class LedgerCheck(MilestoneDatabase database)
{
    /// <summary>Recomputes every posting from the documents and every total from the postings, and names any difference.</summary>
    public Task<LedgerReport> VerifyAsync(Guid organisation, IProgress<long>? documentsChecked, CancellationToken cancellation) => throw new NotImplementedException(database.ToString());
}

/// <summary>Changes that repost: the ledger only ever grows by the differences.</summary>
public sealed class LedgerRepost(MilestoneDatabase database)
{
    /// <summary>Posts from the other source from now on: reverses and reposts in one batch.</summary>
    /// <returns>The batch's number, or null when the organisation has that source already.</returns>
    public Task<long?> SwitchAsync(Guid organisation, LedgerSource source, string actor, CancellationToken cancellation) => throw new NotImplementedException(database.ToString());

    /// <summary>Recomputes all postings and appends what differs.</summary>
    /// <returns>The batch's number, or null when nothing differed.</returns>
    public Task<long?> RepostAsync(Guid organisation, string actor, CancellationToken cancellation) => throw new NotImplementedException();
}

/// <summary>What a check of the ledger saw.</summary>
/// <param name="Documents">How many documents were recomputed.</param>
/// <param name="Postings">How many postings the ledger holds.</param>
/// <param name="Differences">What does not agree, in words; at most the first 100.</param>
/// <param name="Waiting">Documents that post nothing yet, and why.</param>
public sealed record LedgerReport(long Documents, long Postings, IReadOnlyList<string> Differences, IReadOnlyList<string> Waiting)
{
    /// <summary>Whether the ledger is what the documents say.</summary>
    public bool Clean => Differences.Count == 0;
}
