namespace Milestone.Host.Demo;

/// <summary>Rounding as Xero does it: to the penny, halves away from zero.</summary>
internal static class Money
{
    public static decimal Round(decimal amount) => Math.Round(amount, 2, MidpointRounding.AwayFromZero);

    /// <summary>The same value written with two decimals, whatever it was computed from.</summary>
    public static decimal Pence(decimal amount) => Round(amount) + 0.00m;
}
