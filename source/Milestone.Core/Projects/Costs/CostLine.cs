namespace Milestone.Core.Projects;

/// <summary>One line of the cost tracker: what a document line costs the project, and how much of that has been paid. Base currency, cost positive.</summary>
/// <param name="Phase">Its build phase.</param>
/// <param name="Date">The document's own date.</param>
/// <param name="DocumentId">The document.</param>
/// <param name="LineId">The line in it.</param>
/// <param name="Kind">What the document is, in words: Bill, Supplier credit note, Spend money, Manual journal ...</param>
/// <param name="Number">The document's number or reference; may be empty.</param>
/// <param name="Supplier">The contact; may be empty.</param>
/// <param name="Description">The line's own words; may be empty.</param>
/// <param name="Account">The account's name.</param>
/// <param name="Amounts">What it costs.</param>
public sealed record CostLine(
    Guid Phase,
    DateOnly Date,
    Guid DocumentId,
    Guid LineId,
    string Kind,
    string Number,
    string Supplier,
    string Description,
    string Account,
    CostAmounts Amounts);

/// <summary>One amount that people entered because it is not in Xero.</summary>
/// <param name="Id">The adjustment.</param>
/// <param name="Phase">Its build phase.</param>
/// <param name="IsRefund">True for money that came back, false for what the customer paid a supplier direct.</param>
/// <param name="Date">Its day.</param>
/// <param name="Supplier">The supplier; may be empty.</param>
/// <param name="Reference">Its reference; may be empty.</param>
/// <param name="Description">What it is for; may be empty.</param>
/// <param name="Amount">How much, positive, without or with VAT as the report is.</param>
public sealed record CostAdjustment(Guid Id, Guid Phase, bool IsRefund, DateOnly Date, string Supplier, string Reference, string Description, decimal Amount);

/// <summary>What something costs, and how much of that is paid. Paid + due = cost, always.</summary>
/// <param name="Cost">The accrual cost: what the documents say.</param>
/// <param name="Paid">What has been paid of it, less what suppliers paid back; null where the books do not say what has been paid.</param>
/// <param name="Refunded">What suppliers paid back, positive; it is taken off <paramref name="Paid"/> already. Null as <paramref name="Paid"/> is.</param>
public readonly record struct CostAmounts(decimal Cost, decimal? Paid, decimal? Refunded)
{
    /// <summary>What is still to be paid: cost - paid.</summary>
    public decimal? Due => Cost - Paid;

    /// <summary>Nothing, where payments are known or not.</summary>
    internal static CostAmounts Zero(bool paymentsKnown) => paymentsKnown ? new(0, 0, 0) : new(0, null, null);

    /// <summary>Both together.</summary>
    public static CostAmounts operator +(CostAmounts one, CostAmounts other) => one.Add(other);

    /// <summary>Both together.</summary>
    public CostAmounts Add(CostAmounts other) => new(Cost + other.Cost, Paid + other.Paid, Refunded + other.Refunded);
}
