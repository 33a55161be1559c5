using System.Globalization;
using Milestone.Core.Reporting;

namespace Milestone.Host.Components.Charts;

/// <summary>
/// Figures as a picture: points along an axis, a bar or a mark for each series. Its amounts are a report's, added up nowhere here. It is drawn three
/// times from this one record: by the server, as a table, and by the script where there is one.
/// </summary>
/// <param name="Title">What the picture says, in a sentence.</param>
/// <param name="Labels">The points along the axis.</param>
/// <param name="Series">The rows drawn.</param>
public sealed record ChartPicture(string Title, IReadOnlyList<string> Labels, IReadOnlyList<ChartPictureSeries> Series)
{
    /// <summary>How it is drawn.</summary>
    public ChartKind Kind { get; init; }

    /// <summary>What the points are: Month, Project, Account. It heads their column in the table.</summary>
    public string Axis { get; init; } = "Period";

    /// <summary>What is said of each point besides its label, in the order of the labels; empty where nothing is.</summary>
    public IReadOnlyList<ChartPoint> Points { get; init; } = [];

    /// <summary>What is said of a point besides its label.</summary>
    public ChartPoint PointAt(int index) => index < Points.Count ? Points[index] : ChartPoint.Plain;

    /// <summary>The series that are ink; the others are figures in the table and the words only.</summary>
    public IEnumerable<ChartPictureSeries> Drawn => Series.Where(series => series.IsDrawn);

    /// <summary>The figure of a series at a point, in words: 1,234, (1,234), 12.5%, n/a.</summary>
    public static string Words(ChartPictureSeries series, int index)
    {
        ArgumentNullException.ThrowIfNull(series);
        return CellText.Of(series.CellAt(index), MoneyDecimals);
    }

    /// <summary>The lowest and the highest end of a bar, zero always among them.</summary>
    public (decimal Low, decimal High) Range
    {
        get
        {
            var ends = Kind == ChartKind.Bridge
                ? Points.SelectMany(point => (decimal[])[point.From, point.To])
                : Labels.SelectMany((_, index) => Drawn.GroupBy(series => series.Stack ?? series.Id).SelectMany(stack => Ends([.. stack], index)));
            return ends.Append(0).Aggregate((Low: 0m, High: 0m), (range, end) => (Math.Min(range.Low, end), Math.Max(range.High, end)));
        }
    }

    // What is above zero stands on what is above zero, and what is below hangs from what is below.
    private static IEnumerable<decimal> Ends(IReadOnlyList<ChartPictureSeries> stack, int index) =>
        [stack.Sum(series => Math.Max(0, series.Amounts[index] ?? 0)), stack.Sum(series => Math.Min(0, series.Amounts[index] ?? 0))];

    /// <summary>The height of the plot of columns in pixels, without the labels below it.</summary>
    public const int Height = 220;

    /// <summary>Pictures and their tables are in whole pounds.</summary>
    public const int MoneyDecimals = 0;

    /// <summary>The lines across, from the lowest to the highest, at round figures; always with zero.</summary>
    public IReadOnlyList<decimal> Ticks { get; } = TicksFor(Series.Where(series => series.IsDrawn).SelectMany(series => series.Amounts).OfType<decimal>());

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
/// <param name="Amounts">One for each point; null where there is none.</param>
public sealed record ChartPictureSeries(string Id, string Label, ChartShape Shape, IReadOnlyList<decimal?> Amounts)
{
    /// <summary>Whether the amounts are fractions, shown as percentages, instead of money.</summary>
    public bool IsPercent { get; init; }

    /// <summary>Series of one stack stand on one another; null to stand alone.</summary>
    public string? Stack { get; init; }

    /// <summary>Whether it is drawn; a figure that only explains is in the table and the words.</summary>
    public bool IsDrawn { get; init; } = true;

    /// <summary>The figure at a point.</summary>
    public Cell CellAt(int index) => Amounts[index] switch
    {
        null => Cell.Absent("n/a"),
        { } fraction when IsPercent => Cell.Percent(fraction),
        { } amount => Cell.Money(amount),
    };
}

/// <summary>How a picture is drawn.</summary>
public enum ChartKind
{
    /// <summary>Columns along time, with lines over them.</summary>
    Columns,

    /// <summary>Bars across, one name a line.</summary>
    Bars,

    /// <summary>Bars across that each begin where the one above ends.</summary>
    Bridge,

    /// <summary>Areas in proportion, in groups.</summary>
    Treemap,
}

/// <summary>What is said of one point of a picture besides its label.</summary>
public sealed record ChartPoint
{
    /// <summary>Nothing.</summary>
    public static ChartPoint Plain { get; } = new();

    /// <summary>Where it leads, relative to the document's base; null for nowhere.</summary>
    public string? Link { get; init; }

    /// <summary>Its tone, where it is not that of the series.</summary>
    public string? Tone { get; init; }

    /// <summary>What it is a part of, in a treemap.</summary>
    public string? Group { get; init; }

    /// <summary>Where a step of a bridge begins.</summary>
    public decimal From { get; init; }

    /// <summary>Where a step of a bridge ends.</summary>
    public decimal To { get; init; }

    /// <summary>Whether it is a sum of what stands before it.</summary>
    public bool IsSum { get; init; }
}
