using Milestone.Load.Measuring;
using Milestone.Load.Models;

namespace Milestone.Build.Tests.Load;

/// <summary>Percentiles by nearest rank, and the knee; every number worked out by hand.</summary>
public sealed class LatencyTests
{
    [Theory]
    // Of 1, 2 ... 10: half are at most 5; 90 of 100 at most 9; for 91 of 100 it takes the tenth.
    [InlineData(50, 5)]
    [InlineData(51, 6)]
    [InlineData(90, 9)]
    [InlineData(91, 10)]
    [InlineData(100, 10)]
    [InlineData(0.1, 1)]
    public void A_percentile_is_the_smallest_latency_that_so_many_did_not_exceed(double percent, double expected) =>
        Assert.Equal(expected, new Latencies([10, 3, 1, 7, 9, 2, 8, 5, 4, 6]).Percentile(percent));

    [Fact]
    public void Of_a_thousand_ten_are_above_p99_and_one_above_p99_9()
    {
        var latencies = new Latencies(Enumerable.Range(1, 1000).Select(number => (double)number));

        Assert.Equal((990, 999, 1000), (latencies.Percentile(99), latencies.Percentile(99.9), latencies.Most));
    }

    [Fact]
    public void Of_nothing_there_is_no_latency() => Assert.Equal((0, 0.0, 0.0), (new Latencies([]).Count, new Latencies([]).Percentile(99), new Latencies([]).Most));

    [Fact]
    public void A_part_of_a_run_holds_what_was_due_in_it() =>
        Assert.Equal(20, Latencies.Between([new(0, 10), new(14.9, 20), new(15, 30)], 0, 15).Percentile(100));

    [Fact]
    public void Who_waited_longest_comes_first_with_what_was_asked()
    {
        var recorder = new Recorder();
        recorder.Add(0, 30, new Answer(1, Asked: "/projects"));
        recorder.Add(1, 80, new Answer(1, Asked: "/packs"));
        recorder.Add(2, 50, new Answer(1, Asked: "/statement"));

        Assert.Equal([new Sample(1, 80, "/packs"), new Sample(2, 50, "/statement")], recorder.Take().Slowest(2));
    }

    [Fact]
    public void The_knee_is_before_answers_stop_growing() =>
        // 100, 190 and 205: the third is less than a tenth above the second.
        Assert.Equal(2, Knee.Of([Step(1, 100, 5), Step(2, 190, 9), Step(4, 205, 20), Step(8, 204, 40)], 100)!.Users);

    [Fact]
    public void The_knee_is_before_one_in_a_hundred_waits_too_long() =>
        Assert.Equal(2, Knee.Of([Step(1, 100, 5), Step(2, 190, 9), Step(4, 370, 101)], 100)!.Users);

    [Fact]
    public void The_knee_is_before_errors() =>
        Assert.Equal(1, Knee.Of([Step(1, 100, 5), Step(2, 190, 9) with { Errors = 1 }], 100)!.Users);

    [Fact]
    public void A_host_that_still_grows_has_shown_no_knee() => Assert.Null(Knee.Of([Step(1, 100, 5), Step(2, 190, 9), Step(4, 300, 20)], 100));

    private static UserStep Step(int users, double perSecond, double p99) => new(users, perSecond, p99 / 2, p99, 0);
}
