using Milestone.Core.Access;
using Milestone.Testing.Postgres;
using Xunit;

namespace Milestone.Core.Tests.Access;

/// <summary>Guessing gets slower and slower, for all hosts together, and whoever succeeds begins anew.</summary>
public sealed class SignInAttemptTests(TemporaryDatabase database) : IClassFixture<TemporaryDatabase>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private SignInAttempts Attempts => new(database.Database);

    [Fact]
    public async Task Each_failure_beyond_the_first_five_doubles_the_wait_up_to_five_minutes()
    {
        // Five are free; the fifth makes the sixth wait a second, the sixth makes the seventh wait two.
        var waits = new List<double>();
        for (var attempt = 0; attempt < 17; attempt++)
        {
            if (await Attempts.CountAsync("Victim@example.com", $"192.0.2.{attempt}", Stop) is not { } wait)
                continue;
            waits.Add(wait.TotalSeconds);
            database.Clock.Advance(wait);
            Assert.Null(await Attempts.CountAsync(" victim@EXAMPLE.com ", $"192.0.2.{attempt + 100}", Stop));
        }

        Assert.Equal([1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300], waits);
        Assert.Null(await Attempts.CountAsync("somebody.else@example.com", "192.0.2.250", Stop));
    }

    [Fact]
    public async Task Many_at_once_count_as_many()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(attempt => Attempts.CountAsync("flood@example.com", $"198.51.100.{attempt}", Stop)));

        Assert.Equal(5, outcomes.Count(wait => wait is null));
    }

    [Fact]
    public async Task One_address_may_try_many_accounts_but_not_for_long()
    {
        var free = 0;
        while (free < 100 && await Attempts.CountAsync($"account{free}@example.com", "203.0.113.7", Stop) is null)
            free++;

        Assert.Equal(25, free);
    }

    [Fact]
    public async Task Success_lets_the_account_begin_anew_and_an_hour_forgets()
    {
        for (var attempt = 0; attempt < 5; attempt++)
            Assert.Null(await Attempts.CountAsync("anew@example.com", "203.0.113.9", Stop));
        Assert.NotNull(await Attempts.CountAsync("anew@example.com", "203.0.113.9", Stop));
        await Attempts.ForgiveAsync("anew@example.com", "203.0.113.9", Stop);
        Assert.Null(await Attempts.CountAsync("anew@example.com", "203.0.113.9", Stop));

        for (var attempt = 0; attempt < 4; attempt++)
            Assert.Null(await Attempts.CountAsync("anew@example.com", "203.0.113.9", Stop));
        Assert.NotNull(await Attempts.CountAsync("anew@example.com", "203.0.113.9", Stop));
        database.Clock.Advance(TimeSpan.FromMinutes(61));
        for (var attempt = 0; attempt < 4; attempt++)
            Assert.Null(await Attempts.CountAsync("anew@example.com", "203.0.113.9", Stop));
    }
}
