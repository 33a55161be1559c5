using System.Globalization;
using Microsoft.AspNetCore.Components;
using Milestone.Core;
using Milestone.Core.Estimates;
using Milestone.Core.Ledger;
using Milestone.Core.Organisations;
using Milestone.Host.Components.Days;
using Milestone.Host.Projects;
using Milestone.Host.Security.Areas;
using Milestone.Host.Shell;

namespace Milestone.Host.Estimates.Pages;

/// <summary>A page about what people enter of a project. What is unassigned is no project, and has none of it.</summary>
public abstract class PlanPage : ProjectPage
{
    /// <summary>The clock that today is read from.</summary>
    [Inject]
    public TimeProvider Clock { get; set; } = null!;

    /// <summary>Whether the reader may change the project's plans.</summary>
    protected bool Plans => May(Area.Plans, Use.Write);

    /// <summary>The organisation's build phases, by name.</summary>
    public IReadOnlyList<DimensionListing> Phases { get; private set; } = [];

    /// <summary>The name of a phase; where it is none, the project as a whole or what is said instead.</summary>
    public string PhaseName(Guid phase, string none = PlanTables.WholeProject) =>
        phase == Guid.Empty ? none : Phases.FirstOrDefault(one => one.Id == phase)?.Name ?? "A phase that is no longer known";

    /// <summary>Reads what the page shows.</summary>
    protected abstract Task LoadPlanAsync(Organisation organisation, CancellationToken cancellation);

    /// <inheritdoc/>
    protected sealed override async Task LoadProjectAsync(Organisation organisation, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(organisation);
        if (Id == Unassigned.Id)
            throw new ProblemException(ProblemKind.NotFound, "What is unassigned is no project, so nobody plans it. Give its lines a project first.") { Field = "id" };
        Phases = await Catalogue.PhasesAsync(organisation.Id, cancellation);
        await LoadPlanAsync(organisation, cancellation);
    }

    /// <summary>The table's address below api/v1, always with the organisation.</summary>
    protected Address Api(string path) => Address.To($"projects/{Id:D}/{path}").With("organisation", Organisation.Name);

    /// <summary>The version that a form goes on from: after somebody else's change the one that is there now, so that saving again replaces it.</summary>
    protected long VersionToSend(long loaded, long? current) => Refusal?.Kind == ProblemKind.Stale && current is { } now ? now : Form.WasSent ? Form.Version : loaded;

    /// <summary>Today by the organisation's calendar.</summary>
    protected DateOnly Today => Organisation.Today(Clock);

    /// <summary>A moment as readers write it.</summary>
    protected string When(DateTimeOffset moment) => Moment.Of(moment, Organisation.TimeZone);

    /// <summary>A day as a date field holds it.</summary>
    protected static string Iso(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    /// <summary>Money as a field holds it: 12,500.00.</summary>
    protected static string Money(decimal? amount) => amount?.ToString("#,##0.00", CultureInfo.InvariantCulture) ?? "";

    /// <summary>What is estimated, in a reader's words.</summary>
    protected static string Word(EstimateKind kind) => kind switch
    {
        EstimateKind.Revenue => "Revenue",
        EstimateKind.Materials => "Materials",
        _ => "Cost",
    };
}
