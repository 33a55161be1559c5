using System.Diagnostics;

namespace Milestone.Benchmarks;

/// <summary>Times work by rounds, anchors and subjects taking turns, so that a busy machine slows them alike.</summary>
internal static class Measure
{
    /// <summary>The median time of one call of each piece of work, in milliseconds.</summary>
    /// <param name="rounds">How many rounds are measured, after one that is not.</param>
    /// <param name="calls">How many calls a round makes of each.</param>
    /// <param name="work">The pieces of work.</param>
    public static async Task<double[]> MediansAsync(int rounds, int calls, params Func<Task>[] work)
    {
        var times = work.Select(_ => new List<double>()).ToArray();
        for (var round = -1; round < rounds; round++)
        {
            for (var piece = 0; piece < work.Length; piece++)
            {
                for (var call = 0; call < calls; call++)
                {
                    var start = Stopwatch.GetTimestamp();
                    await work[piece]();
                    if (round >= 0)
                        times[piece].Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                }
            }
        }

        return [.. times.Select(Median)];
    }

    public static double Median(List<double> times)
    {
        times.Sort();
        return times.Count % 2 == 1 ? times[times.Count / 2] : (times[(times.Count / 2) - 1] + times[times.Count / 2]) / 2;
    }
}
