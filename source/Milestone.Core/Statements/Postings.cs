using Milestone.Core.Values;

namespace Milestone.Core.Statements;

/// <summary>Which figure a reader wants to see the documents behind. The same filters as the statement it was clicked on.</summary>
/// <param name="Period">The days that count.</param>
public sealed record PostingQuery(Period Period)
{
    /// <summary>The most lines one answer holds.</summary>
    public const int MostLines = 500;

    /// <summary>Accrual unless asked otherwise.</summary>
    public Basis Basis { get; init; }

    /// <summary>Only this account; null for all.</summary>
    public Guid? Account { get; init; }

    /// <summary>Only accounts of this section; null for all.</summary>
    public Section? Section { get; init; }

    /// <summary>Only this project; null for all.</summary>
    public Guid? Project { get; init; }

    /// <summary>Only this phase; null for all.</summary>
    public Guid? Phase { get; init; }

    /// <summary>The state after this batch instead of the latest; null for the latest.</summary>
    public long? AsKnownAt { get; init; }

    /// <summary>Which lines come first.</summary>
    public PostingOrder Order { get; init; }

    /// <summary>Where the page before ended, as that page said; null for the first page.</summary>
    public string? After { get; init; }

    /// <summary>How many lines to answer at most, 1 to <see cref="MostLines"/>.</summary>
    public int Limit { get; init; } = 100;
}

/// <summary>Which lines behind a figure come first.</summary>
public enum PostingOrder
{
    /// <summary>The oldest.</summary>
    Date,

    /// <summary>The latest.</summary>
    Newest,

    /// <summary>Those with the largest amounts, whichever way they go.</summary>
    Largest,
}

/// <summary>One document line as it stands in the ledger: the net of all postings with the same line, date, account, project and phase.</summary>
/// <param name="Date">The day it counts.</param>
/// <param name="DocumentId">The document.</param>
/// <param name="LineId">The line in it.</param>
/// <param name="Kind">What the document is, in words: Sales invoice, Bill, Spend money ...</param>
/// <param name="Number">The document's number or reference; may be empty, and is not unique.</param>
/// <param name="Contact">Customer or supplier; may be empty.</param>
/// <param name="Description">The line's own words; may be empty.</param>
/// <param name="Account">The account's name.</param>
/// <param name="Project">The project's name, or Unassigned.</param>
/// <param name="Phase">The phase's name, or Unassigned.</param>
/// <param name="Amount">Effect on profit in base currency: income positive, cost negative.</param>
public sealed record PostingLine(
    DateOnly Date,
    Guid DocumentId,
    Guid LineId,
    string Kind,
    string Number,
    string Contact,
    string Description,
    string Account,
    string Project,
    string Phase,
    decimal Amount);

/// <summary>One page of lines.</summary>
/// <param name="Lines">The lines in the order that was asked for, then by document.</param>
/// <param name="Total">The sum over all pages, effect on profit: equals the figure that was clicked on.</param>
/// <param name="Count">How many lines all pages have.</param>
/// <param name="Next">What to ask for as <see cref="PostingQuery.After"/>, or null at the end.</param>
public sealed record PostingPage(IReadOnlyList<PostingLine> Lines, decimal Total, long Count, string? Next);
