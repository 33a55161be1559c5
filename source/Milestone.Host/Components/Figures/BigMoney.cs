using Milestone.Core.Reporting;

namespace Milestone.Host.Components.Figures;

/// <summary>Money on its own, away from a column that names its currency: £1,234, (£1,234), CAD 1,234, –.</summary>
internal static class BigMoney
{
    public static string Of(decimal amount, string currency)
    {
        var text = CellText.Money(amount, 0);
        var sign = currency switch
        {
            "GBP" => "£",
            "EUR" => "€",
            _ => currency + "\u00a0",
        };
        return text switch
        {
            ['(', ..] => "(" + sign + text[1..],
            "–" => text,
            _ => sign + text,
        };
    }
}
