using Milestone.Core.Estimates;
using Milestone.Core.Organisations;
using Milestone.Core.Reporting;
using Milestone.Testing.Postgres;
using Xunit;

namespace Milestone.Core.Tests.Estimates;

/// <summary>The tables of what people entered, read as the page reads them.</summary>
public sealed class PlanTableTests(TemporaryDatabase database) : IClassFixture<TemporaryDatabase>
{
    private static CancellationToken Stop => PlannedBooks.Stop;

    // Groundworks: revenue 1,500, cost 600 + materials 200 = 800, profit 700, half done. Roofing: cost 200 only, so no profit of its own.
    // The whole: revenue 2,000. Total: 3,500 less 1,000 is 2,500; progress 50 % of 800 in 1,000 is 40 %.
    [Fact]
    public async Task Estimates_stand_by_phase_with_their_sum_the_project_as_a_whole_last()
    {
        var books = await PlannedBooks.NewAsync(database);
        await AddAsync(books, null, EstimateKind.Revenue, 2_000m, 5);
        await AddAsync(books, books.Roofing, EstimateKind.Cost, 200m, 2);
        await AddAsync(books, books.Groundworks, EstimateKind.Revenue, 1_500m, 4);
        await AddAsync(books, books.Groundworks, EstimateKind.Cost, 600m, 3);
        await AddAsync(books, books.Groundworks, EstimateKind.Materials, 200m, 5);
        await books.Progress.SaveAsync(books.Organisation, "Ann", books.Project, [new(books.Groundworks, 0, 50m, new DateOnly(2026, 6, 1), null)], Stop);

        var table = await new PlanTables(books.Database).EstimatesAsync(await books.Imported.OrganisationAsync(), await ProjectAsync(books), "a test", Stop);

        Assert.Equal(
            [
                "Groundworks | 1,500.00 | 600.00 | 200.00 | 800.00 | 700.00 | 3 | 1 Apr 2026 | 50.0%",
                "Roofing |  | 200.00 |  | 200.00 |  | 2 | 1 Apr 2026 | ",
                "Project as a whole | 2,000.00 |  |  |  | 2,000.00 | 5 | 1 Apr 2026 | ",
                "Total | 3,500.00 | 800.00 | 200.00 | 1,000.00 | 2,500.00 |  |  | 40.0%",
            ],
            Lines(table));
        Assert.Equal(["Project: Mill Lane"], table.Head.Provenance.Filters);
    }

    [Fact]
    public async Task The_history_says_what_each_change_made_of_it_and_who_removed_what()
    {
        var books = await PlannedBooks.NewAsync(database);
        var first = await books.Estimates.AddAsync(books.Organisation, "Ann", books.Cost, Stop);
        database.Clock.Advance(TimeSpan.FromMinutes(5));
        await books.Estimates.ChangeAsync(books.Organisation, "Bob", first.Id, 1, books.Cost with { Amount = 900m, Notes = "Less" }, Stop);
        database.Clock.Advance(TimeSpan.FromMinutes(5));
        await books.Estimates.RemoveAsync(books.Organisation, "Cid", books.Project, first.Id, 2, Stop);
        database.Clock.Advance(TimeSpan.FromMinutes(5));
        await books.Estimates.AddAsync(books.Organisation, "Dee", books.Cost with { Amount = 950m }, Stop);
        await AddAsync(books, books.Roofing, EstimateKind.Cost, 1m, 1);

        var table = await new PlanTables(books.Database).EstimateHistoryAsync(await books.Imported.OrganisationAsync(), await ProjectAsync(books), books.Groundworks, "a test", Stop);
        var lines = Lines(table);

        Assert.Equal(3, lines.Count);
        Assert.StartsWith("Groundworks | Cost | 950.00 | 50.00 | 3 | ", lines[0], StringComparison.Ordinal);
        Assert.Contains(", Dee | Current", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("Groundworks | Cost | 900.00 | (100.00) | 3 | ", lines[1], StringComparison.Ordinal);
        Assert.Matches("Removed .*, Cid \\| Less$", lines[1]);
        Assert.StartsWith("Groundworks | Cost | 1,000.00 |  | 3 | ", lines[2], StringComparison.Ordinal);
        Assert.Matches("Replaced .*, Bob \\| From the drawings$", lines[2]);
        Assert.Equal(["Project: Mill Lane", "Phase: Groundworks"], table.Head.Provenance.Filters);
    }

    // Direct: 200 + 40 and 100 + 0 are 300 + 40 = 340. Refund: 25 + 5 = 30. They are not added up together.
    [Fact]
    public async Task Adjustments_stand_by_kind_each_with_its_own_sum()
    {
        var books = await PlannedBooks.NewAsync(database);
        await books.Adjustments.AddAsync(books.Organisation, "Ann", books.Skips, Stop);
        await books.Adjustments.AddAsync(books.Organisation, "Ann", books.Skips with { Date = new DateOnly(2026, 5, 1), Amount = 100m, Tax = null, Phase = null }, Stop);
        await books.Adjustments.AddAsync(books.Organisation, "Ann", books.Skips with { Kind = AdjustmentKind.Refund, Amount = 25m, Tax = 5m }, Stop);

        var table = await new PlanTables(books.Database).AdjustmentsAsync(await books.Imported.OrganisationAsync(), await ProjectAsync(books), "a test", Stop);

        Assert.Equal(
            [
                "Paid direct by the customer |  |  |  |  |  |  | ",
                "1 May 2026 | Unassigned | Grab & Go Skips | GG-17 | Two skips | 100.00 | – | 100.00",
                "4 May 2026 | Groundworks | Grab & Go Skips | GG-17 | Two skips | 200.00 | 40.00 | 240.00",
                "Total, paid direct by the customer |  |  |  |  | 300.00 | 40.00 | 340.00",
                "Refunds from suppliers |  |  |  |  |  |  | ",
                "4 May 2026 | Groundworks | Grab & Go Skips | GG-17 | Two skips | 25.00 | 5.00 | 30.00",
                "Total, refunds from suppliers |  |  |  |  | 25.00 | 5.00 | 30.00",
            ],
            Lines(table));
    }

    private static Task<Estimate> AddAsync(PlannedBooks books, Guid? phase, EstimateKind kind, decimal amount, int confidence) =>
        books.Estimates.AddAsync(books.Organisation, "Ann", books.Cost with { Phase = phase, Kind = kind, Amount = amount, Confidence = confidence }, Stop);

    private static async Task<DimensionListing> ProjectAsync(PlannedBooks books) =>
        (await new OrganisationCatalogue(books.Database).ProjectsAsync(books.Organisation, Stop)).Single(project => project.Id == books.Project);

    private static List<string> Lines(Table table) => [.. table.Rows.Select(row => string.Join(" | ", row.Cells.Select(cell => CellText.Of(cell, 2))))];
}
