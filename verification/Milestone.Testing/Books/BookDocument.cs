using System.Collections.Immutable;

namespace Milestone.Testing.Books;

/// <summary>What a document is; each has an endpoint of its own or shares one.</summary>
public enum BookKind
{
    /// <summary>ACCREC.</summary>
    Invoice,

    /// <summary>ACCPAY.</summary>
    Bill,

    /// <summary>ACCRECCREDIT.</summary>
    SalesCredit,

    /// <summary>ACCPAYCREDIT.</summary>
    SupplierCredit,

    /// <summary>Bank transaction RECEIVE.</summary>
    Receive,

    /// <summary>Bank transaction SPEND.</summary>
    Spend,

    /// <summary>Bank transaction RECEIVE-PREPAYMENT, with its record of the Prepayments endpoint.</summary>
    ReceivePrepayment,

    /// <summary>Bank transaction SPEND-PREPAYMENT, with its record of the Prepayments endpoint.</summary>
    SpendPrepayment,

    /// <summary>Bank transaction RECEIVE-OVERPAYMENT, with its record of the Overpayments endpoint.</summary>
    ReceiveOverpayment,

    /// <summary>Bank transaction SPEND-OVERPAYMENT, with its record of the Overpayments endpoint.</summary>
    SpendOverpayment,

    /// <summary>Bank transaction RECEIVE-TRANSFER.</summary>
    ReceiveTransfer,

    /// <summary>Bank transaction SPEND-TRANSFER.</summary>
    SpendTransfer,

    /// <summary>Manual journal: debit positive, credit negative.</summary>
    ManualJournal,

    /// <summary>A record of the Journals endpoint: debit positive, credit negative, base currency.</summary>
    Journal,
}

/// <summary>One document. Amounts are Xero's: positive in the document's own direction, in its own currency.</summary>
public sealed record BookDocument(BookKind Kind, string Number, DateOnly Date)
{
    /// <summary>Xero's id.</summary>
    public Guid Id { get; init; } = Book.IdOf($"document {Number}");

    /// <summary>Xero's status.</summary>
    public string Status { get; init; } = "AUTHORISED";

    /// <summary>Exclusive, Inclusive or NoTax.</summary>
    public string LineAmountTypes { get; init; } = "Exclusive";

    /// <summary>Foreign currency; null for the base currency.</summary>
    public string? Currency { get; init; }

    /// <summary>Foreign currency for 1 of the base currency; null when Xero gives none.</summary>
    public decimal? Rate { get; init; }

    /// <summary>The lines.</summary>
    public ImmutableList<BookLine> Lines { get; init; } = [];

    /// <summary>Payments made on it.</summary>
    public ImmutableList<BookPayment> Payments { get; init; } = [];

    /// <summary>What of this credit note, prepayment or overpayment has been allocated to invoices or bills.</summary>
    public ImmutableList<BookAllocation> Allocations { get; init; } = [];

    /// <summary>The CIS deduction, in the document's currency.</summary>
    public decimal Cis { get; init; }

    /// <summary>The day an invoice or bill is due; null where Xero names none.</summary>
    public DateOnly? Due { get; init; }

    /// <summary>The day Xero says it was fully paid; null for the last payment's, where the status is PAID.</summary>
    public DateOnly? FullyPaidOn { get; init; }

    /// <summary>Whether a manual journal counts on cash basis.</summary>
    public bool OnCashBasis { get; init; } = true;

    /// <summary>Whether the payload leaves the lines out while the totals stay, as un-paged lists do.</summary>
    public bool Summary { get; init; }

    /// <summary>When Xero last changed it.</summary>
    public DateTimeOffset Updated { get; init; } = Book.FirstDay;

    /// <summary>The tax of all lines.</summary>
    public decimal TotalTax => LineAmountTypes == "NoTax" ? 0 : Lines.Sum(line => line.Tax);

    /// <summary>The gross of all lines.</summary>
    public decimal Total => Lines.Sum(line => line.Amount) + (LineAmountTypes == "Exclusive" ? TotalTax : 0);
}

/// <summary>One line.</summary>
/// <param name="Account">The account's code; empty for a line of words only.</param>
/// <param name="Amount">LineAmount: with the tax when the document is Inclusive, else without.</param>
public sealed record BookLine(string Account, decimal Amount)
{
    /// <summary>Xero's id; a document gives its lines ids by position where it is not set.</summary>
    public Guid? Id { get; init; }

    /// <summary>TaxAmount.</summary>
    public decimal Tax { get; init; }

    /// <summary>The project's name; null for none.</summary>
    public string? Project { get; init; }

    /// <summary>The build phase's name; null for none.</summary>
    public string? Phase { get; init; }

    /// <summary>Whether the tracking names its category and option without their ids.</summary>
    public bool TrackedByName { get; init; }

    /// <summary>Its own words.</summary>
    public string Description { get; init; } = "";
}

/// <summary>A payment, in the document's currency.</summary>
public sealed record BookPayment(DateOnly Date, decimal Amount)
{
    /// <summary>Xero's id; a document gives its payments ids by position where it is not set.</summary>
    public Guid? Id { get; init; }

    /// <summary>Whether it was taken back.</summary>
    public bool Deleted { get; init; }

    /// <summary>Which endpoints tell of it.</summary>
    public PaymentSource Source { get; init; }
}

/// <summary>Which endpoints tell of a payment.</summary>
public enum PaymentSource
{
    /// <summary>The document carries it.</summary>
    Document,

    /// <summary>The Payments endpoint has it.</summary>
    Endpoint,

    /// <summary>Both have it, under one PaymentID.</summary>
    Both,
}

/// <summary>A part of a credit that settles an invoice or bill.</summary>
/// <param name="To">The number of the invoice or bill.</param>
/// <param name="Amount">How much, gross, in the documents' currency.</param>
/// <param name="Date">The day it was allocated.</param>
public sealed record BookAllocation(string To, decimal Amount, DateOnly Date);
