using Milestone.Core.Dashboard;
using Milestone.Core.Estimates;
using Xunit;

namespace Milestone.Core.Tests.Dashboard;

/// <summary>How far a project is. Rule: docs/concepts.md, Progress.</summary>
public sealed class ProjectProgressTests
{
    private static readonly Guid Project = Guid.NewGuid();
    private static readonly Guid Groundworks = Guid.NewGuid();
    private static readonly Guid Roofing = Guid.NewGuid();
    private static readonly DateOnly Day = new(2026, 6, 1);

    // Groundworks 30,000 at 100 %, roofing 6,000 of cost and 4,000 of materials at 20 %: (30,000 + 2,000) / 40,000 = 80 %. Revenue has no weight.
    [Fact]
    public void What_people_judged_comes_first()
    {
        var progress = Of(5_000m, [Cost(Groundworks, 30_000m), Cost(Roofing, 6_000m), Estimated(EstimateKind.Materials, Roofing, 4_000m), Estimated(EstimateKind.Revenue, Roofing, 90_000m)], [Judged(Groundworks, 100), Judged(Roofing, 20)])!;

        Assert.Equal((ProgressMeasure.Entered, 0.8m, 40_000m), (progress.Measure, progress.Fraction, progress.EstimatedCost));
    }

    [Fact]
    public void A_judgement_of_nothing_is_a_judgement() =>
        Assert.Equal((ProgressMeasure.Entered, 0m), Measured(Of(4_000m, [Cost(Groundworks, 10_000m)], [Judged(Groundworks, 0)])));

    // Entries that have no estimate to be weighed by say nothing of the whole.
    [Fact]
    public void Without_a_judgement_it_is_cost_over_estimate()
    {
        Assert.Equal((ProgressMeasure.Cost, 0.25m), Measured(Of(10_000m, [Cost(Groundworks, 30_000m), Cost(Roofing, 10_000m)], [])));
        Assert.Equal((ProgressMeasure.Cost, 0.25m), Measured(Of(10_000m, [Cost(Guid.Empty, 40_000m)], [Judged(Roofing, 50)])));
    }

    [Theory]
    [InlineData(50_000, 1, true)]
    [InlineData(-5_000, 0, false)]
    [InlineData(40_000, 1, false)]
    public void By_cost_it_stays_between_nothing_and_all_and_an_overrun_is_said(int cost, int fraction, bool isOver)
    {
        var progress = Of(cost, [Cost(Groundworks, 40_000m)], [])!;

        Assert.Equal((fraction, isOver), ((int)progress.Fraction, progress.IsOverEstimate));
    }

    [Fact]
    public void Without_an_estimate_and_a_judgement_there_is_no_progress_to_tell()
    {
        Assert.Null(Of(100m, [], []));
        Assert.Null(Of(100m, [Estimated(EstimateKind.Revenue, Groundworks, 40_000m)], []));
    }

    private static (ProgressMeasure, decimal) Measured(ProjectProgress? progress) => (progress!.Measure, progress.Fraction);

    private static ProjectProgress? Of(decimal cost, Estimate[] estimates, PhaseProgress[] progress) => ProjectProgress.Of(Project, "Mill Lane", estimates, progress, cost);

    private static Estimate Cost(Guid phase, decimal amount) => Estimated(EstimateKind.Cost, phase, amount);

    private static Estimate Estimated(EstimateKind kind, Guid phase, decimal amount) => new(Guid.NewGuid(), 1, Project, phase, kind, amount, Day, 3, "", "a test", DateTimeOffset.UnixEpoch);

    private static PhaseProgress Judged(Guid phase, decimal percent) => new(Project, phase, 1, percent, Day, "", "a test", DateTimeOffset.UnixEpoch);
}
