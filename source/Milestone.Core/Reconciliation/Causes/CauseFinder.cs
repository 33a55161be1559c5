using Milestone.Core.Organisations;

namespace Milestone.Core.Reconciliation;

/// <summary>Finds what makes a figure of ours and one of Xero's differ: first what can be counted, then what only fits.</summary>
internal static class CauseFinder
{
    private const decimal Penny = 0.01m;

    /// <summary>The causes with their parts of the difference, as effects on profit. Nothing is said where the two agree.</summary>
    /// <param name="difference">Ours less Xero's, as an effect on profit.</param>
    /// <param name="evidence">What is known of the account.</param>
    /// <param name="source">What our ledger posts from.</param>
    /// <param name="hasJournals">Whether journals of these days were kept, so that what comes with journals only can be counted.</param>
    public static IReadOnlyList<DifferenceCause> Find(decimal difference, AccountEvidence evidence, LedgerSource source, bool hasJournals)
    {
        var causes = new List<DifferenceCause>();
        var rest = difference;
        Count([new(DifferenceKind.ChangedSince, "changed here since the report was imported", evidence.Later)]);
        Count([new(DifferenceKind.Waiting, "waits here: see the documents below", -evidence.Waiting)]);
        if (source == LedgerSource.Documents)
            Count([.. evidence.Journals.GroupBy(journal => SourceOf(journal.Key), journal => journal.Value).Select(kind => new DifferenceCause(kind.Key.Kind, kind.Key.Words, -kind.Sum()))]);

        if (rest != 0 && OnlyInJournals(evidence, source, hasJournals) is { } only)
            Take(only.Kind, only.Words, rest);
        if (rest != 0 && IsPrepayment(rest, evidence))
            Take(DifferenceKind.Prepayments, "prepayments, counted when paid and taken back when allocated", rest);
        if (rest != 0 && Math.Abs(rest) <= Penny * evidence.ForeignDocuments)
            Take(DifferenceKind.Rounding, $"rounding of {evidence.ForeignDocuments} documents in foreign currency", rest);
        return causes;

        // What can be counted is believed as far as it brings the two nearer: a report that already knew of a change is not explained by it.
        void Count(IReadOnlyList<DifferenceCause> some)
        {
            var sum = some.Sum(cause => cause.Amount);
            if (sum == 0 || Math.Abs(rest - sum) >= Math.Abs(rest))
                return;
            causes.AddRange(some.Where(cause => cause.Amount != 0));
            rest -= sum;
        }

        void Take(DifferenceKind kind, string words, decimal amount)
        {
            causes.Add(new DifferenceCause(kind, words, amount));
            rest -= amount;
        }
    }

    private static (DifferenceKind Kind, string Words)? OnlyInJournals(AccountEvidence evidence, LedgerSource source, bool hasJournals) =>
        (evidence.SystemAccount.ToUpperInvariant(), evidence.Type.ToUpperInvariant()) switch
        {
            ("UNREALISEDCURRENCYGAIN", _) => (DifferenceKind.CurrencyGains, "unrealised currency gains, which Xero works out when it draws its report"),
            _ when source == LedgerSource.Journals || hasJournals => null,
            ("REALISEDCURRENCYGAIN" or "BANKCURRENCYGAIN", _) => (DifferenceKind.CurrencyGains, "currency gains, which come with journals only"),
            (_, "WAGESEXPENSE" or "SUPERANNUATIONEXPENSE") => (DifferenceKind.Payroll, "Xero's own payroll, which comes with journals only"),
            _ => null,
        };

    private static bool IsPrepayment(decimal rest, AccountEvidence evidence) =>
        rest == evidence.PrepaymentsCounted || rest == evidence.PrepaymentsTakenBack || rest == evidence.PrepaymentsCounted + evidence.PrepaymentsTakenBack;

    private static (DifferenceKind Kind, string Words) SourceOf(string sourceType) => sourceType.ToUpperInvariant() switch
    {
        "EXPCLAIM" => (DifferenceKind.ExpenseClaims, "expense claims, which come with journals only"),
        "PAYSLIP" or "WAGEPAYABLE" or "WAGESPAYABLE" or "PAYRUN" => (DifferenceKind.Payroll, "Xero's own payroll, which comes with journals only"),
        var payroll when payroll.StartsWith("INTEGRATEDPAYROLL", StringComparison.Ordinal) => (DifferenceKind.Payroll, "Xero's own payroll, which comes with journals only"),
        var payment when payment.EndsWith("PAYMENT", StringComparison.Ordinal) && !payment.EndsWith("PREPAYMENT", StringComparison.Ordinal) && !payment.EndsWith("OVERPAYMENT", StringComparison.Ordinal) =>
            (DifferenceKind.CurrencyGains, "currency gains on payments, which come with journals only"),
        "" => (DifferenceKind.CurrencyGains, "revaluations and other entries that Xero makes by itself, which come with journals only"),
        "TRANSFER" => (DifferenceKind.CurrencyGains, "currency gains on bank transfers, which come with journals only"),
        "MANJOURNAL" => (DifferenceKind.NotImported, "manual journals that were not imported"),
        "CASHREC" or "CASHPAID" => (DifferenceKind.NotImported, "money received and spent that was not imported"),
        "ACCRECCREDIT" or "ACCPAYCREDIT" => (DifferenceKind.NotImported, "credit notes that were not imported"),
        "ACCREC" or "ACCPAY" => (DifferenceKind.NotImported, "invoices and bills that were not imported"),
        _ => (DifferenceKind.NotImported, "other entries that were not imported"),
    };
}
