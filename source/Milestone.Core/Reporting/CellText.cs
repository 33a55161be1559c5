using System.Globalization;
using Milestone.Core.Values;

namespace Milestone.Core.Reporting;

/// <summary>
/// How a cell reads, the same on the page and in the PDF: thousands separated, a negative in brackets, zero as an en dash,
/// percentages with one decimal. Rule: docs/concepts.md, How it reads.
/// </summary>
public static class CellText
{
    private const string Zero = "–";

    /// <summary>The cell in words.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="moneyDecimals">Decimals of money: 2 pence, 0 whole pounds.</param>
    public static string Of(Cell cell, int moneyDecimals) => cell switch
    {
        Cell.TextCell text => text.Text,
        Cell.MoneyCell money => Money(money.Amount, moneyDecimals),
        Cell.PercentCell percent => Percent(percent.Fraction),
        Cell.DateCell date => Day(date.Day),
        Cell.NumberCell number => number.Value.ToString("#,##0.####", CultureInfo.InvariantCulture),
        Cell.AbsentCell absent => absent.Mark,
        _ => "",
    };

    /// <summary>Money in accounting form, without a currency sign: 1,234.50, (1,234.50), –.</summary>
    public static string Money(decimal amount, int decimals)
    {
        var shown = Pence.Round(amount, decimals);
        if (shown == 0)
            return Zero;
        var digits = Math.Abs(shown).ToString(decimals == 0 ? "#,##0" : "#,##0.00", CultureInfo.InvariantCulture);
        return shown < 0 ? $"({digits})" : digits;
    }

    /// <summary>A fraction as a percentage with one decimal: 25.0%, (3.1%), –.</summary>
    public static string Percent(decimal fraction)
    {
        var shown = Pence.Round(fraction * 100, 1);
        if (shown == 0)
            return Zero;
        var digits = Math.Abs(shown).ToString("#,##0.0", CultureInfo.InvariantCulture) + "%";
        return shown < 0 ? $"({digits})" : digits;
    }

    /// <summary>A day as readers write it: 31 Mar 2026.</summary>
    public static string Day(DateOnly day) => day.ToString("d MMM yyyy", CultureInfo.InvariantCulture);
}
