using Milestone.Core.Estimates;
using Milestone.Testing.Postgres;
using Xunit;

namespace Milestone.Core.Tests.Estimates;

public sealed class AdjustmentRegisterTests(TemporaryDatabase database) : IClassFixture<TemporaryDatabase>
{
    private static CancellationToken Stop => PlannedBooks.Stop;

    [Fact]
    public async Task An_adjustment_is_added_changed_and_removed_and_the_audit_log_keeps_what_it_was()
    {
        var books = await PlannedBooks.NewAsync(database);
        var before = await books.DataVersionAsync();
        var added = await books.Adjustments.AddAsync(books.Organisation, "Ann", books.Skips, Stop);
        var changed = await books.Adjustments.ChangeAsync(books.Organisation, "Bob", added.Id, 1, books.Skips with { Amount = 250m, Tax = 50m, Phase = books.Roofing, Kind = AdjustmentKind.Refund }, Stop);
        var listed = await books.Adjustments.ListAsync(books.Organisation, books.Project, Stop);
        await books.Adjustments.RemoveAsync(books.Organisation, "Cid", books.Project, added.Id, 2, Stop);

        Assert.Equal((240m, 300m), (added.Gross, changed.Gross));
        Assert.Equal([changed], listed);
        Assert.Equal((2L, "Bob", books.Roofing, AdjustmentKind.Refund), (changed.Version, changed.EnteredBy, changed.Phase, changed.Kind));
        Assert.Empty(await books.Adjustments.ListAsync(books.Organisation, null, Stop));
        Assert.Equal(["Ann insert - > 200.00", "Bob update 200.00 > 250.00", "Cid delete 250.00 > -"], await books.AuditAsync("adjustment", "amount"));
        Assert.Equal(3, await books.DataVersionAsync() - before);
    }

    [Fact]
    public async Task Of_two_people_who_change_the_same_version_the_second_is_told_what_there_is_now()
    {
        var books = await PlannedBooks.NewAsync(database);
        var added = await books.Adjustments.AddAsync(books.Organisation, "Ann", books.Skips, Stop);
        var bobs = await books.Adjustments.ChangeAsync(books.Organisation, "Bob", added.Id, 1, books.Skips with { Supplier = "Another" }, Stop);

        var change = await Assert.ThrowsAsync<ProblemException>(() => books.Adjustments.ChangeAsync(books.Organisation, "Cid", added.Id, 1, books.Skips with { Amount = 1m }, Stop));
        var removal = await Assert.ThrowsAsync<ProblemException>(() => books.Adjustments.RemoveAsync(books.Organisation, "Cid", books.Project, added.Id, 1, Stop));

        Assert.Equal((ProblemKind.Stale, (object)bobs), (change.Kind, change.Current));
        Assert.Equal((ProblemKind.Stale, (object)bobs), (removal.Kind, removal.Current));
        Assert.Equal(bobs, await books.Adjustments.GetAsync(books.Organisation, books.Project, added.Id, Stop));
    }

    [Fact]
    public async Task What_changes_nothing_makes_no_version()
    {
        var books = await PlannedBooks.NewAsync(database);
        var added = await books.Adjustments.AddAsync(books.Organisation, "Ann", books.Skips, Stop);

        Assert.Equal(added, await books.Adjustments.ChangeAsync(books.Organisation, "Bob", added.Id, 1, books.Skips, Stop));
    }

    [Fact]
    public async Task Every_field_at_fault_is_named_at_once()
    {
        var books = await PlannedBooks.NewAsync(database);
        var ahead = DateOnly.FromDateTime(database.Clock.GetUtcNow().UtcDateTime).AddDays(2);
        var wrong = new AdjustmentEntry { Project = books.Project, Date = ahead, Amount = 0m, Tax = -1m, Supplier = " ", Reference = new string('x', 201), Description = "\0" };

        var refused = await Assert.ThrowsAsync<ProblemException>(() => books.Adjustments.AddAsync(books.Organisation, "Ann", wrong, Stop));

        Assert.Equal(["amount", "date", "description", "kind", "reference", "supplier", "tax"], refused.Faults.Keys.Order());
        Assert.Empty(await books.Adjustments.ListAsync(books.Organisation, null, Stop));
    }

    [Fact]
    public async Task It_has_a_place_and_stays_with_its_project_and_organisation()
    {
        var books = await PlannedBooks.NewAsync(database);
        var others = await PlannedBooks.NewAsync(database);
        var added = await books.Adjustments.AddAsync(books.Organisation, "Ann", books.Skips, Stop);

        await RefusedAsync(ProblemKind.NotFound, "project", () => books.Adjustments.AddAsync(books.Organisation, "Ann", books.Skips with { Project = Guid.NewGuid() }, Stop));
        await RefusedAsync(ProblemKind.Invalid, "phase", () => books.Adjustments.AddAsync(books.Organisation, "Ann", books.Skips with { Phase = Guid.NewGuid() }, Stop));
        await RefusedAsync(ProblemKind.NotFound, "id", () => books.Adjustments.ChangeAsync(books.Organisation, "Ann", added.Id, 1, books.Skips with { Project = books.OtherProject }, Stop));
        await RefusedAsync(ProblemKind.NotFound, "id", () => others.Adjustments.RemoveAsync(others.Organisation, "Eve", books.Project, added.Id, 1, Stop));
        await RefusedAsync(ProblemKind.Conflict, "id", () => books.Adjustments.AddAsync(books.Organisation, "Ann", books.Skips with { Id = added.Id }, Stop));
        Assert.Empty(await others.Adjustments.ListAsync(others.Organisation, null, Stop));

        static async Task RefusedAsync(ProblemKind kind, string field, Func<Task> work)
        {
            var refused = await Assert.ThrowsAsync<ProblemException>(work);
            Assert.Equal((kind, field), (refused.Kind, refused.Field));
        }
    }
}
