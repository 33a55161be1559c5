using System.Diagnostics;
using Milestone.Load.Measuring;

namespace Milestone.Load.Models;

/// <summary>
/// Readers who do not know of each other: request i is due at i/rate, whether or not the earlier ones have been answered, and its latency counts from
/// when it was due. A server that stops for a second so makes everybody late who came within that second; a loop that waits for each answer before it
/// asks again would have noticed one slow answer (coordinated omission).
/// </summary>
internal sealed class OpenModel(double rate, TimeSpan duration, Func<long, Task<Answer>> ask)
{
    /// <summary>More than so many without an answer, and the server is lost: what is due waits, and its latency goes on counting.</summary>
    private const int MostUnderWay = 2000;

    /// <summary>How late requests left here: the asking machine's own fault, and part of the latencies.</summary>
    public Recorder Lateness { get; } = new();

    /// <summary>Asks until the time is over and everything is answered.</summary>
    /// <param name="answered">Gets the number, when it was due in seconds, and the milliseconds since then.</param>
    /// <param name="stop">Ends it early.</param>
    public async Task RunAsync(Action<long, double, double, Answer> answered, CancellationToken stop)
    {
        using var places = new SemaphoreSlim(MostUnderWay);
        var start = Stopwatch.GetTimestamp();
        var asked = new List<Task>();
        // A thread of its own: the pool's may all be busy when a request is due.
        await Task.Factory.StartNew(
            () =>
            {
                for (var i = 0L; i / rate < duration.TotalSeconds && !stop.IsCancellationRequested; i++)
                {
                    var (number, due) = (i, i / rate);
                    WaitUntil(start, due);
                    places.Wait(stop);
                    Lateness.Add(due, Since(start, due), default);
                    asked.Add(Task.Run(() => AskAsync(number, due, start, places, answered), CancellationToken.None));
                }
            },
            stop,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        await Task.WhenAll(asked);
    }

    private async Task AskAsync(long number, double due, long start, SemaphoreSlim places, Action<long, double, double, Answer> answered)
    {
        try
        {
            var answer = await ask(number);
            answered(number, due, Since(start, due), answer);
        }
        finally
        {
            places.Release();
        }
    }

    private static double Since(long start, double due) => Stopwatch.GetElapsedTime(start).TotalMilliseconds - (due * 1000);

    // Never early; late by less than the millisecond that a sleep is exact to.
    private static void WaitUntil(long start, double due)
    {
        for (var left = -Since(start, due); left > 0; left = -Since(start, due))
            Thread.Sleep(Math.Max(1, (int)left));
    }
}
