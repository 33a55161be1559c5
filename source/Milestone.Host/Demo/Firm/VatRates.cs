namespace Milestone.Host.Demo.Firm;

/// <summary>Xero's UK tax types and what they put on a line.</summary>
internal static class VatRates
{
    /// <summary>Per cent shown on the document. Reverse charge shows none: the customer accounts for it.</summary>
    public static decimal Percent(string taxType) => taxType switch
    {
        "OUTPUT2" or "INPUT2" => 20m,
        "RROUTPUT" or "RRINPUT" => 5m,
        _ => 0m,
    };

    /// <summary>The tax on one line, rounded on the line; totals are sums of these.</summary>
    public static decimal On(decimal lineAmount, string taxType, LineAmounts amounts)
    {
        var percent = Percent(taxType);
        return amounts switch
        {
            LineAmounts.Exclusive => Money.Round(lineAmount * percent / 100m),
            LineAmounts.Inclusive => Money.Round(lineAmount * percent / (100m + percent)),
            _ => 0m,
        };
    }
}

/// <summary>Xero's LineAmountTypes.</summary>
internal enum LineAmounts
{
    Exclusive,
    Inclusive,
    NoTax,
}
