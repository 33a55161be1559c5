using Milestone.Core.Estimates;

namespace Milestone.Core.Dashboard;

/// <summary>
/// How far a project is: as people judged it (<see cref="PhaseProgress.Overall"/>) where that can be said, else what it has cost over what it is
/// estimated to cost.
/// </summary>
/// <param name="Project">The project.</param>
/// <param name="Name">Its name.</param>
/// <param name="Measure">Which of the two.</param>
/// <param name="Fraction">0 to 1.</param>
/// <param name="EstimatedCost">The current estimates of cost and materials, ex VAT, in base currency; 0 without any.</param>
/// <param name="Cost">What it has cost to date on accrual basis, ex VAT; 0 where nothing is estimated.</param>
public sealed record ProjectProgress(Guid Project, string Name, ProgressMeasure Measure, decimal Fraction, decimal EstimatedCost, decimal Cost)
{
    private const int Percent = 100;

    /// <summary>Whether it has cost more than it was estimated to.</summary>
    public bool IsOverEstimate => EstimatedCost > 0 && Cost > EstimatedCost;

    internal static ProjectProgress? Of(Guid project, string name, IReadOnlyCollection<Estimate> estimates, IReadOnlyCollection<PhaseProgress> progress, decimal cost)
    {
        var estimated = estimates.Where(one => one.Kind is EstimateKind.Cost or EstimateKind.Materials).Sum(one => one.Amount);
        return (PhaseProgress.Overall(estimates, progress), estimated) switch
        {
            ({ } judged, _) => new ProjectProgress(project, name, ProgressMeasure.Entered, judged / Percent, estimated, cost),
            (null, > 0) => new ProjectProgress(project, name, ProgressMeasure.Cost, Math.Clamp(cost / estimated, 0, 1), estimated, cost),
            _ => null,
        };
    }
}

/// <summary>What a project's progress is measured by.</summary>
public enum ProgressMeasure
{
    /// <summary>What somebody entered for it or for its phases.</summary>
    Entered,

    /// <summary>Its cost to date over its estimated cost.</summary>
    Cost,
}
