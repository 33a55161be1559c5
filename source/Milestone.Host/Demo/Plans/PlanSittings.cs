using Milestone.Host.Demo.Firm;

namespace Milestone.Host.Demo.Plans;

/// <summary>Everything that people typed about the demo company's projects, in the order in which they did. Pure, and the same for the same options.</summary>
internal static class PlanSittings
{
    /// <summary>Who keeps the office's papers; each project's manager does the estimates and the progress.</summary>
    public const string Office = "Beatrice Oakham";

    private const int DaysAhead = 30; // an option is made in Xero a month before its project starts

    /// <summary>The sittings of the company that these options make.</summary>
    public static IReadOnlyList<PlanSitting> Of(DemoOptions options)
    {
        var company = new Company(options);
        var stages = company.Calendar.Stages;
        var adjustments = new PlanAdjustments(company);
        var plans = company.Projects.ToDictionary(project => project.Number, project => new ProjectPlan(company, project));
        var begun = new HashSet<int>();
        var visits = PlanVisit.Of(company.Calendar);
        var held = HeldUp(company, visits[^3]);
        var sittings = new List<PlanSitting>();
        foreach (var visit in visits)
        {
            var fetched = DateOnly.FromDateTime(stages[visit.Stage].UtcDateTime);
            var turn = 0;
            foreach (var project in company.Projects.Where(project => project.Start <= fetched.AddDays(DaysAhead)))
            {
                var isNew = begun.Add(project.Number);
                // At the last fetch itself only what came with it is looked at: midnight is no time for more.
                if (visit.Stage == stages.Count - 1 && !isNew)
                    continue;
                var plan = plans[project.Number];
                var at = visit.TurnOf(turn++, stages[^1]);
                var day = DateOnly.FromDateTime(at.UtcDateTime);
                var isHeld = project.Number == held && visit.At >= visits[^3].At;
                sittings.Add(new PlanSitting(visit.Stage, at, Office, project.OptionId)
                {
                    Settings = plan.SettingsNews(day, isHeld),
                    ChangedAdjustments = adjustments.Corrections(project.OptionId),
                    RemovedAdjustments = adjustments.Removals(project.OptionId),
                    NewAdjustments = adjustments.News(project.OptionId, day),
                });
                sittings.Add(new PlanSitting(visit.Stage, at, project.Manager, project.OptionId)
                {
                    NewEstimates = plan.FirstEstimates(),
                    ChangedEstimates = isNew ? [] : plan.EstimateNews(day, isHeld),
                    Progress = plan.ProgressNews(day, isHeld),
                });
            }
        }

        return [.. sittings.Where(sitting => !sitting.IsIdle)];
    }

    /// <summary>The project that stands still from a visit on: the first that is well under way and not nearly done, or none.</summary>
    private static int? HeldUp(Company company, PlanVisit from)
    {
        var day = DateOnly.FromDateTime(from.At.UtcDateTime);
        return company.Projects.FirstOrDefault(project => project.Number % 5 == 4 && project.Start.AddDays(20) < day && day < project.End.AddDays(-60))?.Number;
    }
}
