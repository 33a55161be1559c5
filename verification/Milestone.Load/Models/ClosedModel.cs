using System.Diagnostics;
using Milestone.Load.Measuring;

namespace Milestone.Load.Models;

/// <summary>
/// Users who ask again as soon as they are answered, more and more of them. It cannot say how long readers wait, but where the host can do no more.
/// </summary>
internal static class ClosedModel
{
    private static readonly int[] Users = [1, 2, 4, 8, 16, 32, 64];

    /// <summary>Steps up until the knee has been passed twice, so that it shows.</summary>
    /// <param name="each">How long each step lasts.</param>
    /// <param name="limit">The milliseconds that 99 of 100 answers must keep within.</param>
    /// <param name="ask">Asks once: which user, and which of that user's requests.</param>
    /// <param name="taken">Sees each step when it ends.</param>
    /// <param name="stop">Ends it early.</param>
    public static async Task<IReadOnlyList<UserStep>> RunAsync(TimeSpan each, double limit, Func<int, long, Task<Answer>> ask, Action<UserStep> taken, CancellationToken stop)
    {
        var steps = new List<UserStep>();
        foreach (var users in Users)
        {
            var step = await StepAsync(users, each, ask, stop);
            steps.Add(step);
            taken(step);
            if (Knee.Of(steps, limit) is { Users: var knee } && steps.Count(one => one.Users > knee) >= 2)
                break;
        }

        return steps;
    }

    private static async Task<UserStep> StepAsync(int users, TimeSpan each, Func<int, long, Task<Answer>> ask, CancellationToken stop)
    {
        var recorder = new Recorder();
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, users).Select(user => Task.Run(
            async () =>
            {
                for (var i = 0L; Stopwatch.GetElapsedTime(start) < each && !stop.IsCancellationRequested; i++)
                {
                    var begun = Stopwatch.GetTimestamp();
                    var answer = await ask(user, i);
                    recorder.Add(Stopwatch.GetElapsedTime(start, begun).TotalSeconds, Stopwatch.GetElapsedTime(begun).TotalMilliseconds, answer);
                }
            },
            stop)));
        var took = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var all = recorder.Take();
        return new UserStep(users, all.Latencies.Count / took, all.Latencies.Percentile(50), all.Latencies.Percentile(99), all.Errors);
    }
}

/// <summary>What so many users got.</summary>
/// <param name="Users">How many asked at once.</param>
/// <param name="PerSecond">Answers a second to all of them.</param>
/// <param name="Median">Milliseconds.</param>
/// <param name="P99">Milliseconds.</param>
/// <param name="Errors">Answers that were none.</param>
internal sealed record UserStep(int Users, double PerSecond, double Median, double P99, int Errors);
