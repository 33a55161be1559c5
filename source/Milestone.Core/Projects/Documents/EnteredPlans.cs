using Milestone.Core.Estimates;
using Milestone.Core.Storage;

namespace Milestone.Core.Projects;

/// <summary>What people entered about a project, as its reports use it.</summary>
/// <param name="Estimates">Current estimates of cost and materials by phase, added up, ex VAT; the project as a whole stands under Unassigned.</param>
/// <param name="Progress">Current progress by phase, as a fraction.</param>
/// <param name="Overall">Progress of the project, as a fraction; null where it cannot be said.</param>
/// <param name="Adjustments">Amounts that are not in Xero.</param>
internal sealed record EnteredPlans(
    IReadOnlyDictionary<Guid, decimal> Estimates, IReadOnlyDictionary<Guid, decimal> Progress, decimal? Overall, IReadOnlyList<Adjustment> Adjustments)
{
    public static EnteredPlans None { get; } = new(new Dictionary<Guid, decimal>(), new Dictionary<Guid, decimal>(), null, []);

    /// <summary>What is entered about a project; of adjustments those up to a day.</summary>
    public static async Task<EnteredPlans> ReadAsync(MilestoneDatabase database, Guid organisation, Guid project, DateOnly to, CancellationToken cancellation)
    {
        var estimates = await new EstimateRegister(database).ListAsync(organisation, project, history: false, cancellation).ConfigureAwait(false);
        var progress = await new ProgressRegister(database).ListAsync(organisation, project, history: false, cancellation).ConfigureAwait(false);
        var adjustments = await new AdjustmentRegister(database).ListAsync(organisation, project, cancellation).ConfigureAwait(false);
        return new EnteredPlans(
            estimates.Where(estimate => estimate.Kind is EstimateKind.Cost or EstimateKind.Materials)
                .GroupBy(estimate => estimate.Phase)
                .ToDictionary(phase => phase.Key, phase => phase.Sum(estimate => estimate.Amount)),
            progress.ToDictionary(one => one.Phase, one => one.Percent / 100),
            PhaseProgress.Overall(estimates, progress) / 100,
            [.. adjustments.Where(adjustment => adjustment.Date <= to)]);
    }

    /// <summary>An adjustment without or with VAT.</summary>
    public static decimal Amount(Adjustment adjustment, Vat vat) => vat == Vat.Gross ? adjustment.Gross : adjustment.Amount;
}
