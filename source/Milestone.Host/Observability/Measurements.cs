using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Milestone.Host.Observability;

/// <summary>What the instruments show at one moment, read from the same instruments that Prometheus reads.</summary>
internal sealed class Measurements : BaseExporter<Metric>
{
    private readonly List<Measured> read = [];
    private readonly Lock turn = new();
    private BaseExportingMetricReader? reader;

    /// <summary>The reader that brings them here.</summary>
    public BaseExportingMetricReader Reader => reader ??= new BaseExportingMetricReader(this);

    /// <summary>Reads all instruments.</summary>
    public IReadOnlyList<Measured> Read()
    {
        lock (turn)
        {
            read.Clear();
            Reader.Collect();
            return [.. read];
        }
    }

    public override ExportResult Export(in Batch<Metric> batch)
    {
        foreach (var metric in batch)
        {
            foreach (ref readonly var point in metric.GetMetricPoints())
            {
                var tags = new Dictionary<string, string>(StringComparer.Ordinal);
                foreach (var tag in point.Tags)
                    tags[tag.Key] = tag.Value?.ToString() ?? "";
                read.Add(Of(metric, in point, tags));
            }
        }

        return ExportResult.Success;
    }

    private static Measured Of(Metric metric, in MetricPoint point, Dictionary<string, string> tags)
    {
        if (metric.MetricType != MetricType.Histogram)
        {
            var value = metric.MetricType switch
            {
                MetricType.LongSum or MetricType.LongSumNonMonotonic => point.GetSumLong(),
                MetricType.DoubleSum or MetricType.DoubleSumNonMonotonic => point.GetSumDouble(),
                MetricType.LongGauge => point.GetGaugeLastValueLong(),
                MetricType.DoubleGauge => point.GetGaugeLastValueDouble(),
                _ => 0,
            };
            return new Measured(metric.Name, tags, value, []);
        }

        var buckets = new List<(double, long)>();
        foreach (var bucket in point.GetHistogramBuckets())
            buckets.Add((bucket.ExplicitBound, bucket.BucketCount));
        return new Measured(metric.Name, tags, point.GetHistogramCount(), buckets);
    }
}

/// <summary>One series of an instrument.</summary>
/// <param name="Name">The instrument's name.</param>
/// <param name="Tags">Its labels.</param>
/// <param name="Value">Its value; of a histogram, how many were measured.</param>
/// <param name="Buckets">Of a histogram: the upper bound of each bucket, and how many fell into it and no lower one.</param>
internal sealed record Measured(string Name, IReadOnlyDictionary<string, string> Tags, double Value, IReadOnlyList<(double Bound, long Count)> Buckets);
