using Milestone.Core.Assignments;
using Milestone.Testing.Books;
using Milestone.Testing.Postgres;
using Xunit;

namespace Milestone.Core.Tests.Assignments;

public sealed class AssignmentReviewTests(TemporaryDatabase database) : IClassFixture<TemporaryDatabase>
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
        2026-05-12 bill B-2
          310  70.00  "Screws"
        """;

    [Fact]
    public async Task A_line_that_is_gone_leaves_its_assignment_waiting_until_it_is_put_on_another()
    {
        var books = await AssignedBooks.StartAsync(database, Ledger);
        await books.AssignAsync(AssignedBooks.Alpha, AssignedBooks.Roofing, AssignmentMode.Fill, ("B-1", 0));
        await books.ChangeInXeroAsync("B-1", bill => bill with { Lines = [bill.Lines[1] with { Id = AssignedBooks.Line("B-1", 1) }, new BookLine("310", 305m) { Id = Book.IdOf("other"), Description = "Slates, Welsh" }] });

        var waiting = Assert.Single(await books.ReviewAsync());
        Assert.Equal("Unassigned -420.00", await books.ByProjectAsync());
        Assert.Equal(("Slates", 300m, null), (waiting.Description, waiting.LineAmount, waiting.Line));
        Assert.Equal(ReviewReason.LineGone, Assert.Single(waiting.Questions).Reason);

        var choices = (await books.Reader.FindAsync(books.Organisation, waiting.Assignment.Id, TestContext.Current.CancellationToken)).Lines;
        Assert.Equal(["Sand", "Slates, Welsh"], choices.Select(line => line.Description));
        await books.Lines.ChangeAsync(
            books.Organisation,
            waiting.Assignment.Id,
            waiting.Assignment.Version,
            new AssignmentChange(choices[1].Line, choices[1].Seen, waiting.Assignment.Project, waiting.Assignment.Phase, AssignmentMode.Fill),
            "Ann",
            TestContext.Current.CancellationToken);

        Assert.Equal("Alpha -305.00, Unassigned -115.00", await books.ByProjectAsync());
        Assert.Empty(await books.ReviewAsync());
        await books.VerifyAsync();
    }

    [Fact]
    public async Task A_waiting_assignment_is_not_put_on_a_line_that_has_its_own()
    {
        var books = await AssignedBooks.StartAsync(database, Ledger);
        await books.AssignAsync(AssignedBooks.Alpha, null, AssignmentMode.Fill, ("B-1", 0), ("B-1", 1));
        await books.ChangeInXeroAsync("B-1", bill => bill with { Lines = [bill.Lines[1] with { Id = AssignedBooks.Line("B-1", 1) }] });
        var waiting = Assert.Single(await books.ReviewAsync());
        var sand = await books.SeeAsync("B-1", 0);

        Assert.Empty((await books.Reader.FindAsync(books.Organisation, waiting.Assignment.Id, TestContext.Current.CancellationToken)).Lines);
        var problem = await Assert.ThrowsAsync<ProblemException>(() => books.Lines.ChangeAsync(
            books.Organisation,
            waiting.Assignment.Id,
            waiting.Assignment.Version,
            new AssignmentChange(sand.Line, sand.Seen, AssignedBooks.Beta, null, AssignmentMode.Fill),
            "Ann",
            TestContext.Current.CancellationToken));

        Assert.Equal((ProblemKind.Conflict, "line"), (problem.Kind, problem.Field));
    }

    [Fact]
    public async Task A_fill_that_Xero_contradicts_is_asked_about_with_what_Xero_says_and_one_that_it_confirms_is_not()
    {
        var books = await AssignedBooks.StartAsync(database, Ledger);
        await books.AssignAsync(AssignedBooks.Alpha, null, AssignmentMode.Fill, ("B-1", 0), ("B-2", 0));
        await books.ChangeInXeroAsync("B-1", bill => bill with { Lines = bill.Lines.SetItem(0, bill.Lines[0] with { Project = "Beta" }) });
        await books.ChangeInXeroAsync("B-2", bill => bill with { Lines = bill.Lines.SetItem(0, bill.Lines[0] with { Project = "Alpha" }) });

        var overtaken = Assert.Single(await books.ReviewAsync());
        Assert.Equal(new AssignmentQuestion(ReviewReason.XeroSaysOtherwise, "Xero now says Beta, and that is what counts."), Assert.Single(overtaken.Questions));
        Assert.Equal(("B-1", "Beta"), (overtaken.Number, overtaken.Line!.InXero.ProjectName));

        var stay = new AssignmentChange(null, overtaken.Line.Seen, AssignedBooks.Alpha, null, AssignmentMode.Fill);
        var refused = await Assert.ThrowsAsync<ProblemException>(() =>
            books.Lines.ChangeAsync(books.Organisation, overtaken.Assignment.Id, overtaken.Assignment.Version, stay, "Ann", TestContext.Current.CancellationToken));
        Assert.Equal((ProblemKind.Invalid, "mode"), (refused.Kind, refused.Field));
        await books.Lines.ChangeAsync(
            books.Organisation, overtaken.Assignment.Id, overtaken.Assignment.Version, stay with { Mode = AssignmentMode.Override }, "Ann", TestContext.Current.CancellationToken);

        Assert.Empty(await books.ReviewAsync());
        Assert.Equal("Alpha -370.00, Unassigned -45.00", await books.ByProjectAsync());
    }

    [Fact]
    public async Task A_project_that_is_archived_is_asked_about_once_and_goes_on_counting()
    {
        var books = await AssignedBooks.StartAsync(database, Ledger);
        await books.AssignAsync(AssignedBooks.Alpha, null, AssignmentMode.Fill, ("B-1", 0));
        await books.ChangeProjectsInXeroAsync(new BookOption("Alpha", Archived: true), new BookOption("Beta"));

        var asked = Assert.Single(await books.ReviewAsync());
        Assert.Equal(new AssignmentQuestion(ReviewReason.OptionRetired, "Alpha has been archived in Xero."), Assert.Single(asked.Questions));
        Assert.Equal("Alpha -300.00, Unassigned -115.00", await books.ByProjectAsync());
        var stale = await Assert.ThrowsAsync<ProblemException>(() =>
            books.Reader.KeepAsync(books.Organisation, [new AssignmentVersion(asked.Assignment.Id, asked.Assignment.Version + 1)], "Ann", TestContext.Current.CancellationToken));
        Assert.Equal(ProblemKind.Stale, stale.Kind);
        await books.Reader.KeepAsync(books.Organisation, [new AssignmentVersion(asked.Assignment.Id, asked.Assignment.Version)], "Ann", TestContext.Current.CancellationToken);

        Assert.Empty(await books.ReviewAsync());
        // Whoever chooses an archived project means it.
        await books.AssignAsync(AssignedBooks.Alpha, null, AssignmentMode.Fill, ("B-2", 0));
        Assert.Empty(await books.ReviewAsync());
    }
}
