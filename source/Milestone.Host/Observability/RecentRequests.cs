namespace Milestone.Host.Observability;

/// <summary>Remembers what the instruments showed in the last minutes, so that a page can say what they show now: counters only ever rise.</summary>
internal sealed class RecentRequests(Measurements measurements, TimeProvider clock) : BackgroundService
{
    /// <summary>How far back it looks.</summary>
    public static readonly TimeSpan Span = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan Between = TimeSpan.FromSeconds(15);

    private readonly Queue<(DateTimeOffset At, RequestFigures Figures)> earlier = new();
    private readonly Lock turn = new();

    /// <summary>The requests of the last minutes, or since the start, and over how long that was.</summary>
    public (RequestFigures Figures, TimeSpan Over) Of(IReadOnlyList<Measured> now)
    {
        var all = RequestFigures.Of(now);
        lock (turn)
        {
            return earlier.TryPeek(out var first) ? (all.Since(first.Figures), clock.GetUtcNow() - first.At) : (all, Span);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Between, TimeProvider.System);
        do
        {
            var figures = RequestFigures.Of(measurements.Read());
            lock (turn)
            {
                earlier.Enqueue((clock.GetUtcNow(), figures));
                while (earlier.Peek().At < clock.GetUtcNow() - Span)
                    earlier.Dequeue();
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
