using Milestone.Core.Organisations;
using Milestone.Core.Reporting;
using Milestone.Core.Values;

namespace Milestone.Core.Changes;

/// <summary>What changed since when, and where. The same filters as a statement's.</summary>
/// <param name="Since">The batch whose state is compared with the latest; 0 for the empty ledger.</param>
public sealed record ChangesQuery(long Since)
{
    /// <summary>Only what counts on these days; null for all days.</summary>
    public Period? Period { get; init; }

    /// <summary>Accrual unless asked otherwise.</summary>
    public Basis Basis { get; init; }

    /// <summary>Only this project; <see cref="Ledger.Unassigned.Id"/> for lines without one; null for all.</summary>
    public Guid? Project { get; init; }

    /// <summary>Only this phase; <see cref="Ledger.Unassigned.Id"/> for lines without one; null for all.</summary>
    public Guid? Phase { get; init; }

    /// <summary>How many documents are listed one by one, those that moved most money first; at most <see cref="ChangesReader.MostDocuments"/>.</summary>
    public int Most { get; init; } = ChangesReader.MostDocuments;
}

/// <summary>The difference between the books as they were known at a batch and as they are.</summary>
/// <param name="Organisation">Whose books.</param>
/// <param name="Query">What was asked.</param>
/// <param name="SinceMoment">When the batch was recorded; null for batch 0.</param>
/// <param name="Documents">The documents that differ, those that moved most money first; at most <see cref="ChangesReader.MostDocuments"/>.</param>
/// <param name="Effects">The effect on profit by project and month, in order of project.</param>
/// <param name="Chart">Accounts, projects and phases that are called or classed otherwise.</param>
/// <param name="Provenance">Where the figures come from.</param>
public sealed record BookChanges(
    Organisation Organisation,
    ChangesQuery Query,
    DateTimeOffset? SinceMoment,
    IReadOnlyList<DocumentChange> Documents,
    IReadOnlyList<ProjectMonthEffect> Effects,
    IReadOnlyList<ChartChange> Chart,
    Provenance Provenance)
{
    /// <summary>How many documents differ, those beyond the list included.</summary>
    public long DocumentCount { get; init; }

    /// <summary>How many documents changed and were changed back, so that nothing of it is left to see.</summary>
    public long ChangedBack { get; init; }

    /// <summary>The change in profit, base currency: positive is more profit.</summary>
    public decimal Effect { get; init; }

    /// <summary>That the effect is the statement now less the statement as known then.</summary>
    public required TableCheck TieOut { get; init; }

    /// <summary>Whether anything differs at all.</summary>
    public bool IsEmpty => DocumentCount == 0 && Chart.Count == 0;
}

/// <summary>One document that counts otherwise than it did.</summary>
/// <param name="Id">The document.</param>
/// <param name="Kind">What it is, in words: Bill, Sales invoice ...</param>
/// <param name="Number">Its number or reference; may be empty.</param>
/// <param name="Contact">Customer or supplier; may be empty.</param>
/// <param name="Date">Its own date, as it is now.</param>
/// <param name="What">What happened.</param>
/// <param name="Description">The same in words, with what changed: Re-coded: project from Acacia Road to Mill Lane.</param>
/// <param name="Batch">The last batch that changed it.</param>
/// <param name="RecordedAt">When that was recorded.</param>
/// <param name="RecordedBy">Who did, or which import.</param>
/// <param name="Before">Its effect on profit then, within the filters: income positive, cost negative.</param>
/// <param name="After">The same now.</param>
public sealed record DocumentChange(
    Guid Id,
    string Kind,
    string Number,
    string Contact,
    DateOnly Date,
    ChangeKind What,
    string Description,
    long Batch,
    DateTimeOffset RecordedAt,
    string RecordedBy,
    decimal Before,
    decimal After)
{
    /// <summary>The change in profit: positive is more profit.</summary>
    public decimal Effect => After - Before;
}

/// <summary>What happened to a document between two states of the books.</summary>
public enum ChangeKind
{
    /// <summary>It counts, and did not.</summary>
    Added,

    /// <summary>It counts for another amount.</summary>
    Edited,

    /// <summary>The same amount under another account, project or phase.</summary>
    Recoded,

    /// <summary>The same amount on another day.</summary>
    Moved,

    /// <summary>Cash basis: paid or credited, or less so, while the document itself stayed as it was.</summary>
    Settled,

    /// <summary>It counted, and no longer does: voided, deleted, or no longer approved.</summary>
    Removed,
}

/// <summary>The effect of all changes on one project's profit of one month.</summary>
/// <param name="Project">The project, or <see cref="Ledger.Unassigned.Id"/>.</param>
/// <param name="Name">Its name.</param>
/// <param name="Month">The first day of the month that the postings are dated in.</param>
/// <param name="Amount">The change in profit, base currency.</param>
public sealed record ProjectMonthEffect(Guid Project, string Name, DateOnly Month, decimal Amount);

/// <summary>Something of the chart that a statement shows otherwise, without any posting.</summary>
/// <param name="Kind">Account, Project, Build phase or Tracking category.</param>
/// <param name="Name">What it is called now.</param>
/// <param name="Description">What changed, in words: renamed from Timber; moved from Cost of sales to Overheads.</param>
/// <param name="Batch">The batch that made it what it is.</param>
/// <param name="RecordedAt">When that was recorded.</param>
/// <param name="RecordedBy">Who did, or which import.</param>
public sealed record ChartChange(string Kind, string Name, string Description, long Batch, DateTimeOffset RecordedAt, string RecordedBy);
