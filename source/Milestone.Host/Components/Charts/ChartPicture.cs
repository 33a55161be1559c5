using System.Globalization;
using Milestone.Core.Reporting;

namespace Milestone.Host.Components.Charts;

/// <summary>
/// Figures as a picture: columns along the axis, a bar or a point for each series. Across, everything is in per cent of the width, so the
/// picture fits a phone and a wide screen without its words growing or shrinking; upwards, in pixels.
/// </summary>
/// <param name="Title">What the picture says.</param>
/// <param name="Labels">The columns along the axis.</param>
/// <param name="Series">The rows drawn.</param>
public sealed record ChartPicture(string Title, IReadOnlyList<string> Labels, IReadOnlyList<ChartPictureSeries> Series)
{
    /// <summary>The height of the plot in pixels, without the labels below it.</summary>
    public const int Height = 220;

    /// <summary>The lines across, from the lowest to the highest, at round figures; always with zero.</summary>
    public IReadOnlyList<decimal> Ticks { get; } = TicksFor(Series.SelectMany(series => series.Amounts).OfType<decimal>());

    /// <summary>How far below the top an amount is, in pixels.</summary>
    public decimal Y(decimal amount) => (Ticks[^1] - amount) / (Ticks[^1] - Ticks[0]) * Height;

    /// <summary>A number for an attribute of the picture.</summary>
    public static string Number(decimal number) => number.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>A number in per cent for an attribute of the picture.</summary>
    public static string Percent(decimal number) => Number(number) + "%";

    /// <summary>An amount short enough for an axis: 1.2m, 250k, (40k).</summary>
    public static string Short(decimal amount)
    {
        var size = Math.Abs(amount);
        var digits = size switch
        {
            >= 1_000_000 => (size / 1_000_000).ToString("0.##", CultureInfo.InvariantCulture) + "m",
            >= 1_000 => (size / 1_000).ToString("0.##", CultureInfo.InvariantCulture) + "k",
            _ => size.ToString("0.##", CultureInfo.InvariantCulture),
        };
        return amount < 0 ? $"({digits})" : digits;
    }

    private static IReadOnlyList<decimal> TicksFor(IEnumerable<decimal> amounts)
    {
        decimal low = 0, high = 0;
        foreach (var amount in amounts)
        {
            low = Math.Min(low, amount);
            high = Math.Max(high, amount);
        }

        if (low == high)
            high = 1;
        var step = RoundStep((high - low) / 5);
        var first = Math.Floor(low / step);
        var last = Math.Ceiling(high / step);
        return [.. Enumerable.Range(0, (int)(last - first) + 1).Select(i => (first + i) * step)];
    }

    /// <summary>The smallest of 1, 2, 2.5 and 5 times a power of ten that is at least the given step.</summary>
    private static decimal RoundStep(decimal atLeast)
    {
        var power = 0.01m;
        while (power * 10 <= atLeast)
            power *= 10;
        foreach (var factor in (ReadOnlySpan<decimal>)[1, 2, 2.5m, 5])
        {
            if (power * factor >= atLeast)
                return power * factor;
        }

        return power * 10;
    }
}

/// <summary>One row of figures in a picture.</summary>
/// <param name="Id">The statement's row, which also decides the colour.</param>
/// <param name="Label">Its name in the legend.</param>
/// <param name="Shape">Bars or a line.</param>
/// <param name="Amounts">One for each column; null where there is none.</param>
public sealed record ChartPictureSeries(string Id, string Label, ChartShape Shape, IReadOnlyList<decimal?> Amounts);
