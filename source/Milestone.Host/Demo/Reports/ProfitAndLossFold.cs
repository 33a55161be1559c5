using Milestone.Host.Demo.Firm;
using Milestone.Host.Demo.Records;

namespace Milestone.Host.Demo.Reports;

/// <summary>
/// The profit and loss of one month by account, folded from the documents as they stand. It is what Xero's own report
/// would say (accrual basis), made apart from the ledger so that the demo's reconciliation compares two computations.
/// </summary>
internal sealed class ProfitAndLossFold(DateOnly month)
{
    readonly Dictionary<Account, decimal> effects = [];

    public DateOnly Month => month;

    /// <summary>The effect on profit by account: income positive, cost negative, in pounds.</summary>
    public IReadOnlyDictionary<Account, decimal> Effects => effects;

    public void Add(Entry entry)
    {
        if (entry is not Document { IsLive: true } document) return;
        if (document.Date.Year != month.Year || document.Date.Month != month.Month) return;
        if (Sign(document) is not { } sign) return;
        foreach (var group in document.Lines.Where(l => l.Account is { IsProfitAndLoss: true }).GroupBy(l => l.Account!))
        {
            var net = group.Sum(l => document.Amounts == LineAmounts.Inclusive ? l.Amount - l.Tax : l.Amount);
            var tax = group.Sum(l => l.Tax);
            // Xero rounds gross and tax apart, by document and account.
            var pounds = Money.Round((net + tax) / document.Rate) - Money.Round(tax / document.Rate);
            effects[group.Key] = effects.GetValueOrDefault(group.Key) + sign * pounds;
        }
    }

    /// <summary>A credit adds to profit. Prepayments count through their bank transaction, transfers and overpayments not at all.</summary>
    static int? Sign(Document document) => document.Type switch
    {
        "ACCREC" or "ACCPAYCREDIT" => 1,
        "ACCPAY" or "ACCRECCREDIT" or "MANUALJOURNAL" => -1,
        "RECEIVE" or "RECEIVE-PREPAYMENT" when document.Kind == RecordKind.BankTransactions => 1,
        "SPEND" or "SPEND-PREPAYMENT" when document.Kind == RecordKind.BankTransactions => -1,
        _ => null,
    };
}
