using Milestone.Core.Estimates;
using Milestone.Core.Projects;
using Milestone.Core.Storage;

namespace Milestone.Host.Demo.Plans;

/// <summary>Enters sittings by the product's own registers, as anybody's entries are, at the moment each was made.</summary>
internal sealed class PlanDesk(MilestoneDatabase database, Guid organisation, Action<DateTimeOffset> turnClockTo)
{
    private readonly ProjectSettingsRegister settings = new(database);
    private readonly EstimateRegister estimates = new(database);
    private readonly ProgressRegister progress = new(database);
    private readonly AdjustmentRegister adjustments = new(database);

    /// <summary>Whether anybody has entered anything: what is there is never entered again.</summary>
    public async Task<bool> IsInUseAsync(CancellationToken cancellation) =>
        (await settings.ListAsync(organisation, cancellation)).Count > 0 || (await estimates.ListAsync(organisation, null, history: true, cancellation)).Count > 0;

    /// <summary>Enters one sitting.</summary>
    public async Task EnterAsync(PlanSitting sitting, CancellationToken cancellation)
    {
        turnClockTo(sitting.At);
        if (sitting.Settings is { } described)
        {
            var now = await settings.GetAsync(organisation, sitting.Project, cancellation);
            await settings.SaveAsync(organisation, sitting.By, sitting.Project, now.Version, described, cancellation);
        }

        if (sitting.NewEstimates.Count > 0)
            await estimates.AddAllAsync(organisation, sitting.By, sitting.NewEstimates, cancellation);
        foreach (var change in sitting.ChangedEstimates)
        {
            var now = (await estimates.VersionsAsync(organisation, sitting.Project, change.Id!.Value, cancellation))[0];
            await estimates.ChangeAsync(organisation, sitting.By, now.Id, now.Version, change, cancellation);
        }

        if (sitting.Progress.Count > 0)
        {
            var now = (await progress.ListAsync(organisation, sitting.Project, history: false, cancellation)).ToDictionary(one => one.Phase, one => one.Version);
            await progress.SaveAsync(
                organisation,
                sitting.By,
                sitting.Project,
                [.. sitting.Progress.Select(news => new ProgressEntry(news.Phase, now.GetValueOrDefault(news.Phase), news.Percent, sitting.Day, null))],
                cancellation);
        }

        foreach (var entry in sitting.NewAdjustments)
            await adjustments.AddAsync(organisation, sitting.By, entry, cancellation);
        foreach (var entry in sitting.ChangedAdjustments)
        {
            var now = await adjustments.GetAsync(organisation, sitting.Project, entry.Id!.Value, cancellation);
            await adjustments.ChangeAsync(organisation, sitting.By, now.Id, now.Version, entry, cancellation);
        }

        foreach (var removed in sitting.RemovedAdjustments)
        {
            var now = await adjustments.GetAsync(organisation, sitting.Project, removed, cancellation);
            await adjustments.RemoveAsync(organisation, sitting.By, sitting.Project, now.Id, now.Version, cancellation);
        }
    }
}
