using System.Globalization;
using Milestone.Core.Organisations;
using Milestone.Core.Reporting;
using Milestone.Core.Storage;

namespace Milestone.Core.Estimates;

/// <summary>What people entered about a project, as tables: the one form that the page, the files and the API's exports are written from.</summary>
public sealed class PlanTables(MilestoneDatabase database)
{
    /// <summary>What stands for the phase of an estimate of the whole project.</summary>
    public const string WholeProject = "Project as a whole";

    private readonly EstimateRegister estimates = new(database);
    private readonly ProgressRegister progress = new(database);
    private readonly AdjustmentRegister adjustments = new(database);
    private readonly OrganisationCatalogue catalogue = new(database);

    /// <summary>The current estimates by phase, with the phases' progress and the project's own total.</summary>
    public async Task<Table> EstimatesAsync(Organisation organisation, DimensionListing project, string drawnBy, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(organisation);
        ArgumentNullException.ThrowIfNull(project);
        return EstimateTable.Of(
            await PhasesAsync(organisation, WholeProject, cancellation).ConfigureAwait(false),
            await estimates.ListAsync(organisation.Id, project.Id, history: false, cancellation).ConfigureAwait(false),
            await progress.ListAsync(organisation.Id, project.Id, history: false, cancellation).ConfigureAwait(false),
            Provenance(organisation, project, "Estimates, excluding VAT", drawnBy));
    }

    /// <summary>Every version of every estimate, or of those of one phase, the newest of each first.</summary>
    public async Task<Table> EstimateHistoryAsync(Organisation organisation, DimensionListing project, Guid? phase, string drawnBy, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(organisation);
        ArgumentNullException.ThrowIfNull(project);
        var phases = await PhasesAsync(organisation, WholeProject, cancellation).ConfigureAwait(false);
        var all = await estimates.ListAsync(organisation.Id, project.Id, history: true, cancellation).ConfigureAwait(false);
        return EstimateHistoryTable.Of(phases, [.. all.Where(one => phase is null || one.Phase == phase)], Provenance(organisation, project, "Estimates, excluding VAT", drawnBy, phase is { } id ? phases.NameOf(id) : null));
    }

    /// <summary>How far the phases are, with every earlier judgement where the history is wanted.</summary>
    public async Task<Table> ProgressAsync(Organisation organisation, DimensionListing project, bool history, string drawnBy, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(organisation);
        ArgumentNullException.ThrowIfNull(project);
        return ProgressTable.Of(
            await PhasesAsync(organisation, WholeProject, cancellation).ConfigureAwait(false),
            await progress.ListAsync(organisation.Id, project.Id, history, cancellation).ConfigureAwait(false),
            history,
            Provenance(organisation, project, "Progress as judged", drawnBy));
    }

    /// <summary>What the customer paid direct, and what suppliers paid back, each with its sum.</summary>
    public async Task<Table> AdjustmentsAsync(Organisation organisation, DimensionListing project, string drawnBy, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(organisation);
        ArgumentNullException.ThrowIfNull(project);
        return AdjustmentTable.Of(
            await PhasesAsync(organisation, Ledger.Unassigned.Label, cancellation).ConfigureAwait(false),
            await adjustments.ListAsync(organisation.Id, project.Id, cancellation).ConfigureAwait(false),
            Provenance(organisation, project, "Net of VAT, VAT beside it", drawnBy));
    }

    private async Task<PhaseNames> PhasesAsync(Organisation organisation, string none, CancellationToken cancellation) =>
        new(await catalogue.PhasesAsync(organisation.Id, cancellation).ConfigureAwait(false), none, organisation.TimeZone);

    private Provenance Provenance(Organisation organisation, DimensionListing project, string basis, string drawnBy, string? phase = null) =>
        new(organisation.Name, organisation.BaseCurrency, $"As at {CellText.Day(organisation.Today(database.Clock))}", basis, database.Clock.GetUtcNow(), drawnBy)
        {
            Filters = phase is null ? [$"Project: {project.Name}"] : [$"Project: {project.Name}", $"Phase: {phase}"],
            DataAsOf = organisation.LastSync,
            Batch = organisation.LastBatch,
            TimeZone = organisation.TimeZone,
        };
}

/// <summary>How phases and moments are written in the tables of an organisation's plans.</summary>
/// <param name="Phases">The build phases, by name.</param>
/// <param name="None">What stands where there is no phase.</param>
/// <param name="TimeZone">The zone that moments are written in.</param>
internal sealed record PhaseNames(IReadOnlyList<DimensionListing> Phases, string None, TimeZoneInfo TimeZone)
{
    /// <summary>The phase's name, or what stands for none.</summary>
    public string NameOf(Guid phase) => phase == Guid.Empty ? None : Phases.FirstOrDefault(one => one.Id == phase)?.Name ?? "A phase that is no longer known";

    /// <summary>Phases by name, none last.</summary>
    public IEnumerable<T> InOrder<T>(IEnumerable<T> rows, Func<T, Guid> phase) =>
        rows.OrderBy(row => phase(row) == Guid.Empty).ThenBy(row => NameOf(phase(row)), StringComparer.OrdinalIgnoreCase).ThenBy(phase);

    /// <summary>23 Nov 2026, 14:05, in the organisation's zone.</summary>
    public string Moment(DateTimeOffset moment) => TimeZoneInfo.ConvertTime(moment, TimeZone).ToString("d MMM yyyy, HH:mm", CultureInfo.InvariantCulture);
}
