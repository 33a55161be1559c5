using Microsoft.AspNetCore.Components;
using Milestone.Core.Organisations;
using Milestone.Core.Projects;
using Milestone.Core.Reporting;
using Milestone.Host.Projects.Parts;
using Milestone.Host.Shell;
using Milestone.Host.Statements;

namespace Milestone.Host.Projects;

/// <summary>A tab of a project that shows one report: what is asked, the report's table, and where its figures lead. It only reads, so that it can be kept.</summary>
public abstract class ProjectReportPage : ProjectPage
{
    private static readonly string[] Asking = ["to", "vat", "phase", "group", "wholePounds"];

    /// <summary>The reports of projects.</summary>
    [Inject]
    public ProjectReports Reports { get; set; } = null!;

    /// <summary>The clock that today is taken from.</summary>
    [Inject]
    public TimeProvider Clock { get; set; } = null!;

    [Inject]
    internal StatementQueryParser Parser { get; set; } = null!;

    internal ProjectQuestion Asked { get; private set; } = null!;

    /// <summary>The page of the report that is in view.</summary>
    internal ShownPage InView { get; private set; } = null!;

    /// <summary>The build phases, to choose from.</summary>
    internal IReadOnlyList<DimensionListing> Phases { get; private set; } = [];

    /// <summary>The last day that counts.</summary>
    internal DateOnly To => Asked.Query.To!.Value;

    /// <summary>Reads the report and makes its table.</summary>
    private protected abstract Task<Table> ReadAsync(Organisation organisation, CancellationToken cancellation);

    /// <summary>The same report from the API, with the filters in view.</summary>
    internal Address Api(string report) => Here.Keep(Asking).With("organisation", Organisation.Id.ToString("D")).On($"projects/{Id:D}/{report}");

    /// <summary>A document's page, which leads back to this view.</summary>
    internal string Document(string id, string tab) => Here.Keep("organisation")
        .With("project", Id.ToString("D"))
        .With("tab", tab)
        .With("back", Here.Without("organisation").Query)
        .On($"documents/{Guid.Parse(id):D}")
        .ToString();

    /// <inheritdoc/>
    protected sealed override async Task LoadProjectAsync(Organisation organisation, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(organisation);
        Asked = await ProjectQuestion.ParseAsync(Http.Request.Query, organisation, Id, Parser, Clock, cancellation);
        Phases = await Catalogue.PhasesAsync(organisation.Id, cancellation);
        InView = ShownPage.Of(await ReadAsync(organisation, cancellation), Asked.After);
    }
}
