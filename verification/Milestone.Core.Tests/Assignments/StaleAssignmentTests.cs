using Milestone.Core.Assignments;
using Milestone.Testing.Postgres;
using Xunit;

namespace Milestone.Core.Tests.Assignments;

public sealed class StaleAssignmentTests(TemporaryDatabase database) : IClassFixture<TemporaryDatabase>
{
    private const string Ledger = """
        organisation GBP, year ends 31 March
        account 310 Materials DIRECTCOSTS
        project Alpha
        project Beta
        phase Roofing

        2026-04-12 bill B-1
          310  300.00  "Slates"
          310  45.00  "Sand"
        """;

    [Fact]
    public async Task A_line_that_changed_in_Xero_since_it_was_shown_is_not_assigned_and_is_shown_as_it_is_now()
    {
        var books = await AssignedBooks.StartAsync(database, Ledger);
        var (slates, sand) = (await books.SeeAsync("B-1", 0), await books.SeeAsync("B-1", 1));
        await books.ChangeInXeroAsync("B-1", bill => bill with { Lines = bill.Lines.SetItem(0, bill.Lines[0] with { Amount = 310m }) });
        LineChoice[] seen = [new(slates.Document, slates.Line, slates.Seen), new(sand.Document, sand.Line, sand.Seen)];

        var problem = await Assert.ThrowsAsync<ProblemException>(() =>
            books.Lines.AssignAsync(books.Organisation, new AssignmentRequest(seen, AssignedBooks.Alpha, null, AssignmentMode.Fill), "Ann", TestContext.Current.CancellationToken));

        Assert.Equal(ProblemKind.Stale, problem.Kind);
        var now = Assert.Single(Assert.IsAssignableFrom<IReadOnlyList<AssignableLine>>(problem.Current));
        Assert.Equal((slates.Line, -310m), (now.Line, now.Amount));
        Assert.Empty(await books.ListAsync()); // not the unchanged one either: all or nothing
    }

    [Fact]
    public async Task A_line_that_somebody_else_assigned_meanwhile_is_not_assigned_over()
    {
        var books = await AssignedBooks.StartAsync(database, Ledger);
        var seen = await books.SeeAsync("B-1", 0);
        await books.AssignAsync(AssignedBooks.Beta, null, AssignmentMode.Fill, ("B-1", 0));

        var problem = await Assert.ThrowsAsync<ProblemException>(() => books.Lines.AssignAsync(
            books.Organisation,
            new AssignmentRequest([new LineChoice(seen.Document, seen.Line, seen.Seen)], AssignedBooks.Alpha, null, AssignmentMode.Fill),
            "Ann",
            TestContext.Current.CancellationToken));

        Assert.Equal(ProblemKind.Stale, problem.Kind);
        Assert.Equal("Beta -300.00, Unassigned -45.00", await books.ByProjectAsync());
    }

    [Fact]
    public async Task Nobody_assigns_what_they_have_not_seen()
    {
        var books = await AssignedBooks.StartAsync(database, Ledger);
        var unseen = new AssignmentRequest([new LineChoice(AssignedBooks.Document("B-1"), AssignedBooks.Line("B-1", 0), null)], AssignedBooks.Alpha, null, AssignmentMode.Fill);

        var problem = await Assert.ThrowsAsync<ProblemException>(() => books.Lines.AssignAsync(books.Organisation, unseen, "Ann", TestContext.Current.CancellationToken));

        Assert.Equal((ProblemKind.Unversioned, "seen"), (problem.Kind, problem.Field));
    }

    [Fact]
    public async Task Of_two_who_change_the_same_assignment_the_second_is_shown_what_the_first_saved()
    {
        var books = await AssignedBooks.StartAsync(database, Ledger);
        await books.AssignAsync(AssignedBooks.Alpha, null, AssignmentMode.Fill, ("B-1", 0));
        var kept = Assert.Single(await books.ListAsync());
        var change = new AssignmentChange(null, kept.Line!.Seen, AssignedBooks.Beta, AssignedBooks.Roofing, AssignmentMode.Override);
        await books.Lines.ChangeAsync(books.Organisation, kept.Assignment.Id, kept.Assignment.Version, change, "Bob", TestContext.Current.CancellationToken);

        var second = await Assert.ThrowsAsync<ProblemException>(() =>
            books.Lines.ChangeAsync(books.Organisation, kept.Assignment.Id, kept.Assignment.Version, change with { Project = AssignedBooks.Alpha }, "Cat", TestContext.Current.CancellationToken));
        var removal = await Assert.ThrowsAsync<ProblemException>(() =>
            books.Lines.RemoveAsync(books.Organisation, kept.Assignment.Id, kept.Assignment.Version, "Cat", TestContext.Current.CancellationToken));

        Assert.Equal((ProblemKind.Stale, ProblemKind.Stale), (second.Kind, removal.Kind));
        var current = Assert.IsType<KeptLine>(second.Current).Assignment;
        Assert.Equal(("Beta", "Roofing", AssignmentMode.Override, "Bob", 2L), (current.ProjectName, current.PhaseName, current.Mode, current.By, current.Version));
        Assert.Equal("Beta -300.00, Unassigned -45.00", await books.ByProjectAsync());
    }

    [Fact]
    public async Task An_assignment_that_is_gone_is_not_found()
    {
        var books = await AssignedBooks.StartAsync(database, Ledger);

        var problem = await Assert.ThrowsAsync<ProblemException>(() => books.Lines.RemoveAsync(books.Organisation, Guid.NewGuid(), 1, "Ann", TestContext.Current.CancellationToken));

        Assert.Equal(ProblemKind.NotFound, problem.Kind);
    }
}
