using Milestone.Core.Assignments;
using Milestone.Testing.Books;
using Milestone.Testing.Postgres;
using Xunit;

namespace Milestone.Core.Tests.Assignments;

/// <summary>What becomes of assignments when Xero sends their documents again.</summary>
public sealed class FollowingTests(TemporaryDatabase database) : IClassFixture<TemporaryDatabase>
{
    private const string Ledger = """
        organisation GBP, year ends 31 March
        account 310 Materials DIRECTCOSTS
        account 320 Labour DIRECTCOSTS
        project Alpha
        project Beta
        phase Groundworks
        phase Roofing

        2026-04-12 bill B-1
          310  300.00  "Slates"
          310  45.00  "Sand"
          310  45.00  "Sand"
        2026-04-30 manual journal MJ-1
          320  80.00  "Accrued wages"
          310  -80.00  "From stock"
        """;

    [Fact]
    public async Task A_line_keeps_its_assignment_when_its_amount_account_or_words_change()
    {
        var books = await AssignedBooks.StartAsync(database, Ledger);
        await books.AssignAsync(AssignedBooks.Alpha, null, AssignmentMode.Fill, ("B-1", 0));

        await books.ChangeInXeroAsync("B-1", bill => bill with { Lines = bill.Lines.SetItem(0, bill.Lines[0] with { Amount = 310m, Account = "320", Description = "Welsh slates" }) });

        Assert.Equal("Alpha -310.00, Unassigned -90.00", await books.ByProjectAsync());
        Assert.Empty(await books.ReviewAsync());
        // And is known again by what it has become, when its id changes after that.
        await books.ChangeInXeroAsync("B-1", NewIds);
        Assert.Equal("Alpha -310.00, Unassigned -90.00", await books.ByProjectAsync());
        Assert.Empty(await books.ReviewAsync());
        await books.VerifyAsync();
    }

    [Fact]
    public async Task Of_identical_lines_each_finds_its_own_again_in_the_order_of_the_document()
    {
        var books = await AssignedBooks.StartAsync(database, Ledger);
        await books.AssignAsync(AssignedBooks.Beta, AssignedBooks.Roofing, AssignmentMode.Fill, ("B-1", 2));
        await books.AssignAsync(AssignedBooks.Alpha, AssignedBooks.Groundworks, AssignmentMode.Fill, ("B-1", 1));

        await books.ChangeInXeroAsync("B-1", NewIds);

        Assert.Equal(("Alpha", "Beta"), ((await books.SeeAsync("B-1", 1)).Place.ProjectName, (await books.SeeAsync("B-1", 2)).Place.ProjectName));
        Assert.Empty(await books.ReviewAsync());
        await books.VerifyAsync();
    }

    [Fact]
    public async Task One_assignment_never_covers_two_identical_lines()
    {
        var books = await AssignedBooks.StartAsync(database, Ledger);
        await books.AssignAsync(AssignedBooks.Alpha, null, AssignmentMode.Fill, ("B-1", 1));

        await books.ChangeInXeroAsync("B-1", NewIds);

        Assert.Equal("Alpha -45.00, Unassigned -345.00", await books.ByProjectAsync());
    }

    [Fact]
    public async Task A_line_that_Xero_gives_no_id_is_known_by_what_it_says_not_by_where_it_stands()
    {
        var books = await AssignedBooks.StartAsync(database, Ledger);
        await books.AssignAsync(AssignedBooks.Alpha, null, AssignmentMode.Fill, ("MJ-1", 0));
        Assert.Equal("Alpha -80.00, Unassigned -310.00", await books.ByProjectAsync());

        // Another line now stands where the assigned one stood: wages of 80.00 moved down.
        await books.ChangeInXeroAsync("MJ-1", journal => journal with
        {
            Lines = [new BookLine("320", 5m) { Description = "Overtime" }, journal.Lines[0], journal.Lines[1] with { Amount = -85m }],
        });
        Assert.Equal("Alpha -80.00, Unassigned -310.00", await books.ByProjectAsync());
        Assert.Equal("Alpha", (await books.SeeAsync("MJ-1", 1)).Place.ProjectName);

        // Edited, it is nobody's any more: whose it was is a question for a person.
        await books.ChangeInXeroAsync("MJ-1", journal => journal with { Lines = journal.Lines.SetItem(1, journal.Lines[1] with { Amount = 81m }) });
        Assert.Equal(ReviewReason.LineGone, Assert.Single(Assert.Single(await books.ReviewAsync()).Questions).Reason);
        await books.VerifyAsync();
    }

    [Fact]
    public async Task Two_lines_that_Xero_gives_no_id_keep_their_own_when_they_change_places()
    {
        var books = await AssignedBooks.StartAsync(database, Ledger);
        await books.AssignAsync(AssignedBooks.Alpha, null, AssignmentMode.Fill, ("MJ-1", 0));
        await books.AssignAsync(AssignedBooks.Beta, null, AssignmentMode.Fill, ("MJ-1", 1));

        await books.ChangeInXeroAsync("MJ-1", journal => journal with { Lines = [journal.Lines[1], journal.Lines[0]] });

        Assert.Equal("Alpha -80.00, Beta 80.00, Unassigned -390.00", await books.ByProjectAsync());
        Assert.Empty(await books.ReviewAsync());
        await books.VerifyAsync();
    }

    [Fact]
    public async Task A_fill_yields_when_Xero_names_a_project_and_comes_back_when_Xero_takes_it_away()
    {
        var books = await AssignedBooks.StartAsync(database, Ledger);
        await books.AssignAsync(AssignedBooks.Alpha, AssignedBooks.Roofing, AssignmentMode.Fill, ("B-1", 0));

        await books.ChangeInXeroAsync("B-1", bill => Named(bill, "Beta"));
        Assert.Equal("Beta -300.00, Unassigned -90.00", await books.ByProjectAsync());
        Assert.Equal("Roofing -300.00, Unassigned -90.00", await books.ByPhaseAsync()); // Xero names no phase
        await books.ChangeInXeroAsync("B-1", bill => Named(bill, null));
        Assert.Equal("Alpha -300.00, Unassigned -90.00", await books.ByProjectAsync());
        await books.VerifyAsync();
    }

    [Fact]
    public async Task An_override_wins_over_whatever_Xero_names()
    {
        var books = await AssignedBooks.StartAsync(database, Ledger);
        await books.AssignAsync(AssignedBooks.Alpha, null, AssignmentMode.Override, ("B-1", 0));

        await books.ChangeInXeroAsync("B-1", bill => Named(bill, "Beta"));

        Assert.Equal("Alpha -300.00, Unassigned -90.00", await books.ByProjectAsync());
        Assert.Empty(await books.ReviewAsync());
        await books.VerifyAsync();
    }

    [Fact]
    public async Task A_voided_document_counts_nowhere_and_an_import_that_changes_nothing_changes_nothing()
    {
        var books = await AssignedBooks.StartAsync(database, Ledger);
        await books.AssignAsync(AssignedBooks.Alpha, null, AssignmentMode.Fill, ("B-1", 0));
        var batch = await books.LastBatchAsync();

        await books.SendAgainAsync();
        Assert.Equal(batch, await books.LastBatchAsync());
        await books.ChangeInXeroAsync("B-1", bill => bill with { Status = "VOIDED" });

        Assert.DoesNotContain("-300.00", await books.ByProjectAsync(), StringComparison.Ordinal);
        await books.VerifyAsync();
    }

    private static BookDocument NewIds(BookDocument bill) => bill with { Lines = [.. bill.Lines.Select((line, index) => line with { Id = Book.IdOf($"new id {bill.Number} {bill.Updated} {index}") })] };

    private static BookDocument Named(BookDocument bill, string? project) => bill with { Lines = bill.Lines.SetItem(0, bill.Lines[0] with { Project = project }) };
}
