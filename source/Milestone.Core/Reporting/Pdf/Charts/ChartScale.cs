namespace Milestone.Core.Reporting.Pdf.Charts;

/// <summary>The value axis of a chart: round steps that take in nought and every value.</summary>
/// <param name="Low">The lowest value on the axis; never above nought.</param>
/// <param name="High">The highest; never below nought.</param>
/// <param name="Step">The distance of two marks.</param>
internal readonly record struct ChartScale(decimal Low, decimal High, decimal Step)
{
    private const int MostSteps = 6;
    private static readonly decimal[] RoundSteps = [1, 2, 2.5m, 5, 10];

    /// <summary>The axis for values between two limits.</summary>
    public static ChartScale For(decimal least, decimal greatest)
    {
        var (low, high) = (Math.Min(least, 0), Math.Max(greatest, 0));
        if (low == high)
            high = 1;
        var power = 0.0001m;
        while (true)
        {
            foreach (var round in RoundSteps)
            {
                var step = round * power;
                if ((decimal.Ceiling(high / step) - decimal.Floor(low / step)) <= MostSteps)
                    return new ChartScale(decimal.Floor(low / step) * step, decimal.Ceiling(high / step) * step, step);
            }

            power *= 10;
        }
    }

    /// <summary>The values that are marked.</summary>
    public IEnumerable<decimal> Marks()
    {
        for (var mark = Low; mark <= High; mark += Step)
            yield return mark;
    }

    /// <summary>How far up the axis a value is, from 0 to 1. A picture's place, not a figure: a ten-thousandth is enough.</summary>
    public float PlaceOf(decimal value) => (int)((value - Low) / (High - Low) * 10_000) / 10_000f;
}
