namespace Milestone.Load.Measuring;

/// <summary>
/// Every latency of a run, sorted. None is rounded into a bucket: ten minutes at a hundred requests a second are half a megabyte, and a percentile is
/// then a latency that somebody had.
/// </summary>
internal sealed class Latencies
{
    private readonly double[] sorted;

    public Latencies(IEnumerable<double> milliseconds) => sorted = [.. milliseconds.Order()];

    public int Count => sorted.Length;

    public double Most => sorted.Length == 0 ? 0 : sorted[^1];

    /// <summary>The smallest latency that at least this share of the requests did not exceed (nearest rank); 0 where there are none.</summary>
    /// <param name="percent">Above 0, at most 100.</param>
    public double Percentile(double percent) =>
        sorted.Length == 0 ? 0 : sorted[Math.Clamp((int)Math.Ceiling((percent / 100 * sorted.Length) - 1e-9) - 1, 0, sorted.Length - 1)];

    /// <summary>The latencies of the samples of one part of a run.</summary>
    public static Latencies Between(IEnumerable<Sample> samples, double from, double to) =>
        new(samples.Where(sample => sample.At >= from && sample.At < to).Select(sample => sample.Milliseconds));
}
