using Milestone.Core.Storage;
using Xunit;

namespace Milestone.Core.Tests.Storage.Changes;

public sealed class LeastRecentlyUsedTests
{
    [Fact]
    public void What_was_asked_for_longest_ago_goes_first()
    {
        var kept = new LeastRecentlyUsed<string, int>(300);
        foreach (var (name, number) in new[] { ("a", 1), ("b", 2), ("c", 3), ("d", 4), ("e", 5), ("f", 6), ("g", 7), ("h", 8) })
            kept.Set(name, number, 37);
        Assert.Equal(296, kept.Bytes);
        Assert.True(kept.TryGet("a", out _));

        kept.Set("i", 9, 37);

        Assert.False(kept.TryGet("b", out _));
        Assert.True(kept.TryGet("a", out var first));
        Assert.Equal(1, first);
        Assert.Equal(8, kept.Count);
        Assert.Equal(296, kept.Bytes);
    }

    [Fact]
    public void A_value_set_again_counts_once_and_one_that_is_too_large_is_not_kept()
    {
        var kept = new LeastRecentlyUsed<string, string>(800);
        kept.Set("a", "small", 10);
        kept.Set("a", "larger", 90);
        Assert.Equal(90, kept.Bytes);

        kept.Set("a", "too large", 101);

        Assert.False(kept.TryGet("a", out _));
        Assert.Equal(0, kept.Bytes);
    }

    [Fact]
    public void Many_threads_leave_it_within_its_bounds()
    {
        var kept = new LeastRecentlyUsed<int, int>(10_000);
        Parallel.For(0, 20_000, number =>
        {
            kept.Set(number % 500, number, 40 + (number % 7));
            kept.TryGet(number % 311, out _);
        });

        Assert.InRange(kept.Bytes, 0, 10_000);
        Assert.Equal(kept.Bytes, Enumerable.Range(0, 500).Sum(key => kept.TryGet(key, out var number) ? 40 + (number % 7) : 0));
    }
}
