using Milestone.Core.Reporting;

namespace Milestone.Core.Receivables;

/// <summary>
/// What customers still owe: the approved sales invoices that are not paid, by the day they are due. All amounts are with VAT, in the organisation's
/// base currency at each invoice's own rate, positive. Credit notes and prepayments count once they are allocated to an invoice, not before.
/// </summary>
/// <param name="AsAt">The day that decides what is overdue.</param>
/// <param name="Invoices">By due date, then number; none is settled in full.</param>
/// <param name="Provenance">Where the figures come from.</param>
public sealed record OpenInvoices(DateOnly AsAt, IReadOnlyList<OpenInvoice> Invoices, Provenance Provenance)
{
    /// <summary>Everything that is owed.</summary>
    public decimal Outstanding => Invoices.Sum(invoice => invoice.Outstanding);

    /// <summary>What should have been paid before <see cref="AsAt"/>.</summary>
    public decimal Overdue => Outstanding - Of(Age.NotDue).Outstanding;

    /// <summary>How many invoices should have been paid before <see cref="AsAt"/>.</summary>
    public int OverdueCount => Invoices.Count - Of(Age.NotDue).Count;

    /// <summary>What is owed by how long it is overdue: one for each age, empty or not.</summary>
    public IReadOnlyList<AgedAmount> Ages => [.. Enum.GetValues<Age>().Select(Of)];

    /// <summary>What is owed of one age.</summary>
    public AgedAmount Of(Age age)
    {
        var invoices = Invoices.Where(invoice => invoice.Age == age).ToList();
        return new AgedAmount(age, invoices.Count, invoices.Sum(invoice => invoice.Outstanding));
    }
}

/// <summary>One sales invoice that is not settled in full.</summary>
/// <param name="Document">The document.</param>
/// <param name="Number">Its number.</param>
/// <param name="Reference">Its reference; may be empty.</param>
/// <param name="Customer">Who owes it; may be empty.</param>
/// <param name="Date">Its date.</param>
/// <param name="Due">The day it is due; its own date where Xero names none.</param>
/// <param name="DaysOverdue">Days since it was due; zero or less when it is not yet overdue.</param>
/// <param name="Total">With VAT, in base currency.</param>
/// <param name="Settled">What payments, credits and a CIS deduction have settled of it, in base currency.</param>
public sealed record OpenInvoice(Guid Document, string Number, string Reference, string Customer, DateOnly Date, DateOnly Due, int DaysOverdue, decimal Total, decimal Settled)
{
    private const int FirstMonth = 30;
    private const int SecondMonth = 60;

    /// <summary>Total less settled.</summary>
    public decimal Outstanding => Total - Settled;

    /// <summary>How long it is overdue. An invoice is not overdue on the day it is due.</summary>
    public Age Age => DaysOverdue switch
    {
        <= 0 => Age.NotDue,
        <= FirstMonth => Age.UpTo30,
        <= SecondMonth => Age.UpTo60,
        _ => Age.Over60,
    };
}

/// <summary>How long a debt is overdue.</summary>
public enum Age
{
    /// <summary>Due today or later.</summary>
    NotDue,

    /// <summary>1 to 30 days.</summary>
    UpTo30,

    /// <summary>31 to 60 days.</summary>
    UpTo60,

    /// <summary>61 days or more.</summary>
    Over60,
}

/// <summary>What is owed of one age.</summary>
/// <param name="Age">How long it is overdue.</param>
/// <param name="Count">How many invoices.</param>
/// <param name="Outstanding">With VAT, in base currency.</param>
public sealed record AgedAmount(Age Age, int Count, decimal Outstanding);
