using Milestone.Host.Demo.Firm;

namespace Milestone.Host.Demo.Records;

/// <summary>One line; one without an account is only a description.</summary>
/// <param name="Description">What it says.</param>
/// <param name="Account">Null for a description-only line.</param>
/// <param name="Amount">LineAmount: with tax when the document is Inclusive.</param>
/// <param name="TaxType">Xero's tax type.</param>
/// <param name="Tax">Rounded on the line.</param>
/// <param name="Project">The tracking option, or null.</param>
/// <param name="Phase">The tracking option, or null.</param>
internal sealed record Line(
    string Description, Account? Account, decimal Amount, string TaxType, decimal Tax, Project? Project = null, Phase? Phase = null)
{
    /// <summary>A line worth a net amount; on an Inclusive document it is grossed up.</summary>
    public static Line Of(string description, Account account, decimal net, string taxType, LineAmounts amounts, Project? project = null, Phase? phase = null)
    {
        var amount = amounts == LineAmounts.Inclusive ? net + VatRates.On(net, taxType, LineAmounts.Exclusive) : net;
        amount = Money.Pence(amount);
        return new Line(description, account, amount, amounts == LineAmounts.NoTax ? "NONE" : taxType, Money.Pence(VatRates.On(amount, taxType, amounts)), project, phase);
    }

    /// <summary>A line of a manual journal: debit positive, credit negative, no tax.</summary>
    public static Line Journal(string description, Account account, decimal debit, Project? project = null, Phase? phase = null) =>
        Of(description, account, debit, "NONE", LineAmounts.NoTax, project, phase);

    public static Line Text(string description) => new(description, null, 0m, "", 0m);

    public Line Times(int percent, LineAmounts amounts)
    {
        var amount = Money.Pence(Amount * percent / 100m);
        return this with { Amount = amount, Tax = Money.Pence(VatRates.On(amount, TaxType, amounts)) };
    }
}
