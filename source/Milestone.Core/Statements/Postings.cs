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

    /// <summary>Where the page before ended, as that page said; null for the first page.</summary>
    public string? After { get; init; }

    /// <summary>How many lines to answer at most, 1 to <see cref="MostLines"/>.</summary>
    public int Limit { get; init; } = 100;
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
/// <param name="Lines">The lines, by date, then document.</param>
/// <param name="Total">The sum over all pages, effect on profit: equals the figure that was clicked on.</param>
/// <param name="Count">How many lines all pages have.</param>
/// <param name="Next">What to ask for as <see cref="PostingQuery.After"/>, or null at the end.</param>
public sealed record PostingPage(IReadOnlyList<PostingLine> Lines, decimal Total, long Count, string? Next);

/// <summary>A document as it stands, with its lines and what they posted.</summary>
/// <param name="Id">The document.</param>
/// <param name="Kind">What it is, in words.</param>
/// <param name="Status">Xero's status: AUTHORISED, PAID, VOIDED ...</param>
/// <param name="Number">Its number or reference; may be empty.</param>
/// <param name="Contact">Customer or supplier; may be empty.</param>
/// <param name="Date">Its own date.</param>
/// <param name="DueDate">When it is due; null when Xero gives none.</param>
/// <param name="Currency">ISO code of the document's amounts.</param>
/// <param name="CurrencyRate">Foreign currency for 1 of the base currency.</param>
/// <param name="Total">Gross, in the document's currency.</param>
/// <param name="XeroUrl">A link to it in Xero, or null where there is none.</param>
/// <param name="Lines">Its lines.</param>
public sealed record DocumentDetail(
    Guid Id,
    string Kind,
    string Status,
    string Number,
    string Contact,
    DateOnly Date,
    DateOnly? DueDate,
    string Currency,
    decimal CurrencyRate,
    decimal Total,
    Uri? XeroUrl,
    IReadOnlyList<DocumentLineDetail> Lines)
{
    /// <summary>Payments, credits and deductions that settled it, in order of date.</summary>
    public IReadOnlyList<SettlementDetail> Settlements { get; init; } = [];

    /// <summary>Every batch that changed what it posts, oldest first.</summary>
    public IReadOnlyList<DocumentHistoryEntry> History { get; init; } = [];

    /// <summary>Why it posts nothing yet, in words; null when it does not wait.</summary>
    public string? Waiting { get; init; }
}

/// <summary>One line of a document.</summary>
/// <param name="Id">The line.</param>
/// <param name="Description">Its own words.</param>
/// <param name="Account">Code and name of its account; empty for a line of words only.</param>
/// <param name="Project">The project's name, or Unassigned.</param>
/// <param name="Phase">The phase's name, or Unassigned.</param>
/// <param name="Net">Net of VAT in the document's currency.</param>
/// <param name="Tax">VAT in the document's currency.</param>
/// <param name="Posted">Effect on profit in base currency, accrual basis.</param>
public sealed record DocumentLineDetail(Guid Id, string Description, string Account, string Project, string Phase, decimal Net, decimal Tax, decimal Posted);

/// <summary>One settlement of a document.</summary>
/// <param name="Date">When it counts on cash basis.</param>
/// <param name="Kind">In words: Payment, Credit note, Prepayment, Overpayment.</param>
/// <param name="Amount">In the document's currency.</param>
public sealed record SettlementDetail(DateOnly Date, string Kind, decimal Amount);

/// <summary>What one batch changed of a document.</summary>
/// <param name="Batch">The batch's number.</param>
/// <param name="RecordedAt">When it was recorded.</param>
/// <param name="Effect">The change in profit, accrual basis, base currency.</param>
public sealed record DocumentHistoryEntry(long Batch, DateTimeOffset RecordedAt, decimal Effect);
