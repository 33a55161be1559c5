using System.Collections.Concurrent;

namespace Milestone.Host.Security.Rates;

/// <summary>
/// Counts the requests of everybody of one kind: each has an allowance for a minute that may be used at once and fills up again evenly. An allowance is
/// one number, the moment at which it will be full again (the generic cell rate algorithm), so that counting costs no lock and no allocation.
/// </summary>
internal sealed class RateMeter
{
    // Somebody who left is forgotten: a full allowance is as good as none.
    private const int SweepAbove = 1024;

    private readonly ConcurrentDictionary<object, Allowance> allowances = new();
    private readonly TimeProvider clock;
    private readonly long cost;
    private readonly long whole;
    private long nextSweep;

    public RateMeter(int aMinute, TimeProvider clock)
    {
        this.clock = clock;
        AMinute = aMinute;
        whole = TimeSpan.TicksPerMinute;
        cost = whole / aMinute;
    }

    /// <summary>How many requests a minute may hold.</summary>
    public int AMinute { get; }

    /// <summary>How many are remembered at the moment.</summary>
    public int Remembered => allowances.Count;

    /// <summary>Counts one request.</summary>
    /// <param name="who">Whose: compared by Equals.</param>
    public Verdict Count(object who)
    {
        var now = clock.GetElapsedTime(0).Ticks;
        Sweep(now);
        var allowance = allowances.GetOrAdd(who, static _ => new Allowance());
        while (true)
        {
            var fullAt = Volatile.Read(ref allowance.FullAt);
            var next = Math.Max(fullAt, now) + cost;
            var over = next - now - whole;
            if (over > 0)
                return new Verdict(false, 0, Seconds(over));
            if (Interlocked.CompareExchange(ref allowance.FullAt, next, fullAt) == fullAt)
                return new Verdict(true, (int)(-over / cost), Seconds(next - now));
        }
    }

    private void Sweep(long now)
    {
        var due = Volatile.Read(ref nextSweep);
        if (now < due || allowances.Count <= SweepAbove || Interlocked.CompareExchange(ref nextSweep, now + whole, due) != due)
            return;
        foreach (var (who, allowance) in allowances)
        {
            if (Volatile.Read(ref allowance.FullAt) <= now)
                allowances.TryRemove(who, out _);
        }
    }

    private static int Seconds(long ticks) => (int)((ticks + TimeSpan.TicksPerSecond - 1) / TimeSpan.TicksPerSecond);

    private sealed class Allowance
    {
        public long FullAt;
    }
}

/// <summary>What counting a request came to.</summary>
/// <param name="IsAllowed">Whether it was within the allowance.</param>
/// <param name="Left">How many more would be, now.</param>
/// <param name="Seconds">Until another is allowed, for one that was not; until the allowance is whole again, for one that was.</param>
internal readonly record struct Verdict(bool IsAllowed, int Left, int Seconds);
