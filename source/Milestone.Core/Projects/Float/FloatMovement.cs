namespace Milestone.Core.Projects;

/// <summary>Why money came in or went out.</summary>
public enum FloatReason
{
    /// <summary>The customer paid a sales invoice; of one over several projects, this project's share.</summary>
    Receipt,

    /// <summary>Money received without an invoice.</summary>
    MoneyReceived,

    /// <summary>A prepayment or overpayment of the customer.</summary>
    OnAccount,

    /// <summary>A prepayment or overpayment that was set against an invoice of another project than it was received for.</summary>
    Moved,

    /// <summary>Money paid back to the customer.</summary>
    Refund,

    /// <summary>Costs paid; what suppliers paid back lowers them.</summary>
    CostPaid,
}

/// <summary>One movement of the float, in base currency, VAT included.</summary>
/// <param name="Date">Its day.</param>
/// <param name="Reason">Why.</param>
/// <param name="DocumentId">The document it belongs to.</param>
/// <param name="Document">What the document is, and its number.</param>
/// <param name="Contact">Customer or supplier; may be empty.</param>
/// <param name="Amount">In positive, out negative.</param>
/// <param name="Balance">The float after it.</param>
public sealed record FloatMovement(DateOnly Date, FloatReason Reason, Guid DocumentId, string Document, string Contact, decimal Amount, decimal Balance)
{
    /// <summary>Whether it counts on the side of money in, where a movement back is negative.</summary>
    public bool IsIncoming => Reason is not (FloatReason.CostPaid or FloatReason.Refund);

    /// <summary>Money in.</summary>
    public decimal In => IsIncoming ? Amount : 0;

    /// <summary>Money out, positive.</summary>
    public decimal Out => IsIncoming ? 0 : -Amount;
}
