using Milestone.Core.Estimates;
using Milestone.Testing.Postgres;
using Xunit;

namespace Milestone.Core.Tests.Estimates;

public sealed class ProgressRegisterTests(TemporaryDatabase database) : IClassFixture<TemporaryDatabase>
{
    private static readonly DateOnly Day = new(2026, 6, 1);

    private static CancellationToken Stop => PlannedBooks.Stop;

    [Fact]
    public async Task Every_judgement_is_kept_and_the_last_one_holds()
    {
        var books = await PlannedBooks.NewAsync(database);
        await books.Progress.SaveAsync(books.Organisation, "Ann", books.Project, [new(books.Groundworks, 0, 20m, Day, "Dug"), new(books.Roofing, 0, 0m, Day, null)], Stop);
        await books.Progress.SaveAsync(books.Organisation, "Bob", books.Project, [new(books.Groundworks, 1, 62.5m, Day.AddDays(9), "Poured")], Stop);

        var current = await books.Progress.ListAsync(books.Organisation, books.Project, history: false, Stop);
        var versions = await books.Progress.VersionsAsync(books.Organisation, books.Project, books.Groundworks, Stop);

        Assert.Equal([62.5m, 0m], current.OrderByDescending(one => one.Percent).Select(one => one.Percent));
        Assert.Equal([(2L, 62.5m, "Bob", null), (1L, 20m, "Ann", "Bob")], versions.Select(one => (one.Version, one.Percent, one.EnteredBy, one.ClosedBy)));
    }

    [Fact]
    public async Task Where_one_of_several_phases_is_stale_none_is_saved_and_what_there_is_now_is_told()
    {
        var books = await PlannedBooks.NewAsync(database);
        await books.Progress.SaveAsync(books.Organisation, "Ann", books.Project, [new(books.Groundworks, 0, 20m, Day, null)], Stop);

        var refused = await Assert.ThrowsAsync<ProblemException>(() => books.Progress.SaveAsync(
            books.Organisation, "Bob", books.Project, [new(books.Groundworks, 0, 90m, Day, null), new(books.Roofing, 0, 10m, Day, null)], Stop));

        Assert.Equal(ProblemKind.Stale, refused.Kind);
        Assert.Equal(20m, Assert.Single(Assert.IsType<IReadOnlyList<PhaseProgress>>(refused.Current, exactMatch: false)).Percent);
        Assert.Single(await books.Progress.ListAsync(books.Organisation, books.Project, history: true, Stop));
    }

    [Fact]
    public async Task Of_many_first_judgements_at_once_exactly_one_is_the_first()
    {
        var books = await PlannedBooks.NewAsync(database);

        var outcomes = await Task.WhenAll(Enumerable.Range(1, 8).Select(async number =>
        {
            try
            {
                await books.Progress.SaveAsync(books.Organisation, $"Person {number}", books.Project, [new(books.Roofing, 0, number, Day, null)], Stop);
                return (object?)null;
            }
            catch (ProblemException problem) when (problem.Kind == ProblemKind.Stale)
            {
                return problem.Current;
            }
        }));

        var won = Assert.Single(await books.Progress.ListAsync(books.Organisation, books.Project, history: true, Stop));
        Assert.Single(outcomes, outcome => outcome is null);
        Assert.All(outcomes.Where(outcome => outcome is not null), outcome => Assert.Equal(won, outcome));
    }

    [Theory]
    [InlineData(100.01, "percent")]
    [InlineData(-1.0, "percent")]
    [InlineData(33.333, "percent")]
    [InlineData(null, "percent")]
    public async Task Progress_is_a_percentage(double? percent, string field)
    {
        var books = await PlannedBooks.NewAsync(database);

        var refused = await Assert.ThrowsAsync<ProblemException>(() => books.Progress.SaveAsync(
            books.Organisation, "Ann", books.Project, [new(books.Roofing, 0, percent is null ? null : (decimal)percent, Day, null)], Stop));

        Assert.Equal((ProblemKind.Invalid, field), (refused.Kind, refused.Field));
    }

    [Fact]
    public async Task Progress_is_what_has_been_done_so_its_day_cannot_lie_ahead()
    {
        var books = await PlannedBooks.NewAsync(database);
        var tomorrow = DateOnly.FromDateTime(database.Clock.GetUtcNow().UtcDateTime).AddDays(1);

        await books.Progress.SaveAsync(books.Organisation, "Ann", books.Project, [new(books.Roofing, 0, 5m, tomorrow, null)], Stop);
        var refused = await Assert.ThrowsAsync<ProblemException>(() => books.Progress.SaveAsync(books.Organisation, "Ann", books.Project, [new(books.Roofing, 1, 6m, tomorrow.AddDays(1), null)], Stop));

        Assert.Equal((ProblemKind.Invalid, "date"), (refused.Kind, refused.Field));
    }

    [Fact]
    public async Task Every_judgement_is_audited_and_visible_at_once()
    {
        var books = await PlannedBooks.NewAsync(database);
        var before = await books.DataVersionAsync();
        await books.Progress.SaveAsync(books.Organisation, "Ann", books.Project, [new(books.Roofing, 0, 5m, Day, null)], Stop);
        await books.Progress.SaveAsync(books.Organisation, "Bob", books.Project, [new(books.Roofing, 1, 15m, Day, null)], Stop);

        Assert.Equal(["Ann insert - > 5.00", "Bob update 5.00 > 5.00", "Bob insert - > 15.00"], await books.AuditAsync("phase_progress", "percent"));
        Assert.Equal(2, await books.DataVersionAsync() - before);
    }

    [Fact]
    public async Task Another_organisation_sees_nothing_of_it()
    {
        var books = await PlannedBooks.NewAsync(database);
        var others = await PlannedBooks.NewAsync(database);
        await books.Progress.SaveAsync(books.Organisation, "Ann", books.Project, [new(books.Roofing, 0, 5m, Day, null)], Stop);

        Assert.Empty(await others.Progress.ListAsync(others.Organisation, null, history: true, Stop));
    }

    // Groundworks cost 600 + 200 = 800 at 50 %, roofing 200 at nothing yet: 400 of 1,000 is 40 %. Revenue has no weight, nor has the project as a whole.
    [Fact]
    public async Task A_project_is_as_far_as_its_phases_weighted_by_their_estimated_cost()
    {
        var books = await PlannedBooks.NewAsync(database);
        await AddAsync(books.Groundworks, EstimateKind.Cost, 600m);
        await AddAsync(books.Groundworks, EstimateKind.Materials, 200m);
        await AddAsync(books.Groundworks, EstimateKind.Revenue, 9_999m);
        await AddAsync(books.Roofing, EstimateKind.Cost, 200m);
        await AddAsync(Guid.Empty, EstimateKind.Cost, 5_000m);
        await books.Progress.SaveAsync(books.Organisation, "Ann", books.Project, [new(books.Groundworks, 0, 50m, Day, null)], Stop);
        var estimates = await books.Estimates.ListAsync(books.Organisation, books.Project, history: false, Stop);
        var progress = await books.Progress.ListAsync(books.Organisation, books.Project, history: false, Stop);

        Assert.Equal(40m, PhaseProgress.Overall(estimates, progress));
        Assert.Null(PhaseProgress.Overall(estimates, []));
        Assert.Null(PhaseProgress.Overall([], progress));
        Assert.Equal(75m, PhaseProgress.Overall(estimates, [.. progress, progress[0] with { Phase = Guid.Empty, Percent = 75m }]));

        Task AddAsync(Guid phase, EstimateKind kind, decimal amount) =>
            books.Estimates.AddAsync(books.Organisation, "Ann", books.Cost with { Phase = phase, Kind = kind, Amount = amount }, Stop);
    }
}
