using System.Text.Json;
using Milestone.Core.Estimates;
using Milestone.Core.Projects;
using Milestone.Host.Demo;
using Milestone.Host.Demo.Firm;
using Milestone.Host.Demo.Plans;
using Xunit;

namespace Milestone.Host.Tests.Demo;

/// <summary>What people typed about the demo company's projects, before any of it is entered.</summary>
public sealed class DemoPlanningTests
{
    private static readonly DemoOptions Options = new() { Today = new DateOnly(2026, 11, 23) };
    private static readonly IReadOnlyList<PlanSitting> Sittings = PlanSittings.Of(Options);

    [Fact]
    public void The_same_options_make_the_same_plans() =>
        Assert.Equal(JsonSerializer.Serialize(Sittings), JsonSerializer.Serialize(PlanSittings.Of(Options)));

    // The 23rd is a Monday and the first of the next month a Tuesday; on the 1st and the 2nd of a month the visits after the last fetches draw together.
    [Theory]
    [InlineData("2026-11-23")]
    [InlineData("2026-12-01")]
    [InlineData("2027-01-02")]
    [InlineData("2028-02-29")]
    public void A_sitting_comes_after_the_fetch_that_brought_its_project_and_never_after_the_last_day(string today)
    {
        var options = new DemoOptions { Today = DateOnly.Parse(today, System.Globalization.CultureInfo.InvariantCulture) };
        var stages = new DemoCalendar(options.Today).Stages;
        var starts = DemoPlan.Of(options).ToDictionary(project => project.TrackingOptionId, project => project.Start);
        var sittings = PlanSittings.Of(options);

        Assert.All(sittings, sitting =>
        {
            Assert.InRange(sitting.At, stages[sitting.Stage], sitting.Stage == stages.Count - 1 ? stages[^1] : stages[sitting.Stage + 1]);
            Assert.True(starts[sitting.Project] <= DateOnly.FromDateTime(stages[sitting.Stage].UtcDateTime).AddDays(30));
        });
        Assert.Equal(sittings.Select(sitting => sitting.Stage).Order(), sittings.Select(sitting => sitting.Stage));
        Assert.Equal(starts.Count(project => project.Value <= options.Today.AddDays(30)), sittings.Select(sitting => sitting.Project).Distinct().Count());
    }

    [Fact]
    public void Every_project_is_described_and_priced_once_and_its_estimates_cost_what_the_firm_planned()
    {
        var plans = DemoPlan.Of(Options).ToDictionary(project => project.TrackingOptionId);
        foreach (var (id, plan) in plans)
        {
            var own = Sittings.Where(sitting => sitting.Project == id).ToList();
            Assert.Equal((plan.Client, plan.Manager, (decimal?)plan.ContractSum), (own[0].Settings!.Client, own[0].Settings!.Manager, own[0].Settings!.ContractSum));
            var first = Assert.Single(own, sitting => sitting.NewEstimates.Count > 0).NewEstimates;
            Assert.Equal(first.Count, first.DistinctBy(estimate => (estimate.Phase, estimate.Kind)).Count());
            Assert.Equal(plan.Estimates.Sum(phase => phase.Cost + phase.Materials), first.Where(estimate => estimate.Kind != EstimateKind.Revenue).Sum(estimate => estimate.Amount));
            Assert.Equal(plan.Estimates.Sum(phase => phase.Revenue), first.Where(estimate => estimate.Kind == EstimateKind.Revenue).Sum(estimate => estimate.Amount));
        }
    }

    [Fact]
    public void Some_estimates_are_thought_over_later_so_that_there_is_a_history()
    {
        var changes = Sittings.SelectMany(sitting => sitting.ChangedEstimates).ToList();

        Assert.InRange(changes.Count, 20, 200);
        Assert.Contains(changes.GroupBy(change => change.Id), versions => versions.Count() > 1);
        Assert.All(changes, change => Assert.Contains(Sittings.SelectMany(sitting => sitting.NewEstimates), estimate => (estimate.Id, estimate.Phase, estimate.Kind) == (change.Id, change.Phase, change.Kind)));
    }

    [Fact]
    public void Progress_only_grows_ends_at_a_hundred_and_agrees_with_the_dates()
    {
        foreach (var plan in DemoPlan.Of(Options))
        {
            foreach (var phase in Sittings.Where(sitting => sitting.Project == plan.TrackingOptionId).SelectMany(sitting => sitting.Progress.Select(news => (sitting.Day, news.Phase, news.Percent))).GroupBy(news => news.Phase))
            {
                Assert.Equal(phase.Select(news => news.Percent).Order(), phase.Select(news => news.Percent));
                Assert.Equal(phase.Count(), phase.Select(news => news.Percent).Distinct().Count());
                Assert.All(phase, news => Assert.True(news.Percent is >= 0 and <= 100 && news.Day >= plan.Start && (news.Day < plan.End || news.Percent == 100)));
            }
        }

        Assert.Contains(Sittings.SelectMany(sitting => sitting.Progress), news => news.Percent is > 0 and < 100);
    }

    [Fact]
    public void Projects_stand_where_their_dates_say_and_one_is_held_up()
    {
        var last = Sittings.Where(sitting => sitting.Settings is not null).GroupBy(sitting => sitting.Project).ToDictionary(project => project.Key, project => project.Last().Settings!);

        Assert.Single(last.Values, settings => settings.Status == ProjectStatus.OnHold);
        Assert.All(last.Values.Where(settings => settings.Status == ProjectStatus.Completed), settings => Assert.True(settings.EndDate <= Options.Today));
        Assert.Contains(last.Values, settings => settings.Status == ProjectStatus.Active && settings.EndDate > Options.Today);
    }

    [Fact]
    public void A_handful_of_adjustments_is_entered_one_put_right_and_one_taken_back()
    {
        var added = Sittings.SelectMany(sitting => sitting.NewAdjustments).ToList();

        Assert.InRange(added.Count, 5, 20);
        Assert.Equal([AdjustmentKind.DirectByCustomer, AdjustmentKind.Refund], added.Select(entry => entry.Kind!.Value).Distinct().Order());
        Assert.Single(Sittings.SelectMany(sitting => sitting.ChangedAdjustments));
        Assert.Single(Sittings.SelectMany(sitting => sitting.RemovedAdjustments));
        Assert.All(Sittings, sitting => Assert.All(sitting.NewAdjustments, entry => Assert.True(entry.Date <= sitting.Day)));
        Assert.Contains(Sittings, sitting => sitting.By == PlanSittings.Office);
        Assert.Equal(ProjectNames.Managers.Order(), Sittings.Where(sitting => sitting.NewEstimates.Count > 0).Select(sitting => sitting.By).Distinct().Order());
    }
}
