namespace Milestone.Host.Observability;

/// <summary>How many requests there were, how long they took and how many failed, from the histogram of their durations.</summary>
internal sealed class RequestFigures
{
    private const string Instrument = "http.server.request.duration";

    private readonly SortedDictionary<double, long> buckets = [];

    /// <summary>How many.</summary>
    public long Count { get; private set; }

    /// <summary>How many were answered with a status of 500 or above.</summary>
    public long Errors { get; private set; }

    /// <summary>The share of those, or 0.</summary>
    public double ErrorRate => Count == 0 ? 0 : (double)Errors / Count;

    /// <summary>All requests together.</summary>
    public static RequestFigures Of(IEnumerable<Measured> all)
    {
        var figures = new RequestFigures();
        foreach (var one in all.Where(one => one.Name == Instrument))
            figures.Add(one, 1);
        return figures;
    }

    /// <summary>By route, the busiest first.</summary>
    public static IReadOnlyList<(string Route, RequestFigures Figures)> ByRoute(IEnumerable<Measured> all) =>
        [.. all.Where(one => one.Name == Instrument)
            .GroupBy(one => $"{one.Tags.GetValueOrDefault("http.request.method", "")} {one.Tags.GetValueOrDefault("http.route", "(no route)")}", StringComparer.Ordinal)
            .Select(group => (group.Key, Of(group)))
            .OrderByDescending(one => one.Item2.Count)];

    /// <summary>What was added since an earlier look.</summary>
    public RequestFigures Since(RequestFigures earlier)
    {
        var figures = new RequestFigures { Count = Count - earlier.Count, Errors = Errors - earlier.Errors };
        foreach (var (bound, count) in buckets)
            figures.buckets[bound] = count - earlier.buckets.GetValueOrDefault(bound);
        return figures;
    }

    /// <summary>The duration in seconds that a share of the requests did not exceed, between the bounds of its bucket in proportion, as Prometheus reckons it; null without requests.</summary>
    public double? Quantile(double share)
    {
        var total = buckets.Values.Sum();
        if (total == 0)
            return null;
        var rank = share * total;
        double below = 0, lower = 0;
        foreach (var (bound, count) in buckets)
        {
            if (below + count >= rank && count > 0)
                return double.IsPositiveInfinity(bound) ? lower : lower + ((bound - lower) * (rank - below) / count);
            below += count;
            lower = bound;
        }

        return lower;
    }

    private void Add(Measured one, int sign)
    {
        Count += sign * (long)one.Value;
        if (one.Tags.GetValueOrDefault("http.response.status_code", "").StartsWith('5'))
            Errors += sign * (long)one.Value;
        foreach (var (bound, count) in one.Buckets)
            buckets[bound] = buckets.GetValueOrDefault(bound) + (sign * count);
    }
}
