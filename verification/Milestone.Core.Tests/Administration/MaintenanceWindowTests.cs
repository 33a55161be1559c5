using Milestone.Core.Administration;
using Milestone.Core.Auditing;
using Milestone.Testing.Postgres;
using Npgsql;
using Xunit;

namespace Milestone.Core.Tests.Administration;

/// <summary>Planning, extending and ending maintenance windows, and what is kept of it.</summary>
public sealed class MaintenanceWindowTests(TemporaryDatabase database) : IClassFixture<TemporaryDatabase>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private MaintenanceWindows Windows => new(database.Database);

    private DateTimeOffset Now => database.Clock.GetUtcNow();

    [Fact]
    public async Task A_window_is_planned_extended_and_ended_and_the_installations_log_has_each()
    {
        var planned = await Windows.PlanAsync(Now.AddHours(2), Now.AddHours(3), "  Moving the database  ", "Ann", Stop);
        var extended = await Windows.ExtendAsync(planned.Id, Now.AddHours(4), "Ben", Stop);
        database.Clock.Advance(TimeSpan.FromHours(2.5));
        Assert.True(Assert.Single(await Windows.AheadAsync(Stop), one => one.Id == planned.Id).IsAt(Now));
        var ended = await Windows.EndAsync(planned.Id, "Cat", Stop);

        Assert.Equal("Moving the database", planned.Message);
        Assert.Equal(planned.From.AddHours(2), extended.To);
        Assert.DoesNotContain(await Windows.AheadAsync(Stop), one => one.Id == planned.Id);
        var kept = Assert.Single(await Windows.ListAsync(Stop), one => one.Id == planned.Id);
        Assert.Equal(ended, kept);
        Assert.Equal((Now, "Cat", false), (kept.Over, kept.EndedBy, kept.IsCalledOff));
        Assert.Equal(["insert Ann", "update Ben", "update Cat"], await LogAsync(planned.Id));
        Assert.True((await new AuditVerification(database.Database).VerifyAsync(AuditLog.Installation, [], Stop)).IsSound);
    }

    [Fact]
    public async Task One_that_has_not_begun_is_called_off_and_one_that_is_over_cannot_be_changed()
    {
        var planned = await Windows.PlanAsync(Now.AddDays(10), Now.AddDays(10.5), "Called off", "Ann", Stop);

        Assert.True((await Windows.EndAsync(planned.Id, "Ann", Stop)).IsCalledOff);
        Assert.Equal(ProblemKind.NotFound, (await Assert.ThrowsAsync<ProblemException>(() => Windows.EndAsync(planned.Id, "Ann", Stop))).Kind);
        Assert.Equal(ProblemKind.NotFound, (await Assert.ThrowsAsync<ProblemException>(() => Windows.ExtendAsync(planned.Id, Now.AddDays(11), "Ann", Stop))).Kind);
        // Its time is free again.
        await Windows.EndAsync((await Windows.PlanAsync(Now.AddDays(10), Now.AddDays(11), "Again", "Ann", Stop)).Id, "Ann", Stop);
    }

    [Fact]
    public async Task Windows_that_would_overlap_are_refused_and_those_that_touch_are_not()
    {
        var first = await Windows.PlanAsync(Now.AddDays(20), Now.AddDays(20).AddHours(2), "The first", "Ann", Stop);
        var next = await Windows.PlanAsync(first.To, first.To.AddHours(1), "The next", "Ann", Stop);

        var refused = await Assert.ThrowsAsync<ProblemException>(() => Windows.PlanAsync(first.From.AddHours(1), first.From.AddHours(1.5), "Inside", "Ann", Stop));
        Assert.Equal((ProblemKind.Conflict, "from"), (refused.Kind, refused.Field));
        Assert.Contains("\"The first\"", refused.Message, StringComparison.Ordinal);
        Assert.Equal(ProblemKind.Conflict, (await Assert.ThrowsAsync<ProblemException>(() => Windows.ExtendAsync(first.Id, first.To.AddMinutes(1), "Ann", Stop))).Kind);

        // Two at once, which no look before can tell: the database refuses the second.
        var both = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => TryAsync(next.To.AddDays(1))));
        Assert.Single(both, isIn => isIn);
    }

    [Theory]
    [InlineData(1, 1, "Work", "to")]
    [InlineData(-3, -2, "Work", "to")]
    [InlineData(1, 24 * 8, "Work", "to")]
    [InlineData(24 * 400, (24 * 400) + 1, "Work", "from")]
    [InlineData(1, 2, "  ", "message")]
    [InlineData(1, 2, "Two\nlines", "message")]
    public async Task What_makes_no_sense_is_refused_with_the_field_named(int fromHours, int toHours, string message, string field)
    {
        var refused = await Assert.ThrowsAsync<ProblemException>(() => Windows.PlanAsync(Now.AddHours(fromHours), Now.AddHours(toHours), message, "Ann", Stop));

        Assert.Equal((ProblemKind.Invalid, field), (refused.Kind, refused.Field));
    }

    [Fact]
    public async Task A_notice_is_claimed_once_and_once_more_where_it_could_not_be_told()
    {
        var window = await Windows.PlanAsync(Now.AddDays(40), Now.AddDays(40.1), "Told", "Ann", Stop);
        var notices = new MaintenanceNotices(database.Database);
        var notice = new MaintenanceNotice(window.Id, "planned", window.PlannedAt);

        var claims = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => notices.ClaimAsync(notice, Stop)));
        await notices.RecordAsync(notice, "It answered 500.", Stop);

        Assert.Single(claims, isMine => isMine);
        Assert.Equal("It answered 500.", Assert.Single(await notices.ListAsync(Stop)).Fault);
        claims = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => notices.ClaimAsync(notice, Stop)));
        await notices.RecordAsync(notice, fault: null, Stop);
        Assert.Single(claims, isMine => isMine);
        Assert.NotNull(Assert.Single(await notices.ListAsync(Stop)).ToldAt);
        Assert.False(await notices.ClaimAsync(notice, Stop));
        await Windows.EndAsync(window.Id, "Ann", Stop);
    }

    private async Task<bool> TryAsync(DateTimeOffset from)
    {
        try
        {
            await Windows.PlanAsync(from, from.AddHours(1), "At once", "Ann", Stop);
            return true;
        }
        catch (ProblemException refused) when (refused.Kind == ProblemKind.Conflict)
        {
            return false;
        }
    }

    private async Task<IReadOnlyList<string>> LogAsync(Guid window)
    {
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        await using var command = source.CreateCommand("SELECT action || ' ' || actor FROM milestone.audit_entry WHERE entity = 'maintenance_window' AND after ->> 'window_id' = $1 ORDER BY seq");
        command.Parameters.AddWithValue(window.ToString("D"));
        await using var reader = await command.ExecuteReaderAsync(Stop);
        var entries = new List<string>();
        while (await reader.ReadAsync(Stop))
            entries.Add(reader.GetString(0));
        return entries;
    }
}
