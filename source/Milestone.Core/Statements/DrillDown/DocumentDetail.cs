namespace Milestone.Core.Statements;

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

    /// <summary>How many lines are of projects that the reader may not see, and so are not among <see cref="Lines"/>.</summary>
    public int OtherLines { get; init; }
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
