using Microsoft.AspNetCore.Components;
using Milestone.Core;
using Milestone.Core.Ledger;
using Milestone.Core.Organisations;
using Milestone.Core.Projects;
using Milestone.Host.Shell;

namespace Milestone.Host.Projects;

/// <summary>A page about one project, whose id is in the address: projects/{id} and everything below it. Inside <see cref="Parts.ProjectFrame"/>.</summary>
public abstract class ProjectPage : FormPage
{
    /// <summary>The project's id; all zeros for what is unassigned.</summary>
    [Parameter]
    public Guid Id { get; set; }

    /// <summary>The project as the tracking category names it.</summary>
    public DimensionListing Project { get; private set; } = null!;

    /// <summary>What people say of the project; at version 0, with nothing in it, where nobody has described it.</summary>
    public ProjectSettings Described { get; private set; } = null!;

    /// <summary>Where it stands; null for what is unassigned.</summary>
    public ProjectStanding? Standing => Id == Unassigned.Id ? null : ProjectListReader.StandingOf(Described.Version == 0 ? null : Described.Status, Project.Status);

    /// <summary>What people say of projects.</summary>
    [Inject]
    public ProjectSettingsRegister Descriptions { get; set; } = null!;

    /// <summary>The organisation's projects and what names them.</summary>
    [Inject]
    public OrganisationCatalogue Catalogue { get; set; } = null!;

    /// <summary>A page of this project.</summary>
    public Address Tab(string tab) => Here.Keep("organisation", "vat").On(tab.Length == 0 ? $"projects/{Id:D}" : $"projects/{Id:D}/{tab}");

    /// <summary>Reads what the page shows of the project.</summary>
    protected abstract Task LoadProjectAsync(Organisation organisation, CancellationToken cancellation);

    /// <inheritdoc/>
    protected sealed override async Task LoadAsync(Organisation organisation, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(organisation);
        Project = Id == Unassigned.Id
            ? new DimensionListing(Id, Unassigned.Label, "")
            : (await Catalogue.ProjectsAsync(organisation.Id, cancellation)).FirstOrDefault(one => one.Id == Id)
                ?? throw new ProblemException(ProblemKind.NotFound, $"{organisation.Name} has no such project. The list of projects has those there are.") { Field = "id" };
        Described = await Descriptions.GetAsync(organisation.Id, Id, cancellation);
        await LoadProjectAsync(organisation, cancellation);
    }
}
