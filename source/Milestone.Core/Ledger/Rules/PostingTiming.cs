using Milestone.Core.Values;

namespace Milestone.Core.Ledger;

/// <summary>
/// When a line counts. On accrual it counts on its document's date. On cash a document that is settled counts in proportion to what has been
/// settled, at each settlement's date: every step posts the cumulative difference, so a fully settled document has posted exactly its accrual amount.
/// Rule: docs/concepts.md, Cash basis.
/// </summary>
internal static class PostingTiming
{
    /// <summary>The postings of one line on both bases.</summary>
    /// <param name="document">The document.</param>
    /// <param name="rule">The rule it posts by.</param>
    /// <param name="line">The line's posting on its document's date, in full.</param>
    public static IEnumerable<Posting> Timing(this Document document, DocumentRule rule, Posting line)
    {
        var allocations = document.Kind is DocumentKind.ReceivePrepayment or DocumentKind.SpendPrepayment ? document.Settlements : [];

        yield return line;
        foreach (var reversal in Steps(line, document.Total, allocations))
            yield return reversal with { Amount = -reversal.Amount };

        if (document.Kind == DocumentKind.Journal || (document.Kind == DocumentKind.ManualJournal && !document.CountsOnCash))
            yield break; // Journals tell nothing of settlement: cash basis is not available.

        var cash = line with { Basis = Basis.Cash };
        if (rule.Settles && Payable(document) > 0)
        {
            foreach (var step in Steps(cash, Payable(document), document.Settled()))
                yield return step;
            yield break;
        }

        yield return cash;
        foreach (var reversal in Steps(cash, document.Total, allocations))
            yield return reversal with { Amount = -reversal.Amount };
    }

    // A deduction under the Construction Industry Scheme is withheld from each payment, so payment and deduction settle together, in proportion.
    internal static decimal Payable(this Document document) => document.Total - document.CisDeduction;

    private static IEnumerable<Posting> Steps(Posting line, decimal total, IReadOnlyList<Settlement> settlements)
    {
        var settled = 0m;
        var posted = 0m;
        foreach (var settlement in settlements)
        {
            settled += settlement.Amount;
            var due = settled >= total ? line.Amount : Pence.Round(line.Amount * settled / total);
            yield return line with { Date = settlement.Date, Amount = due - posted };
            posted = due;
        }
    }

    /// <summary>What has settled a document; for one that is PAID also whatever its known settlements leave open, on the day Xero says it was fully paid.</summary>
    internal static IReadOnlyList<Settlement> Settled(this Document document)
    {
        var settlements = document.Settlements;
        var open = Payable(document) - settlements.Sum(settlement => settlement.Amount);
        if (open <= 0 || !string.Equals(document.Status, "PAID", StringComparison.OrdinalIgnoreCase))
            return settlements;

        var last = settlements.Count > 0 ? settlements[^1].Date : document.Date;
        return [.. settlements.Append(new Settlement(SettlementKind.Payment, document.FullyPaidOn ?? last, open)).OrderBy(settlement => settlement.Date)];
    }
}
