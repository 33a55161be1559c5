using System.Collections.Immutable;
using Milestone.Testing.Books;

namespace Milestone.Testing.Generation;

/// <summary>From the numbers of a plan to a document that Xero could have made.</summary>
internal static class DocumentMaker
{
    /// <summary>The document, with no settlement yet. A status of PAID is given by <see cref="Settling"/>.</summary>
    public static BookDocument Make(DocumentPlan plan, int number)
    {
        var (currency, rate) = plan.Currency < 2 || plan.Kind == BookKind.ManualJournal ? (null, (decimal?)null) : Foreign(plan.Currency - 2);
        var amounts = plan.Kind == BookKind.ManualJournal && plan.Amounts == 0 ? "NoTax" : ((string[])["Exclusive", "Inclusive", "NoTax"])[plan.Amounts];
        return new BookDocument(plan.Kind, $"D-{number}", LedgerPlan.Days[plan.Day])
        {
            Status = Status(plan),
            LineAmountTypes = amounts,
            Currency = currency,
            Rate = rate,
            Lines = Lines(plan, amounts == "NoTax"),
            OnCashBasis = plan.Kind != BookKind.ManualJournal || plan.Settled != 0,
        };
    }

    private static (string, decimal?) Foreign(int index) => (LedgerPlan.Rates[index].Currency, LedgerPlan.Rates[index].Rate);

    private static string Status(DocumentPlan plan) => plan.Kind switch
    {
        BookKind.Invoice or BookKind.Bill or BookKind.SalesCredit or BookKind.SupplierCredit => plan.Status switch
        {
            6 => "DRAFT",
            7 => "SUBMITTED",
            8 => "VOIDED",
            9 => "DELETED",
            _ => "AUTHORISED",
        },
        BookKind.ManualJournal => plan.Status switch { 7 => "DRAFT", 8 => "VOIDED", 9 => "DELETED", _ => "POSTED" },
        _ => plan.Status switch { 8 => "VOIDED", 9 => "DELETED", _ => "AUTHORISED" },
    };

    // The first line carries the document, so that its total is never negative; a plan's negative amounts are discounts on it.
    private static ImmutableList<BookLine> Lines(DocumentPlan plan, bool noTax)
    {
        var lines = ImmutableList.CreateBuilder<BookLine>();
        foreach (var line in plan.Lines)
        {
            var pence = lines.Count == 0 && plan.Kind != BookKind.ManualJournal ? Math.Abs(line.Pence) + 5_000 : line.Pence;
            var amount = pence / 100m;
            lines.Add(new BookLine(LedgerPlan.Chart[line.Account].Code, amount)
            {
                Tax = noTax ? 0 : line.Tax switch { 0 => 0, 1 => decimal.Round(amount / 5, 2), _ => decimal.Round(amount / 7, 2) },
                Project = Name(line.Project, "Alpha", "Beta"),
                Phase = Name(line.Phase, "Groundworks", "Roofing"),
                TrackedByName = line.ByName,
                Description = $"Line {lines.Count + 1}",
            });
        }

        // Now and then a document that comes to nothing: it settles on its date.
        if (plan.Status == 5 && plan.Lines.Length == 1)
            lines.Add(lines[0] with { Account = "429", Amount = -lines[0].Amount, Tax = -lines[0].Tax });
        return lines.ToImmutable();
    }

    private static string? Name(int index, params string[] names) => index == 0 ? null : names[index - 1];
}
