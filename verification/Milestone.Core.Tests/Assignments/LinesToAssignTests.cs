using Milestone.Core.Assignments;
using Milestone.Core.Statements;
using Milestone.Testing.Postgres;
using Xunit;

namespace Milestone.Core.Tests.Assignments;

public sealed class LinesToAssignTests(TemporaryDatabase database) : IClassFixture<TemporaryDatabase>
{
    // Without project: B-3 Screws -70.00 (28 June), B-2 Nails -20.00 (2 May), INV-2 500.00 (1 May), B-1 Sand -45.00 (12 April). In all 365.00.
    // With a project and no phase: B-1 Slates -300.00.
    private const string Ledger = """
        organisation GBP, year ends 31 March
        account 200 Sales REVENUE
        account 310 Materials DIRECTCOSTS
        account 400 Rent OVERHEADS
        account 710 Van FIXED
        project Alpha
        project Beta
        phase Groundworks
        phase Roofing

        2026-04-12 bill B-1
          310  300.00  Alpha  "Slates"
          310  10.00  Alpha / Roofing  "Battens"
          310  11.00  Beta / Roofing  "Felt"
          310  45.00  "Sand"
          710  9,000.00  "Van"
        2026-05-01 invoice INV-2
          200  500.00  "Stage payment"
        2026-05-02 bill B-2
          310  20.00  "Nails 100%"
        2026-06-28 bill B-3
          400  70.00  "Yard_rent"
        2026-06-29 bill B-4, draft
          310  8.00  "Draft"
        2026-06-30 bill B-5, voided
          310  9.00  "Void"
        """;

    [Fact]
    public async Task What_counts_and_names_no_project_is_listed_latest_first_with_its_effect_on_profit()
    {
        var books = await AssignedBooks.StartAsync(database, Ledger);

        var page = await ReadAsync(books, new LinesToAssignQuery());

        Assert.Equal(["B-3 Yard_rent -70.00", "B-2 Nails 100% -20.00", "INV-2 Stage payment 500.00", "B-1 Sand -45.00"], Words(page));
        Assert.Equal((365m, 4L, null), (page.Total, page.Count, page.Next));
    }

    public static TheoryData<LinesToAssignQuery, string[]> Filters => new()
    {
        { new LinesToAssignQuery { Lacking = Lacking.Phase }, ["B-1 Slates -300.00"] },
        { new LinesToAssignQuery { Lacking = Lacking.Phase, Project = AssignedBooks.Alpha }, ["B-1 Slates -300.00"] },
        { new LinesToAssignQuery { Lacking = Lacking.Phase, Project = AssignedBooks.Beta }, [] },
        { new LinesToAssignQuery { From = new(2026, 5, 1), To = new(2026, 5, 1) }, ["INV-2 Stage payment 500.00"] },
        { new LinesToAssignQuery { To = new(2026, 4, 30) }, ["B-1 Sand -45.00"] },
        { new LinesToAssignQuery { Section = Section.Overheads }, ["B-3 Yard_rent -70.00"] },
        { new LinesToAssignQuery { Section = Section.Income }, ["INV-2 Stage payment 500.00"] },
        { new LinesToAssignQuery { Text = "nails" }, ["B-2 Nails 100% -20.00"] },
        { new LinesToAssignQuery { Text = "b-1" }, ["B-1 Sand -45.00"] },
        // A per cent sign and an underscore are letters like any other.
        { new LinesToAssignQuery { Text = "%" }, ["B-2 Nails 100% -20.00"] },
        { new LinesToAssignQuery { Text = "d_r" }, ["B-3 Yard_rent -70.00"] },
        { new LinesToAssignQuery { Text = "nothing like it" }, [] },
    };

    [Theory]
    [MemberData(nameof(Filters))]
    public async Task A_filter_leaves_the_lines_it_says_and_their_total(LinesToAssignQuery query, string[] lines)
    {
        var books = await AssignedBooks.StartAsync(database, Ledger);

        var page = await ReadAsync(books, query);

        Assert.Equal(lines, Words(page));
        Assert.Equal((page.Lines.Sum(line => line.Amount), (long)page.Lines.Count), (page.Total, page.Count));
    }

    [Fact]
    public async Task Pages_go_on_where_the_last_one_ended_and_the_total_is_of_all()
    {
        var books = await AssignedBooks.StartAsync(database, Ledger);
        var lines = new List<string>();
        var query = new LinesToAssignQuery { Limit = 1 };
        for (var pages = 1; ; pages++)
        {
            var page = await ReadAsync(books, query);
            Assert.Equal((365m, 4L), (page.Total, page.Count));
            lines.AddRange(Words(page));
            if (page.Next is null)
            {
                Assert.Equal(4, pages);
                break;
            }

            query = query with { After = page.Next };
        }

        Assert.Equal(["B-3 Yard_rent -70.00", "B-2 Nails 100% -20.00", "INV-2 Stage payment 500.00", "B-1 Sand -45.00"], lines);
    }

    [Theory]
    [InlineData(0, null, "limit")]
    [InlineData(201, null, "limit")]
    [InlineData(10, "nonsense", "after")]
    public async Task A_question_out_of_bounds_names_its_field(int limit, string? after, string field)
    {
        var books = await AssignedBooks.StartAsync(database, Ledger);

        var problem = await Assert.ThrowsAsync<ProblemException>(() => ReadAsync(books, new LinesToAssignQuery { Limit = limit, After = after }));

        Assert.Equal((ProblemKind.Invalid, field), (problem.Kind, problem.Field));
    }

    [Fact]
    public async Task A_line_that_was_assigned_is_no_longer_listed()
    {
        var books = await AssignedBooks.StartAsync(database, Ledger);

        await books.AssignAsync(AssignedBooks.Alpha, null, AssignmentMode.Fill, ("B-2", 0));

        Assert.Equal(["B-3 Yard_rent -70.00", "INV-2 Stage payment 500.00", "B-1 Sand -45.00"], Words(await ReadAsync(books, new LinesToAssignQuery())));
        Assert.Equal(["B-2 Nails 100% -20.00", "B-1 Slates -300.00"], Words(await ReadAsync(books, new LinesToAssignQuery { Lacking = Lacking.Phase })));
    }

    [Fact]
    public async Task The_documents_other_lines_suggest_a_place_where_most_of_them_agree()
    {
        var books = await AssignedBooks.StartAsync(database, Ledger);

        // Beside the sand stand two lines of Alpha, one of them for the roof, and one of Beta.
        var sand = (await ReadAsync(books, new LinesToAssignQuery { Text = "sand" })).Lines[0];
        Assert.Equal(("Alpha", "Roofing", "2 of 3 other lines of this document"), (sand.Suggestion!.ProjectName, sand.Suggestion.PhaseName, sand.Suggestion.Because));
        var slates = (await ReadAsync(books, new LinesToAssignQuery { Lacking = Lacking.Phase })).Lines[0];
        Assert.Equal(("Alpha", "Roofing", "1 of 1 other line of this document"), (slates.Suggestion!.ProjectName, slates.Suggestion.PhaseName, slates.Suggestion.Because));
    }

    private static Task<LinesToAssignPage> ReadAsync(AssignedBooks books, LinesToAssignQuery query) =>
        books.ToAssign.ReadAsync(books.Organisation, query, TestContext.Current.CancellationToken);

    private static IEnumerable<string> Words(LinesToAssignPage page) => page.Lines.Select(line => FormattableString.Invariant($"{line.Number} {line.Description} {line.Amount:0.00}"));
}
