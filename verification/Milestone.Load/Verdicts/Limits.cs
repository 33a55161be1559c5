using System.Globalization;
using Milestone.Load.Measuring;
using Milestone.Load.Scenarios;

namespace Milestone.Load.Verdicts;

/// <summary>What a run must keep to. The numbers are those that the product promises; growth is judged by medians of the first and the last quarter.</summary>
internal static class Limits
{
    /// <summary>Megabytes of the host's own, whatever is asked of it.</summary>
    public const double Memory = 200;

    // Under these no growth is seen: a pause of the collector, or a neighbour on the machine, moves a median by as much.
    private const double GrowthOfLatency = 1.5;
    private const double UnseenMilliseconds = 5;
    private const double GrowthOfMemory = 1.15;
    private const double UnseenMegabytes = 8;

    // Fewer in a quarter, and its median says nothing.
    private const int EnoughToCompare = 20;

    /// <summary>The milliseconds that 99 of 100 must keep within.</summary>
    public static double P99Of(Kind kind) => kind switch
    {
        Kind.Reads => 100,
        Kind.Orders => 500,
        Kind.Files => 1000,
        _ => 2000,
    };

    /// <summary>Every limit, and whether it held.</summary>
    public static IReadOnlyList<Verdict> Of(LoadRun run) => [.. run.Groups.SelectMany(group => OfGroup(group, run.Duration.TotalSeconds)), .. OfMemory(run)];

    private static IEnumerable<Verdict> OfGroup(Measured group, double seconds)
    {
        var (recorded, limit) = (group.Recorded, P99Of(group.Kind));
        if (recorded.Samples.Count == 0)
        {
            yield return new Verdict($"{group.Name}: asked", "at least once", "never", false);
            yield break;
        }

        var p99 = recorded.Latencies.Percentile(99);
        yield return new Verdict($"{group.Name}: p99", $"under {Ms(limit)}", Ms(p99), p99 < limit);
        yield return new Verdict(
            $"{group.Name}: errors", "none",
            recorded.Errors == 0 ? "none" : string.Join("; ", recorded.Faults.OrderByDescending(fault => fault.Value).Take(3).Select(fault => string.Create(CultureInfo.InvariantCulture, $"{fault.Value} x {fault.Key}"))),
            recorded.Errors == 0);
        var (first, last) = (Latencies.Between(recorded.Samples, 0, seconds / 4), Latencies.Between(recorded.Samples, seconds * 3 / 4, double.MaxValue));
        if (first.Count < EnoughToCompare || last.Count < EnoughToCompare)
            yield break;
        var (before, after) = (first.Percentile(50), last.Percentile(50));
        var most = (before * GrowthOfLatency) + UnseenMilliseconds;
        yield return new Verdict($"{group.Name}: median, last quarter", $"under {Ms(most)}, as the first was {Ms(before)}", Ms(after), after < most);
    }

    private static IEnumerable<Verdict> OfMemory(LoadRun run)
    {
        if (run.Memory.Count == 0)
            yield break;
        // What a container cannot give back: pages of program files are read again when their place is needed.
        var memory = run.Memory.Select(sample => (sample.At, Megabytes: sample.Own ?? sample.Megabytes)).ToList();
        var most = memory.Max(sample => sample.Megabytes);
        yield return new Verdict("host: own memory at most", $"under {Mb(Memory)}", Mb(most), most < Memory);
        var seconds = run.Duration.TotalSeconds;
        var (first, last) = (Median(memory, 0, seconds / 4), Median(memory, seconds * 3 / 4, seconds));
        if (first is not { } before || last is not { } after)
            yield break;
        var grown = (before * GrowthOfMemory) + UnseenMegabytes;
        yield return new Verdict("host: own memory, last quarter", $"under {Mb(grown)}, as the first was {Mb(before)}", Mb(after), after < grown);
    }

    private static double? Median(IReadOnlyList<(double At, double Megabytes)> memory, double from, double to)
    {
        var part = new Latencies(memory.Where(sample => sample.At >= from && sample.At < to).Select(sample => sample.Megabytes));
        return part.Count == 0 ? null : part.Percentile(50);
    }

    private static string Ms(double value) => string.Create(CultureInfo.InvariantCulture, $"{value:0.0} ms");

    private static string Mb(double value) => string.Create(CultureInfo.InvariantCulture, $"{value:0} MB");
}

/// <summary>One limit.</summary>
/// <param name="Name">Whose, and of what.</param>
/// <param name="Must">What it must be.</param>
/// <param name="Seen">What it was.</param>
/// <param name="Holds">Whether that will do.</param>
internal sealed record Verdict(string Name, string Must, string Seen, bool Holds);
