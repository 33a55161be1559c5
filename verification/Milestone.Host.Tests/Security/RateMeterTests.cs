using Microsoft.Extensions.Time.Testing;
using Milestone.Host.Security.Rates;
using Xunit;

namespace Milestone.Host.Tests.Security;

public sealed class RateMeterTests
{
    private readonly FakeTimeProvider clock = new();

    [Fact]
    public void An_allowance_may_be_used_at_once_and_then_fills_up_evenly()
    {
        var meter = new RateMeter(6, clock);
        var burst = Enumerable.Range(0, 7).Select(_ => meter.Count("ann")).ToList();
        clock.Advance(TimeSpan.FromSeconds(9.9));
        var early = meter.Count("ann");
        clock.Advance(TimeSpan.FromSeconds(0.1));
        var due = meter.Count("ann");

        // Six a minute are one in ten seconds.
        Assert.Equal([true, true, true, true, true, true, false], burst.Select(verdict => verdict.IsAllowed));
        Assert.Equal([5, 4, 3, 2, 1, 0, 0], burst.Select(verdict => verdict.Left));
        Assert.Equal(10, burst[6].Seconds);
        Assert.Equal((false, 1), (early.IsAllowed, early.Seconds));
        Assert.True(due.IsAllowed);
        Assert.False(meter.Count("ann").IsAllowed);
    }

    [Fact]
    public void Whoever_waits_as_long_as_he_was_told_may_ask_again()
    {
        var meter = new RateMeter(7, clock);
        for (var round = 0; round < 50; round++)
        {
            while (meter.Count("ann") is { IsAllowed: true })
                clock.Advance(TimeSpan.FromMilliseconds(13));
            clock.Advance(TimeSpan.FromSeconds(meter.Count("ann").Seconds));
            Assert.True(meter.Count("ann").IsAllowed);
        }
    }

    [Fact]
    public void One_who_asks_too_often_takes_nothing_from_another()
    {
        var meter = new RateMeter(2, clock);
        for (var times = 0; times < 10; times++)
            meter.Count("ann");

        Assert.True(meter.Count("ben").IsAllowed);
    }

    [Fact]
    public void Many_at_the_same_moment_get_together_what_one_would_get()
    {
        var meter = new RateMeter(500, clock);
        var allowed = 0;

        Parallel.For(0, 4000, _ =>
        {
            if (meter.Count("ann").IsAllowed)
                Interlocked.Increment(ref allowed);
        });

        Assert.Equal(500, allowed);
    }

    [Fact]
    public void Whoever_left_a_minute_ago_is_forgotten_so_that_memory_does_not_grow()
    {
        var meter = new RateMeter(60, clock);
        for (var minute = 0; minute < 5; minute++)
        {
            for (var one = 0; one < 5000; one++)
                meter.Count($"{minute}-{one}");
            clock.Advance(TimeSpan.FromMinutes(2));
        }

        meter.Count("the next");
        Assert.True(meter.Remembered < 5100, $"{meter.Remembered} are remembered.");
    }
}
