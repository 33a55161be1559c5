using Milestone.Core.Access;
using Milestone.Core.Storage;
using Milestone.Testing.Postgres;
using Npgsql;
using Xunit;

namespace Milestone.Core.Tests.Access;

/// <summary>A session ends when it is ended, when it is old, when it is not used, and with its user.</summary>
public sealed class SessionTests(TemporaryDatabase database) : IClassFixture<TemporaryDatabase>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_session_opens_to_its_text_and_to_nothing_else()
    {
        var sessions = new SessionRegister(database.Database);
        var user = await AnnaAsync("opens@example.com");
        var (text, expires) = await sessions.StartAsync(user, isLocal: true, "192.0.2.1", Stop);

        var session = await sessions.FindAsync(text, Stop);

        Assert.Equal((user, "Anna Field", "opens@example.com"), (session!.Person.User, session.Person.Name, session.Person.Email));
        Assert.Equal(database.Clock.GetUtcNow() + TimeSpan.FromHours(12), expires);
        Assert.Null(await sessions.FindAsync(text + "A", Stop));
        Assert.Null(await sessions.FindAsync(text[..^1], Stop));
        Assert.Null(await sessions.FindAsync("", Stop));
        Assert.Null(await sessions.FindAsync(new string('x', 100_000), Stop));
    }

    [Fact]
    public async Task What_ended_opens_nothing_and_the_others_go_on()
    {
        var sessions = new SessionRegister(database.Database);
        var user = await AnnaAsync("ends@example.com");
        var (one, _) = await sessions.StartAsync(user, true, "192.0.2.1", Stop);
        var (other, _) = await sessions.StartAsync(user, true, "192.0.2.1", Stop);

        await sessions.EndAsync((await sessions.FindAsync(one, Stop))!, one, Stop);

        Assert.Null(await sessions.FindAsync(one, Stop));
        Assert.NotNull(await sessions.FindAsync(other, Stop));
        Assert.Equal(1, await sessions.EndAllAsync(user, "a test", Stop));
        Assert.Null(await sessions.FindAsync(other, Stop));
    }

    [Fact]
    public async Task It_ends_when_it_is_not_used_and_when_it_is_old_whatever_its_use()
    {
        var sessions = new SessionRegister(database.Database) { Idle = TimeSpan.FromMinutes(30), Longest = TimeSpan.FromHours(1) };
        var user = await AnnaAsync("old@example.com");
        var (unused, _) = await sessions.StartAsync(user, true, "192.0.2.1", Stop);
        var (used, _) = await sessions.StartAsync(user, true, "192.0.2.1", Stop);

        database.Clock.Advance(TimeSpan.FromMinutes(29));
        Assert.NotNull(await sessions.FindAsync(used, Stop));
        database.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.NotNull(await sessions.FindAsync(used, Stop));
        Assert.Null(await sessions.FindAsync(unused, Stop));
        database.Clock.Advance(TimeSpan.FromMinutes(28));
        Assert.NotNull(await sessions.FindAsync(used, Stop));
        database.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(await sessions.FindAsync(used, Stop));
    }

    [Fact]
    public async Task Nobody_waits_for_another_to_note_the_use_of_the_same_session()
    {
        var sessions = new SessionRegister(database.Database);
        var (text, _) = await sessions.StartAsync(await AnnaAsync("busy@example.com"), true, "192.0.2.1", Stop);
        database.Clock.Advance(TimeSpan.FromMinutes(2));
        await using var other = new NpgsqlConnection(database.ConnectionString);
        await other.OpenAsync(Stop);
        await using var noting = await other.BeginTransactionAsync(Stop);
        await using (var note = new NpgsqlCommand("UPDATE milestone.session SET seen_at = seen_at", other))
            await note.ExecuteNonQueryAsync(Stop);

        var session = await sessions.FindAsync(text, Stop).AsTask().WaitAsync(TimeSpan.FromSeconds(10), Stop);

        Assert.NotNull(session);
    }

    [Fact]
    public async Task Whoever_is_put_out_is_out_of_every_session_and_gets_no_other()
    {
        var sessions = new SessionRegister(database.Database);
        var users = new UserRegister(database.Database);
        var user = await AnnaAsync("out@example.com");
        var (text, _) = await sessions.StartAsync(user, true, "192.0.2.1", Stop);

        await users.SetDisabledAsync(await users.GetAsync("out@example.com", Stop), true, "a test", Stop);

        Assert.Null(await sessions.FindAsync(text, Stop));
        Assert.Equal(ProblemKind.Forbidden, (await Assert.ThrowsAsync<ProblemException>(() => sessions.StartAsync(user, true, "192.0.2.1", Stop))).Kind);
        await users.SetDisabledAsync(await users.GetAsync("out@example.com", Stop), false, "a test", Stop);
        Assert.Null(await sessions.FindAsync(text, Stop));
    }

    [Fact]
    public async Task A_new_password_ends_what_the_old_one_opened()
    {
        var sessions = new SessionRegister(database.Database);
        var user = await AnnaAsync("password@example.com");
        var (text, _) = await sessions.StartAsync(user, true, "192.0.2.1", Stop);

        await new UserRegister(database.Database).SetPasswordAsync(user, "another hash", "a test", Stop);

        Assert.Null(await sessions.FindAsync(text, Stop));
    }

    // Two hosts, each with a listener of its own: what one ends, the other hears of.
    [Fact]
    public async Task A_session_that_one_host_ends_is_unknown_to_another_that_had_it_in_memory()
    {
        await using var other = MilestoneDatabase.Open(database.ConnectionString, database.Clock);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var listener = new ChangeListener(other);
        var listening = listener.RunAsync(null, end.Token);
        var there = new SessionRegister(other);
        var here = new SessionRegister(database.Database);
        var user = await AnnaAsync("elsewhere@example.com");
        var (text, _) = await here.StartAsync(user, true, "192.0.2.1", Stop);
        await UntilAsync(() => listener.IsListening);
        Assert.NotNull(await there.FindAsync(text, Stop));
        var known = there.FindAsync(text, Stop);
        Assert.True(known.IsCompletedSuccessfully, "a session that is known is given without asking the database");
        await known;

        var before = other.Changes.Generation;
        await here.EndAsync((await here.FindAsync(text, Stop))!, text, Stop);
        await UntilAsync(() => other.Changes.Generation > before);

        Assert.Null(await there.FindAsync(text, Stop));
        await end.CancelAsync();
        await listening;
    }

    private Task<Guid> AnnaAsync(string email) => new UserRegister(database.Database).AddAsync(email, "Anna Field", isOwner: false, "a test", Stop);

    private static async Task UntilAsync(Func<bool> isTrue)
    {
        while (!isTrue())
        {
            Stop.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
