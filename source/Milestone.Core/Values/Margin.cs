namespace Milestone.Core.Values;

/// <summary>Profit as a share of income. Without income there is no margin: it is absent, not zero.</summary>
public static class Margin
{
    /// <summary>Profit / income as a fraction (0.25 is 25 %), or null when income is zero or negative.</summary>
    public static decimal? Of(decimal profit, decimal income) => income > 0 ? profit / income : null;
}
