using Milestone.Core.Values;

namespace Milestone.Core.Ledger;

/// <summary>
/// Net of VAT and in base currency, line by line. Xero converts per document and account: round(gross / rate) - round(tax / rate), which is what
/// reproduces 592 of 592 measured invoices; lines are rounded on their own, and the cent left over goes to the line of that account with the
/// largest net, the first of equals. The VAT of that account is round(tax / rate), and its cent goes to the same line. Rule: docs/concepts.md, Currency.
/// </summary>
internal static class BaseAmounts
{
    /// <summary>The base net of each line, in the order of <paramref name="lines"/>.</summary>
    public static decimal[] Of(Document document, IReadOnlyList<DocumentLine> lines, Func<DocumentLine, Guid> accountOf) => Both(document, lines, accountOf).Nets;

    /// <summary>The VAT of each line in base currency, so that net + VAT of an account is round(gross / rate).</summary>
    public static decimal[] TaxOf(Document document, IReadOnlyList<DocumentLine> lines, Func<DocumentLine, Guid> accountOf) => Both(document, lines, accountOf).Taxes;

    private static (decimal[] Nets, decimal[] Taxes) Both(Document document, IReadOnlyList<DocumentLine> lines, Func<DocumentLine, Guid> accountOf)
    {
        var nets = new decimal[lines.Count];
        var bases = new decimal[lines.Count];
        var taxes = new decimal[lines.Count];
        var sums = new Dictionary<Guid, (decimal Gross, decimal Tax, decimal Rounded, decimal RoundedTax, int Largest)>();
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i];
            nets[i] = document.TaxInclusive ? line.Amount - line.Tax : line.Amount;
            bases[i] = Pence.Round(nets[i] / document.CurrencyRate);
            taxes[i] = Pence.Round(line.Tax / document.CurrencyRate);
            var account = accountOf(line);
            if (!sums.TryGetValue(account, out var sum))
                sum = (0m, 0m, 0m, 0m, i);
            sums[account] = (
                sum.Gross + nets[i] + line.Tax,
                sum.Tax + line.Tax,
                sum.Rounded + bases[i],
                sum.RoundedTax + taxes[i],
                Math.Abs(nets[i]) > Math.Abs(nets[sum.Largest]) ? i : sum.Largest);
        }

        foreach (var (gross, tax, rounded, roundedTax, largest) in sums.Values)
        {
            var exactTax = Pence.Round(tax / document.CurrencyRate);
            var exact = Pence.Round(gross / document.CurrencyRate) - exactTax;
            bases[largest] += exact - rounded;
            taxes[largest] += exactTax - roundedTax;
        }

        return (bases, taxes);
    }
}
