using System.Globalization;
using Milestone.Core.Estimates;
using Milestone.Testing.Postgres;
using Xunit;

namespace Milestone.Core.Tests.Estimates;

public sealed class EstimateRegisterTests(TemporaryDatabase database) : IClassFixture<TemporaryDatabase>
{
    private static CancellationToken Stop => PlannedBooks.Stop;

    [Fact]
    public async Task A_change_closes_the_version_and_adds_the_next_so_that_the_history_can_be_read()
    {
        var books = await PlannedBooks.NewAsync(database);
        var first = await books.Estimates.AddAsync(books.Organisation, "Ann", books.Cost, Stop);
        database.Clock.Advance(TimeSpan.FromDays(3));
        var second = await books.Estimates.ChangeAsync(books.Organisation, "Bob", first.Id, first.Version, books.Cost with { Amount = 1250.50m, Confidence = 4, Notes = "Quoted" }, Stop);

        var current = Assert.Single(await books.Estimates.ListAsync(books.Organisation, books.Project, history: false, Stop));
        var versions = await books.Estimates.VersionsAsync(books.Organisation, books.Project, first.Id, Stop);

        Assert.Equal(second, current);
        Assert.Equal((1250.50m, 4, "Quoted", "Bob", 2L), (current.Amount, current.Confidence, current.Notes, current.EnteredBy, current.Version));
        Assert.Equal([second, first with { ClosedBy = "Bob", ClosedAt = second.EnteredAt }], versions);
        Assert.Equal(TimeSpan.FromDays(3), second.EnteredAt - first.EnteredAt);
    }

    [Fact]
    public async Task One_place_has_one_current_estimate_of_a_kind_and_the_refusal_says_which()
    {
        var books = await PlannedBooks.NewAsync(database);
        var first = await books.Estimates.AddAsync(books.Organisation, "Ann", books.Cost, Stop);

        var refused = await Assert.ThrowsAsync<ProblemException>(() => books.Estimates.AddAsync(books.Organisation, "Bob", books.Cost with { Amount = 5m }, Stop));
        await books.Estimates.AddAsync(books.Organisation, "Bob", books.Cost with { Kind = EstimateKind.Materials }, Stop);
        await books.Estimates.AddAsync(books.Organisation, "Bob", books.Cost with { Phase = books.Roofing }, Stop);
        await books.Estimates.AddAsync(books.Organisation, "Bob", books.Cost with { Phase = null }, Stop);
        await books.Estimates.AddAsync(books.Organisation, "Bob", books.Cost with { Project = books.OtherProject }, Stop);

        Assert.Equal((ProblemKind.Conflict, "kind", (object)first), (refused.Kind, refused.Field, refused.Current));
        Assert.Equal("There is a cost estimate of 1,000.00 for Groundworks already. Change that one, or remove it first.", refused.Message);
        Assert.Equal(4, (await books.Estimates.ListAsync(books.Organisation, books.Project, history: true, Stop)).Count);
        Assert.Equal(5, (await books.Estimates.ListAsync(books.Organisation, null, history: false, Stop)).Count);
    }

    [Fact]
    public async Task Of_two_people_who_change_the_same_version_the_second_is_told_what_there_is_now()
    {
        var books = await PlannedBooks.NewAsync(database);
        var first = await books.Estimates.AddAsync(books.Organisation, "Ann", books.Cost, Stop);
        var bobs = await books.Estimates.ChangeAsync(books.Organisation, "Bob", first.Id, 1, books.Cost with { Amount = 1100m }, Stop);

        var refused = await Assert.ThrowsAsync<ProblemException>(() => books.Estimates.ChangeAsync(books.Organisation, "Cid", first.Id, 1, books.Cost with { Amount = 1200m }, Stop));
        var removal = await Assert.ThrowsAsync<ProblemException>(() => books.Estimates.RemoveAsync(books.Organisation, "Cid", books.Project, first.Id, 1, Stop));

        Assert.Equal((ProblemKind.Stale, (object)bobs), (refused.Kind, refused.Current));
        Assert.Equal((ProblemKind.Stale, (object)bobs), (removal.Kind, removal.Current));
        Assert.Equal([bobs], await books.Estimates.ListAsync(books.Organisation, books.Project, history: false, Stop));
    }

    [Fact]
    public async Task Of_many_who_change_the_same_version_at_once_exactly_one_succeeds()
    {
        var books = await PlannedBooks.NewAsync(database);
        var first = await books.Estimates.AddAsync(books.Organisation, "Ann", books.Cost, Stop);

        var outcomes = await Task.WhenAll(Enumerable.Range(1, 8).Select(async number =>
        {
            try
            {
                await books.Estimates.ChangeAsync(books.Organisation, $"Person {number}", first.Id, 1, books.Cost with { Amount = 1000m + number }, Stop);
                return ProblemKind.Invalid;
            }
            catch (ProblemException problem)
            {
                return problem.Kind;
            }
        }));

        Assert.Equal(1, outcomes.Count(kind => kind == ProblemKind.Invalid));
        Assert.Equal(7, outcomes.Count(kind => kind == ProblemKind.Stale));
        Assert.Equal([2L, 1L], (await books.Estimates.VersionsAsync(books.Organisation, books.Project, first.Id, Stop)).Select(version => version.Version));
    }

    [Fact]
    public async Task A_removed_estimate_leaves_its_versions_and_room_for_another()
    {
        var books = await PlannedBooks.NewAsync(database);
        var first = await books.Estimates.AddAsync(books.Organisation, "Ann", books.Cost, Stop);
        await books.Estimates.RemoveAsync(books.Organisation, "Bob", books.Project, first.Id, 1, Stop);
        // Other tests of the class turn its clock on.
        var today = database.Clock.GetUtcNow().ToString("d MMM yyyy", CultureInfo.InvariantCulture);

        var gone = await Assert.ThrowsAsync<ProblemException>(() => books.Estimates.ChangeAsync(books.Organisation, "Cid", first.Id, 1, books.Cost, Stop));
        var another = await books.Estimates.AddAsync(books.Organisation, "Cid", books.Cost with { Amount = 7m }, Stop);

        Assert.Equal((ProblemKind.NotFound, $"This estimate was removed by Bob on {today}. Add a new one instead."), (gone.Kind, gone.Message));
        Assert.Equal("Bob", Assert.Single(await books.Estimates.VersionsAsync(books.Organisation, books.Project, first.Id, Stop)).ClosedBy);
        Assert.Equal([another], await books.Estimates.ListAsync(books.Organisation, books.Project, history: false, Stop));
    }

    [Fact]
    public async Task What_changes_nothing_makes_no_version()
    {
        var books = await PlannedBooks.NewAsync(database);
        var first = await books.Estimates.AddAsync(books.Organisation, "Ann", books.Cost, Stop);

        Assert.Equal(first, await books.Estimates.ChangeAsync(books.Organisation, "Bob", first.Id, 1, books.Cost with { Notes = " From the drawings\r\n" }, Stop));
    }

    [Fact]
    public async Task Every_change_is_audited_with_who_and_what_was_there_before_and_is_visible_at_once()
    {
        var books = await PlannedBooks.NewAsync(database);
        var before = await books.DataVersionAsync();
        var first = await books.Estimates.AddAsync(books.Organisation, "Ann", books.Cost, Stop);
        var added = await books.DataVersionAsync();
        await books.Estimates.ChangeAsync(books.Organisation, "Bob", first.Id, 1, books.Cost with { Amount = 900m }, Stop);
        await books.Estimates.RemoveAsync(books.Organisation, "Cid", books.Project, first.Id, 2, Stop);

        Assert.Equal(
            ["Ann insert - > 1000.00", "Bob update 1000.00 > 1000.00", "Bob insert - > 900.00", "Cid update 900.00 > 900.00"],
            await books.AuditAsync("estimate", "amount"));
        Assert.Equal(["Ann insert - > -", "Bob update - > Bob", "Bob insert - > -", "Cid update - > Cid"], await books.AuditAsync("estimate", "closed_by"));
        Assert.Equal((1L, 3L), (added - before, await books.DataVersionAsync() - before));
    }

    [Fact]
    public async Task An_estimate_stays_with_its_phase_and_kind_and_project()
    {
        var books = await PlannedBooks.NewAsync(database);
        var first = await books.Estimates.AddAsync(books.Organisation, "Ann", books.Cost, Stop);

        var phase = await RefusedAsync(books.Cost with { Phase = books.Roofing });
        var kind = await RefusedAsync(books.Cost with { Kind = EstimateKind.Revenue });
        var project = await RefusedAsync(books.Cost with { Project = books.OtherProject });

        Assert.Equal((ProblemKind.Invalid, "phase"), (phase.Kind, phase.Field));
        Assert.Equal((ProblemKind.Invalid, "kind"), (kind.Kind, kind.Field));
        Assert.Equal((ProblemKind.NotFound, "id"), (project.Kind, project.Field));

        Task<ProblemException> RefusedAsync(EstimateEntry entry) => Assert.ThrowsAsync<ProblemException>(() => books.Estimates.ChangeAsync(books.Organisation, "Bob", first.Id, 1, entry, Stop));
    }

    [Fact]
    public async Task Every_field_at_fault_is_named_at_once()
    {
        var books = await PlannedBooks.NewAsync(database);
        var wrong = new EstimateEntry { Project = books.Project, Kind = (EstimateKind)9, Amount = -1m, Date = new DateOnly(1979, 12, 31), Confidence = 6, Notes = new string('x', 4001) };

        var refused = await Assert.ThrowsAsync<ProblemException>(() => books.Estimates.AddAsync(books.Organisation, "Ann", wrong, Stop));

        Assert.Equal(["amount", "confidence", "date", "kind", "notes"], refused.Faults.Keys.Order());
        Assert.Equal("The notes have at most 4000 characters; these are 4001.", refused.Faults["notes"]);
    }

    [Theory]
    [InlineData("amount", "12.345")]
    [InlineData("amount", "100000000000")]
    [InlineData("amount", null)]
    [InlineData("notes", "nul \0")]
    [InlineData("notes", "half of a pair")]
    public async Task What_cannot_be_kept_is_refused_with_the_field(string field, string? value)
    {
        var books = await PlannedBooks.NewAsync(database);
        var entry = field == "amount"
            ? books.Cost with { Amount = value is null ? null : decimal.Parse(value, System.Globalization.CultureInfo.InvariantCulture) }
            : books.Cost with { Notes = value!.Replace("half", "\ud800", StringComparison.Ordinal) };

        var refused = await Assert.ThrowsAsync<ProblemException>(() => books.Estimates.AddAsync(books.Organisation, "Ann", entry, Stop));

        Assert.Equal((ProblemKind.Invalid, field), (refused.Kind, refused.Field));
    }

    [Fact]
    public async Task A_project_or_phase_of_another_organisation_is_no_place()
    {
        var books = await PlannedBooks.NewAsync(database);
        var others = await PlannedBooks.NewAsync(database);

        var project = await RefusedAsync(books.Cost with { Project = others.Project == books.Project ? Guid.NewGuid() : others.Project });
        var unassigned = await RefusedAsync(books.Cost with { Project = Guid.Empty });
        var phase = await RefusedAsync(books.Cost with { Phase = books.Project });

        Assert.Equal((ProblemKind.NotFound, "project"), (project.Kind, project.Field));
        Assert.Equal((ProblemKind.NotFound, "project"), (unassigned.Kind, unassigned.Field));
        Assert.Equal((ProblemKind.Invalid, "phase"), (phase.Kind, phase.Field));

        Task<ProblemException> RefusedAsync(EstimateEntry entry) => Assert.ThrowsAsync<ProblemException>(() => books.Estimates.AddAsync(books.Organisation, "Ann", entry, Stop));
    }

    [Fact]
    public async Task One_organisation_sees_and_changes_nothing_of_anothers()
    {
        var books = await PlannedBooks.NewAsync(database);
        var others = await PlannedBooks.NewAsync(database);
        var first = await books.Estimates.AddAsync(books.Organisation, "Ann", books.Cost, Stop);

        var change = await Assert.ThrowsAsync<ProblemException>(() => others.Estimates.ChangeAsync(others.Organisation, "Eve", first.Id, 1, books.Cost with { Amount = 0m }, Stop));

        Assert.Equal(ProblemKind.NotFound, change.Kind);
        Assert.Empty(await others.Estimates.ListAsync(others.Organisation, null, history: true, Stop));
        Assert.Equal([first], await books.Estimates.ListAsync(books.Organisation, null, history: true, Stop));
    }
}
