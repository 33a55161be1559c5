using Milestone.Core.Access;
using Milestone.Core.Estimates;
using Milestone.Core.Ledger;
using Milestone.Core.Organisations;
using Milestone.Core.Statements;
using Milestone.Core.Storage;
using Milestone.Core.Values;

namespace Milestone.Core.Projects;

/// <summary>Reads the list of projects.</summary>
/// <param name="database">The books.</param>
/// <param name="statements">Draws the statement that the figures are from.</param>
public sealed class ProjectListReader(MilestoneDatabase database, StatementReader statements)
{
    private readonly OrganisationCatalogue catalogue = new(database);

    /// <summary>Every project with its figures, from one statement.</summary>
    /// <param name="organisation">Whose books.</param>
    /// <param name="query">The period, basis and filters; its columns do not matter.</param>
    /// <param name="drawnBy">Who asks, for the provenance.</param>
    /// <param name="cancellation">Cancels the reading.</param>
    /// <exception cref="ProblemException">As <see cref="StatementReader.ReadAsync"/>.</exception>
    public async Task<ProjectList> ReadAsync(Guid organisation, StatementQuery query, string drawnBy, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(query);
        var asked = query with { Columns = StatementColumns.Project, Compare = 0, Variance = false, PercentOfIncome = false, Project = null };
        var statement = await statements.ReadAsync(organisation, asked, drawnBy, cancellation).ConfigureAwait(false);
        var projects = await catalogue.ProjectsAsync(organisation, cancellation).ConfigureAwait(false);
        var settings = (await new ProjectSettingsRegister(database).ListAsync(organisation, cancellation).ConfigureAwait(false)).ToDictionary(described => described.Project);
        var estimates = (await new EstimateRegister(database).ListAsync(organisation, null, history: false, cancellation).ConfigureAwait(false)).ToLookup(estimate => estimate.Project);
        var progress = (await new ProgressRegister(database).ListAsync(organisation, null, history: false, cancellation).ConfigureAwait(false)).ToLookup(one => one.Project);
        var days = await LatestDaysAsync(statement.Organisation, [.. projects.Select(project => project.Id), Unassigned.Id], cancellation).ConfigureAwait(false);
        return new ProjectList(
            statement.Organisation,
            asked,
            [
                .. ProjectFigures.Of(statement, projects).Where(figures => figures.Id != Unassigned.Id || ReaderScope.LimitIn(organisation) is null).Select(figures => Described(
                    figures, settings.GetValueOrDefault(figures.Id!.Value), PhaseProgress.Overall([.. estimates[figures.Id.Value]], [.. progress[figures.Id.Value]]), days)),
            ],
            ProjectFigures.Total(statement, null, "Total", null),
            statement.TieOut,
            statement.Provenance);
    }

    private static ProjectFigures Described(ProjectFigures figures, ProjectSettings? settings, decimal? percent, Dictionary<Guid, DateOnly> days) => figures with
    {
        Client = settings?.Client ?? "",
        Manager = settings?.Manager ?? "",
        Standing = figures.Id == Unassigned.Id ? null : StandingOf(settings?.Status, figures.Status),
        Progress = percent is { } known ? Pence.Round(known / 100, 4) : null,
        LatestActivity = days.TryGetValue(figures.Id!.Value, out var day) ? day : null,
    };

    /// <summary>Where a project stands: as people say, else as Xero has its option.</summary>
    /// <param name="said">What people say; null where nobody has described the project.</param>
    /// <param name="option">Xero's status of the option.</param>
    public static ProjectStanding StandingOf(ProjectStatus? said, string? option) => said switch
    {
        ProjectStatus.Planned => ProjectStanding.Planned,
        ProjectStatus.Active => ProjectStanding.Active,
        ProjectStatus.OnHold => ProjectStanding.OnHold,
        ProjectStatus.Completed => ProjectStanding.Completed,
        _ => option is "ARCHIVED" or "DELETED" ? ProjectStanding.Archived : ProjectStanding.Active,
    };

    private Task<Dictionary<Guid, DateOnly>> LatestDaysAsync(Organisation organisation, Guid[] projects, CancellationToken cancellation) => database.ReadAsync(
        organisation.Id,
        "Projects/Listing/LatestDays.sql",
        parameters =>
        {
            parameters.AddWithValue("organisation", organisation.Id);
            parameters.AddWithValue("projects", projects);
            parameters.AddWithValue("to", organisation.Today(database.Clock));
        },
        async reader =>
        {
            var days = new Dictionary<Guid, DateOnly>();
            while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
                days[reader.GetGuid(0)] = reader.GetFieldValue<DateOnly>(1);
            return days;
        },
        cancellation);
}
