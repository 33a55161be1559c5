namespace Milestone.Core.Dashboard;

/// <summary>
/// How far a project is. Where somebody has entered the progress of its phases: their mean, each weighed by its estimated cost, a phase without an entry
/// at nothing. Else what it has cost over what it is estimated to cost.
/// </summary>
/// <param name="Project">The project.</param>
/// <param name="Name">Its name.</param>
/// <param name="Measure">Which of the two.</param>
/// <param name="Fraction">0 to 1.</param>
/// <param name="EstimatedCost">The current estimates of cost and materials, ex VAT, in base currency; 0 without any.</param>
/// <param name="Cost">What it has cost to date on accrual basis, ex VAT; 0 where nothing is estimated.</param>
public sealed record ProjectProgress(Guid Project, string Name, ProgressMeasure Measure, decimal Fraction, decimal EstimatedCost, decimal Cost)
{
    /// <summary>Whether it has cost more than it was estimated to.</summary>
    public bool IsOverEstimate => EstimatedCost > 0 && Cost > EstimatedCost;

    internal static ProjectProgress? Of(Guid project, string name, IReadOnlyList<PlannedPhase> phases, decimal cost)
    {
        var estimated = phases.Sum(phase => phase.EstimatedCost ?? 0);
        if (phases.Any(phase => phase.Percent is not null))
            return new ProjectProgress(project, name, ProgressMeasure.Entered, Entered(phases), estimated, cost);
        return estimated > 0 ? new ProjectProgress(project, name, ProgressMeasure.Cost, Math.Clamp(cost / estimated, 0, 1), estimated, cost) : null;
    }

    // Phases that are entered but not estimated have no weight beside those that are; where none has any, they weigh the same.
    private static decimal Entered(IReadOnlyList<PlannedPhase> phases)
    {
        var entered = phases.Where(phase => phase.Percent is not null).ToList();
        var weighed = phases.Where(phase => phase.EstimatedCost > 0).ToList();
        return entered.Any(phase => phase.EstimatedCost > 0)
            ? weighed.Sum(phase => phase.EstimatedCost!.Value * (phase.Percent ?? 0)) / weighed.Sum(phase => phase.EstimatedCost!.Value) / 100
            : entered.Average(phase => phase.Percent!.Value) / 100;
    }
}

/// <summary>What a project's progress is measured by.</summary>
public enum ProgressMeasure
{
    /// <summary>What somebody entered for its phases.</summary>
    Entered,

    /// <summary>Its cost to date over its estimated cost.</summary>
    Cost,
}

/// <summary>What is planned and entered for one phase of a project, or for the project as a whole.</summary>
/// <param name="EstimatedCost">Cost and materials; null where nothing is estimated.</param>
/// <param name="Percent">0 to 100; null where nothing is entered.</param>
internal sealed record PlannedPhase(decimal? EstimatedCost, decimal? Percent);
