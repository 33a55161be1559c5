namespace Milestone.Load.Measuring;

/// <summary>What came of the requests of one group, collected from many threads.</summary>
internal sealed class Recorder
{
    private readonly Lock gate = new();
    private readonly List<Sample> samples = [];
    private readonly Dictionary<string, int> faults = new(StringComparer.Ordinal);
    private long bytes;
    private int unchanged;

    /// <param name="at">When it was to be sent, in seconds since the beginning.</param>
    /// <param name="milliseconds">From then until the answer was whole.</param>
    /// <param name="answer">What was answered; a fault counts as an error and has a latency all the same.</param>
    public void Add(double at, double milliseconds, Answer answer)
    {
        lock (gate)
        {
            samples.Add(new Sample(at, milliseconds, answer.Asked));
            bytes += answer.Bytes;
            if (answer.IsUnchanged)
                unchanged++;
            if (answer.Fault is { } fault)
                faults[fault] = faults.GetValueOrDefault(fault) + 1;
        }
    }

    /// <summary>All of it, in the order of the schedule.</summary>
    public Recorded Take()
    {
        lock (gate)
            return new Recorded([.. samples.OrderBy(sample => sample.At)], new Dictionary<string, int>(faults), bytes, unchanged);
    }
}

/// <param name="Samples">In the order of the schedule.</param>
/// <param name="Faults">What went wrong, and how often.</param>
/// <param name="Bytes">Of the answers' bodies, as they went over the wire.</param>
/// <param name="Unchanged">How many answers were "you have it already".</param>
internal sealed record Recorded(IReadOnlyList<Sample> Samples, IReadOnlyDictionary<string, int> Faults, long Bytes, int Unchanged)
{
    public Latencies Latencies { get; } = new(Samples.Select(sample => sample.Milliseconds));

    public int Errors => Faults.Values.Sum();

    /// <summary>Those that waited longest, the longest first.</summary>
    public IEnumerable<Sample> Slowest(int count) => Samples.OrderByDescending(sample => sample.Milliseconds).Take(count);
}

/// <summary>What one request was answered.</summary>
/// <param name="Bytes">Of the body, as sent.</param>
/// <param name="IsUnchanged">304: the asker has it already.</param>
/// <param name="Fault">What is wrong with it in a few words, or null.</param>
/// <param name="Asked">What was asked for.</param>
internal readonly record struct Answer(int Bytes, bool IsUnchanged = false, string? Fault = null, string? Asked = null);
