using Milestone.Core.Receivables;

namespace Milestone.Host.Receivables;

/// <summary>What customers owe, with VAT, in base currency.</summary>
/// <param name="AsAt">The day that decides what is overdue.</param>
/// <param name="Invoices">How many invoices are not settled in full.</param>
/// <param name="Outstanding">What is owed of them.</param>
/// <param name="OverdueInvoices">How many should have been paid before that day.</param>
/// <param name="Overdue">What is owed of those.</param>
/// <param name="Ages">What is owed by how long it is overdue.</param>
internal sealed record OwedAnswer(DateOnly AsAt, int Invoices, decimal Outstanding, int OverdueInvoices, decimal Overdue, IReadOnlyList<AgeAnswer> Ages)
{
    public static OwedAnswer Of(OpenInvoices owed) => new(
        owed.AsAt,
        owed.Invoices.Count,
        owed.Outstanding,
        owed.OverdueCount,
        owed.Overdue,
        [.. owed.Ages.Select(age => new AgeAnswer(age.Age, age.Count, age.Outstanding))]);
}

/// <summary>What is owed of one age.</summary>
/// <param name="Age">notDue, upTo30 (1 to 30 days overdue), upTo60 (31 to 60), over60.</param>
/// <param name="Invoices">How many.</param>
/// <param name="Outstanding">What is owed.</param>
internal sealed record AgeAnswer(Age Age, int Invoices, decimal Outstanding);
