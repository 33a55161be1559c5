using System.Diagnostics;
using Milestone.Load.Measuring;
using Milestone.Load.Models;

namespace Milestone.Build.Tests.Load;

/// <summary>A server that stops is seen by everybody who came meanwhile. Theory: of a stall of S in every T, latencies are spread evenly over 0 to S for S/T of the requests.</summary>
public sealed class OpenModelTests
{
    [Fact]
    public async Task A_stall_is_seen_by_all_who_came_in_it_and_hidden_by_a_loop_that_waits()
    {
        // 400 ms of every 2 s: a fifth waits, so p90 is half of the stall, 200 ms, and p99 0.95 of it, 380 ms. A busy machine adds, and takes nothing away.
        using var server = new StallingServer(TimeSpan.FromSeconds(2), TimeSpan.FromMilliseconds(400));
        using var client = new HttpClient();
        var open = new Recorder();
        var waiting = new Recorder();
        var duration = TimeSpan.FromSeconds(4);
        async Task<Answer> AskAsync(long number)
        {
            using var answer = await client.GetAsync(server.Address, TestContext.Current.CancellationToken);
            return new Answer(0);
        }

        await AskAsync(0);
        var loop = Task.Run(
            async () =>
            {
                for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < duration;)
                {
                    var begun = Stopwatch.GetTimestamp();
                    var answer = await AskAsync(0);
                    waiting.Add(0, Stopwatch.GetElapsedTime(begun).TotalMilliseconds, answer);
                }
            },
            TestContext.Current.CancellationToken);
        await new OpenModel(200, duration, AskAsync).RunAsync((_, due, milliseconds, answer) => open.Add(due, milliseconds, answer), TestContext.Current.CancellationToken);
        await loop;

        var seen = open.Take().Latencies;
        Assert.Equal(800, seen.Count);
        Assert.InRange(seen.Percentile(90), 160, 300);
        Assert.InRange(seen.Percentile(99), 340, 520);
        Assert.True(seen.Percentile(50) < seen.Percentile(90) / 2, $"Half of the requests came while it answered, and p50 was {seen.Percentile(50)} ms.");
        // Two stalls of the loop's own, among very many answers at once.
        Assert.True(waiting.Take().Latencies.Percentile(99) < 100, "A loop that waits for its answer is here to show that it notices nothing.");
    }

    [Fact]
    public async Task Each_request_is_due_at_its_place_in_the_schedule_whatever_the_answers_take()
    {
        var due = new List<(long Number, double At)>();
        var first = new TaskCompletionSource();
        // Nobody is answered before the last request has been sent: what waits for answers never gets there.
        await new OpenModel(100, TimeSpan.FromSeconds(0.2), async number =>
        {
            if (number == 19)
                first.SetResult();
            await first.Task;
            return new Answer(1);
        }).RunAsync(
            (number, at, _, _) =>
            {
                lock (due)
                    due.Add((number, at));
            },
            TestContext.Current.CancellationToken);

        Assert.Equal(Enumerable.Range(0, 20).Select(number => ((long)number, number / 100.0)), due.Order());
    }

    [Fact]
    public async Task The_closed_model_ends_when_twice_the_users_get_no_more()
    {
        // One at a time, whoever asks: two users get no more than one.
        using var door = new SemaphoreSlim(1);
        var steps = await ClosedModel.RunAsync(
            TimeSpan.FromMilliseconds(100),
            1000,
            async (_, _) =>
            {
                await door.WaitAsync();
                await Task.Delay(2);
                door.Release();
                return new Answer(1);
            },
            _ => { },
            TestContext.Current.CancellationToken);

        Assert.InRange(steps.Count, 3, 5);
        Assert.NotNull(Knee.Of(steps, 1000));
    }
}
