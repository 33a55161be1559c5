using Milestone.Core.Dashboard;
using Xunit;

namespace Milestone.Core.Tests.Dashboard;

/// <summary>How far a project is. Rule: docs/concepts.md, Progress.</summary>
public sealed class ProjectProgressTests
{
    // Groundworks 30,000 at 100 %, roofing 10,000 at 20 %: (30,000 + 2,000) / 40,000 = 80 %.
    [Fact]
    public void What_is_entered_is_weighed_by_estimated_cost() => Assert.Equal(
        (ProgressMeasure.Entered, 0.8m), Of(5_000m, new PlannedPhase(30_000m, 100m), new PlannedPhase(10_000m, 20m)));

    // The same with 40,000 of joinery that nobody has entered anything for: (30,000 + 2,000) / 80,000 = 40 %.
    [Fact]
    public void An_estimated_phase_without_an_entry_has_not_begun() => Assert.Equal(
        (ProgressMeasure.Entered, 0.4m), Of(5_000m, new PlannedPhase(30_000m, 100m), new PlannedPhase(10_000m, 20m), new PlannedPhase(40_000m, null)));

    // A phase without an estimate has no weight beside those that have one.
    [Fact]
    public void An_entry_without_an_estimate_has_no_weight() => Assert.Equal(
        (ProgressMeasure.Entered, 0.5m), Of(0, new PlannedPhase(10_000m, 50m), new PlannedPhase(null, 100m)));

    [Fact]
    public void Entries_without_any_estimate_weigh_the_same() => Assert.Equal(
        (ProgressMeasure.Entered, 0.6m), Of(0, new PlannedPhase(null, 100m), new PlannedPhase(null, 20m)));

    [Fact]
    public void An_entry_of_nothing_is_an_entry() => Assert.Equal((ProgressMeasure.Entered, 0m), Of(4_000m, new PlannedPhase(10_000m, 0m)));

    [Fact]
    public void Without_an_entry_it_is_cost_over_estimate() => Assert.Equal((ProgressMeasure.Cost, 0.25m), Of(10_000m, new PlannedPhase(30_000m, null), new PlannedPhase(10_000m, null)));

    [Theory]
    [InlineData(50_000, 1, true)]
    [InlineData(-5_000, 0, false)]
    [InlineData(40_000, 1, false)]
    public void By_cost_it_stays_between_nothing_and_all_and_an_overrun_is_said(int cost, int fraction, bool isOver)
    {
        var progress = ProjectProgress.Of(Guid.NewGuid(), "Mill Lane", [new PlannedPhase(40_000m, null)], cost)!;

        Assert.Equal((fraction, isOver), ((int)progress.Fraction, progress.IsOverEstimate));
    }

    [Fact]
    public void Without_an_estimate_and_an_entry_there_is_no_progress_to_tell() =>
        Assert.Null(ProjectProgress.Of(Guid.NewGuid(), "Mill Lane", [new PlannedPhase(0m, null)], 100m));

    private static (ProgressMeasure, decimal) Of(decimal cost, params PlannedPhase[] phases)
    {
        var progress = ProjectProgress.Of(Guid.NewGuid(), "Mill Lane", phases, cost)!;
        return (progress.Measure, progress.Fraction);
    }
}
