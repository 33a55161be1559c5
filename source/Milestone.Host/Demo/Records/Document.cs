using Milestone.Host.Demo.Firm;

namespace Milestone.Host.Demo.Records;

/// <summary>The endpoint that a record comes from.</summary>
internal enum RecordKind
{
    Invoices,
    CreditNotes,
    BankTransactions,
    Prepayments,
    Overpayments,
    ManualJournals,
    Payments,
    PurchaseOrders,
}

/// <summary>What an endpoint returns one of.</summary>
/// <param name="Kind">Its endpoint.</param>
/// <param name="Name">What its id is derived from; the same in every version.</param>
internal abstract record Entry(RecordKind Kind, string Name)
{
    public Guid Id => NamedGuid.Of(Name);
}

/// <summary>A document with lines, as it stood at one moment. Amounts are in the document's currency.</summary>
internal sealed record Document(RecordKind Kind, string Name) : Entry(Kind, Name)
{
    /// <summary>Xero's Type, such as ACCPAY or SPEND-PREPAYMENT.</summary>
    public required string Type { get; init; }

    public string Number { get; init; } = "";

    public string Reference { get; init; } = "";

    /// <summary>Absent on manual journals only.</summary>
    public Contact? Contact { get; init; }

    public required DateOnly Date { get; init; }

    public DateOnly? DueDate { get; init; }

    public required string Status { get; init; }

    public LineAmounts Amounts { get; init; }

    public required IReadOnlyList<Line> Lines { get; init; }

    public string Currency { get; init; } = "GBP";

    /// <summary>Foreign per pound, six decimals.</summary>
    public decimal Rate { get; init; } = 1.000000m;

    /// <summary>Bank transactions only.</summary>
    public Account? Bank { get; init; }

    /// <summary>The prepayment or overpayment that a bank transaction is the money of.</summary>
    public string? Credit { get; init; }

    public int? CisPercent { get; init; }

    public bool ShowOnCashBasis { get; init; } = true;

    /// <summary>Payments that stand; a deleted one disappears from here.</summary>
    public IReadOnlyList<Payment> Payments { get; init; } = [];

    /// <summary>On an invoice, what credits it; on a credit, which invoices it went to.</summary>
    public IReadOnlyList<Allocation> Allocations { get; init; } = [];

    public decimal TotalTax => Money.Pence(Lines.Sum(l => l.Tax));

    public decimal SubTotal => Money.Pence(Lines.Sum(l => l.Amount) - (Amounts == LineAmounts.Inclusive ? TotalTax : 0m));

    public decimal Total => SubTotal + TotalTax;

    /// <summary>Withheld for the tax office from the labour lines; settles the bill without changing its total.</summary>
    public decimal CisDeduction => CisPercent is { } percent
        ? Money.Pence(Lines.Where(l => l.Account?.System == "CISLABOUREXPENSE").Sum(l => l.Amount) * percent / 100m)
        : 0.00m;

    public decimal AmountPaid => Money.Pence(Payments.Sum(p => p.Amount));

    public decimal AmountCredited => Money.Pence(Allocations.Sum(a => a.Amount));

    public decimal AmountDue => Total - CisDeduction - AmountPaid - AmountCredited;

    /// <summary>Day of the last settlement.</summary>
    public DateOnly FullyPaidOn => Payments.Select(p => p.Date).Concat(Allocations.Select(a => a.Date)).DefaultIfEmpty(Date).Max();

    public bool IsLive => Status is "AUTHORISED" or "PAID" or "POSTED";
}

/// <summary>Money against an invoice or credit note, as nested in it.</summary>
internal sealed record Payment(string Name, DateOnly Date, decimal Amount)
{
    public Guid Id => NamedGuid.Of(Name);
}

/// <summary>The same payment as the Payments endpoint shows it, under the same id.</summary>
internal sealed record PaymentEntry(Payment Payment, Document Of, string Status)
    : Entry(RecordKind.Payments, Payment.Name);

/// <summary>A share of a credit applied to an invoice; held on both sides.</summary>
internal sealed record Allocation(Document Credit, Document Invoice, DateOnly Date, decimal Amount)
{
    public Guid Id => NamedGuid.Of($"{Credit.Name}>{Invoice.Name}");
}
