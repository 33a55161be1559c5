using Milestone.Core.Assignments;
using Milestone.Core.Ledger;
using Milestone.Core.Values;
using Milestone.Testing.Postgres;
using Xunit;

namespace Milestone.Core.Tests.Assignments;

public sealed class AssigningTests(TemporaryDatabase database) : IClassFixture<TemporaryDatabase>
{
    // B-1: 300.00 named by nobody, 45.00 for Beta, a van of 9,000.00 that is no cost. B-2: 20.00, half of it paid. In all -365.00.
    private const string Ledger = """
        organisation GBP, year ends 31 March
        account 200 Sales REVENUE
        account 310 Materials DIRECTCOSTS
        account 710 Van FIXED
        project Alpha
        project Beta
        phase Groundworks
        phase Roofing

        2026-04-12 bill B-1
          310  300.00  "Slates"
          310  45.00  Beta  "Sand"
          710  9,000.00  "Van"
        2026-05-02 bill B-2
          310  20.00  "Nails"
          paid 2026-06-01  10.00
        2026-05-03 bill B-3, draft
          310  7.00  "Not yet"
        """;

    [Fact]
    public async Task A_line_without_project_counts_for_the_one_it_is_given_and_what_was_known_before_stays_known()
    {
        var books = await AssignedBooks.StartAsync(database, Ledger);
        Assert.Equal("Beta -45.00, Unassigned -320.00", await books.ByProjectAsync());

        var outcome = await books.AssignAsync(AssignedBooks.Alpha, AssignedBooks.Roofing, AssignmentMode.Fill, ("B-1", 0), ("B-2", 0));

        Assert.Equal((2, 0), (outcome.Assigned, outcome.Left));
        Assert.Equal("Alpha -320.00, Beta -45.00", await books.ByProjectAsync());
        Assert.Equal("Roofing -320.00, Unassigned -45.00", await books.ByPhaseAsync());
        // Only half of B-2 is paid, and nothing of B-1.
        Assert.Equal("Alpha -10.00", await books.ByProjectAsync(Basis.Cash));
        Assert.Equal("Beta -45.00, Unassigned -320.00", await books.ByProjectAsync(asKnownAt: outcome.Batch - 1));
        await books.VerifyAsync();
    }

    [Fact]
    public async Task One_action_is_one_batch_that_appends_only_the_difference_and_is_audited()
    {
        var books = await AssignedBooks.StartAsync(database, Ledger);

        var outcome = await books.AssignAsync(AssignedBooks.Alpha, AssignedBooks.Roofing, AssignmentMode.Fill, ("B-1", 0), ("B-2", 0));

        Assert.Equal(["Ann | Assign 2 lines to Alpha / Roofing | 6"], await books.SqlAsync($"SELECT actor, action, postings FROM milestone.batch WHERE organisation_id = $1 AND batch = {outcome.Batch}"));
        // Slates on accrual, nails on both bases: each leaves Unassigned and arrives at Alpha. Sand has not moved.
        Assert.Equal(
            ["0 | -320.00", "0 | 320.00", "1 | -10.00", "1 | 10.00"],
            await books.SqlAsync($"SELECT basis, sum(amount) FROM milestone.posting WHERE organisation_id = $1 AND batch = {outcome.Batch} GROUP BY basis, project_id ORDER BY basis, sum(amount)"));
        Assert.Equal(["Ann | insert", "Ann | insert"], await books.SqlAsync("SELECT actor, action FROM milestone.audit_entry WHERE organisation_id = $1 AND entity = 'assignment'"));
    }

    [Fact]
    public async Task A_preview_shows_what_each_project_and_phase_gains_and_loses_and_writes_nothing()
    {
        var books = await AssignedBooks.StartAsync(database, Ledger);
        var before = await books.LastBatchAsync();
        LineChoice[] lines = [new(AssignedBooks.Document("B-1"), AssignedBooks.Line("B-1", 0), null), new(AssignedBooks.Document("B-1"), AssignedBooks.Line("B-1", 1), null)];

        var preview = await books.Lines.PreviewAsync(books.Organisation, new AssignmentRequest(lines, AssignedBooks.Alpha, null, AssignmentMode.Override), TestContext.Current.CancellationToken);

        Assert.Equal(
            ["Alpha / Unassigned: 0.00 -345.00 -345.00", "Beta / Unassigned: -45.00 45.00 0.00", "Unassigned / Unassigned: -320.00 300.00 -20.00"],
            preview.Effects.Select(effect => FormattableString.Invariant($"{effect.Place.ProjectName} / {effect.Place.PhaseName}: {effect.Before:0.00} {effect.Difference:0.00} {effect.After:0.00}")));
        Assert.Equal(0, preview.Total);
        Assert.Equal(2, preview.Changed);
        Assert.Equal(["Unassigned to Alpha", "Beta to Alpha"], preview.Lines.Select(line => $"{line.Line.Place.ProjectName} to {line.After.ProjectName}"));
        Assert.Equal(before, await books.LastBatchAsync());
        Assert.Empty(await books.ListAsync());
        // What it foretold comes true.
        await books.AssignAsync(AssignedBooks.Alpha, null, AssignmentMode.Override, ("B-1", 0), ("B-1", 1));
        Assert.Equal("Alpha -345.00, Unassigned -20.00", await books.ByProjectAsync());
    }

    [Fact]
    public async Task A_fill_leaves_what_Xero_names_and_says_so()
    {
        var books = await AssignedBooks.StartAsync(database, Ledger);

        var outcome = await books.AssignAsync(AssignedBooks.Alpha, null, AssignmentMode.Fill, ("B-1", 0), ("B-1", 1));

        Assert.Equal((1, 1), (outcome.Assigned, outcome.Left));
        Assert.Equal("Alpha -300.00, Beta -45.00, Unassigned -20.00", await books.ByProjectAsync());
        var again = await books.AssignAsync(AssignedBooks.Alpha, null, AssignmentMode.Fill, ("B-1", 0), ("B-1", 1));
        Assert.Equal((null, 0, 2), (again.Batch, again.Assigned, again.Left));
        // With a phase there is something to fill, and only that is kept: the project stays Xero's.
        await books.AssignAsync(AssignedBooks.Alpha, AssignedBooks.Roofing, AssignmentMode.Fill, ("B-1", 1));
        var mark = (await books.SeeAsync("B-1", 1)).Assignment!;
        Assert.Equal((null, "Roofing"), (mark.ProjectName, mark.PhaseName));
    }

    [Fact]
    public async Task A_phase_joins_the_project_that_was_assigned_before_and_an_override_stays_one()
    {
        var books = await AssignedBooks.StartAsync(database, Ledger);
        await books.AssignAsync(AssignedBooks.Alpha, null, AssignmentMode.Override, ("B-1", 1));

        await books.AssignAsync(null, AssignedBooks.Groundworks, AssignmentMode.Fill, ("B-1", 1));

        var line = await books.SeeAsync("B-1", 1);
        Assert.Equal(("Alpha", "Groundworks", "Beta"), (line.Place.ProjectName, line.Place.PhaseName, line.InXero.ProjectName));
        Assert.Equal((AssignmentMode.Override, 2L), (line.Assignment!.Mode, line.Assignment.Version));
        Assert.Single(await books.ListAsync());
    }

    [Fact]
    public async Task An_override_may_take_a_project_away()
    {
        var books = await AssignedBooks.StartAsync(database, Ledger);

        await books.AssignAsync(Unassigned.Id, null, AssignmentMode.Override, ("B-1", 1));

        Assert.Equal("Unassigned -365.00", await books.ByProjectAsync());
        await books.VerifyAsync();
    }

    [Fact]
    public async Task A_draft_can_be_assigned_before_it_counts()
    {
        var books = await AssignedBooks.StartAsync(database, Ledger);

        var outcome = await books.AssignAsync(AssignedBooks.Alpha, null, AssignmentMode.Fill, ("B-3", 0));
        Assert.NotNull(outcome.Batch);
        await books.ChangeInXeroAsync("B-3", bill => bill with { Status = "AUTHORISED" });

        Assert.Equal("Alpha -7.00, Beta -45.00, Unassigned -320.00", await books.ByProjectAsync());
    }

    [Fact]
    public async Task Removing_an_assignment_puts_the_line_back_where_Xero_has_it()
    {
        var books = await AssignedBooks.StartAsync(database, Ledger);
        await books.AssignAsync(AssignedBooks.Alpha, null, AssignmentMode.Override, ("B-1", 1));
        var kept = Assert.Single(await books.ListAsync());

        await books.Lines.RemoveAsync(books.Organisation, kept.Assignment.Id, kept.Assignment.Version, "Bob", TestContext.Current.CancellationToken);

        Assert.Equal("Beta -45.00, Unassigned -320.00", await books.ByProjectAsync());
        Assert.Empty(await books.ListAsync());
        Assert.Equal(["Bob | Remove the assignment of a line of bill B-1"], await books.SqlAsync("SELECT actor, action FROM milestone.batch WHERE organisation_id = $1 ORDER BY batch DESC LIMIT 1"));
        await books.VerifyAsync();
    }

    public static TheoryData<string, Guid?, Guid?, AssignmentMode, string> Refused => new()
    {
        { "project", null, null, AssignmentMode.Fill, "Neither a project nor a phase is chosen" },
        { "project", AssignedBooks.Roofing, null, AssignmentMode.Fill, "There is no project with the id" },
        { "phase", null, AssignedBooks.Alpha, AssignmentMode.Fill, "There is no phase with the id" },
        { "project", Unassigned.Id, null, AssignmentMode.Fill, "A fill cannot take a project or a phase away" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task What_cannot_be_assigned_is_refused_by_name(string field, Guid? project, Guid? phase, AssignmentMode mode, string says)
    {
        var books = await AssignedBooks.StartAsync(database, Ledger);

        var problem = await Assert.ThrowsAsync<ProblemException>(() => books.AssignAsync(project, phase, mode, ("B-1", 0)));

        Assert.Equal((ProblemKind.Invalid, field), (problem.Kind, problem.Field));
        Assert.Contains(says, problem.Message, StringComparison.Ordinal);
        Assert.Empty(await books.ListAsync());
    }

    [Fact]
    public async Task A_line_that_is_no_profit_and_loss_cannot_be_assigned()
    {
        var books = await AssignedBooks.StartAsync(database, Ledger);
        var van = new AssignmentRequest([new LineChoice(AssignedBooks.Document("B-1"), AssignedBooks.Line("B-1", 2), "x")], AssignedBooks.Alpha, null, AssignmentMode.Fill);

        var problem = await Assert.ThrowsAsync<ProblemException>(() => books.Lines.AssignAsync(books.Organisation, van, "Ann", TestContext.Current.CancellationToken));

        Assert.Contains("Van is no income and no expense", problem.Message, StringComparison.Ordinal);
    }
}
