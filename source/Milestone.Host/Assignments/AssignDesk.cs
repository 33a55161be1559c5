using System.Globalization;
using Milestone.Core;
using Milestone.Core.Assignments;
using Milestone.Core.Ledger;
using Milestone.Core.Organisations;
using Milestone.Host.Components.Forms;
using Milestone.Host.Shell;

namespace Milestone.Host.Assignments;

/// <summary>
/// Assigning lines in three steps on one page: choose lines and a place, look at what it would do, confirm. What was chosen travels in the form,
/// so every step works without script and nothing is lost when one is refused.
/// </summary>
public sealed class AssignDesk(LinesToAssignReader reader, LineAssignments assignments, OrganisationCatalogue catalogue)
{
    private readonly HashSet<(Guid Document, Guid Line)> _ticked = [];

    /// <summary>The lines to choose from.</summary>
    public LinesToAssignPage Lines { get; private set; } = new([], 0, 0, null);

    /// <summary>What the lines lack; null where they are the lines of one document.</summary>
    public Lacking? Lacking { get; private set; }

    /// <summary>The organisation's projects.</summary>
    public IReadOnlyList<DimensionListing> Projects { get; private set; } = [];

    /// <summary>The organisation's phases.</summary>
    public IReadOnlyList<DimensionListing> Phases { get; private set; } = [];

    /// <summary>The place that is chosen.</summary>
    public Guid? Project { get; private set; }

    /// <summary>The phase that is chosen.</summary>
    public Guid? Phase { get; private set; }

    /// <summary>Fill, unless the other is chosen.</summary>
    public AssignmentMode Mode { get; private set; }

    /// <summary>What the choice would do, in the second step.</summary>
    public AssignmentPreview? Preview { get; private set; }

    /// <summary>Whether a line is chosen.</summary>
    public bool IsTicked(AssignableLine line)
    {
        ArgumentNullException.ThrowIfNull(line);
        return _ticked.Contains((line.Document, line.Line));
    }

    /// <summary>A line as it stands in the form: which it is, and what was seen of it.</summary>
    public static string Token(AssignableLine line)
    {
        ArgumentNullException.ThrowIfNull(line);
        return string.Create(CultureInfo.InvariantCulture, $"{line.Document:N}.{line.Line:N}.{line.Seen}");
    }

    /// <summary>Reads the lines that lack something, and what may be chosen for them.</summary>
    public async Task LoadAsync(Organisation organisation, LinesToAssignQuery query, Address here, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(organisation);
        ArgumentNullException.ThrowIfNull(query);
        Lacking = query.Lacking;
        Lines = await reader.ReadAsync(organisation.Id, query, cancellation);
        await LoadChoicesAsync(organisation, here, cancellation);
    }

    /// <summary>Reads the lines of one document, whatever they name.</summary>
    public async Task LoadAsync(Organisation organisation, Guid document, Address here, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(organisation);
        var lines = await reader.OfDocumentAsync(organisation.Id, document, cancellation);
        Lines = new LinesToAssignPage(lines, lines.Sum(line => line.Amount), lines.Count, null);
        await LoadChoicesAsync(organisation, here, cancellation);
    }

    /// <summary>Takes the form of any step. Answers where to go once the lines are assigned, and null where the page goes on.</summary>
    /// <exception cref="ProblemException">What was chosen cannot be assigned, or a line has changed since it was shown.</exception>
    public async Task<Address?> TakeAsync(Organisation organisation, FormValues form, Address here, string actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(organisation);
        ArgumentNullException.ThrowIfNull(form);
        ArgumentNullException.ThrowIfNull(here);
        var chosen = form.Raw("line").Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Choice).OfType<LineChoice>().ToList();
        _ticked.Clear();
        _ticked.UnionWith(chosen.Select(line => (line.Document, line.Line)));
        Project = PlaceOf(form, "toProject", "The project");
        Phase = PlaceOf(form, "toPhase", "The phase");
        Mode = form.Raw("mode") == "override" ? AssignmentMode.Override : AssignmentMode.Fill;
        if (form.Raw("step") == "back")
            return null;

        if (chosen.Count == 0)
            form.Refuse("lines", "No line is chosen. Tick at least one.");
        if (Project is null && Phase is null)
            form.Refuse("toProject", "Neither a project nor a phase is chosen. Choose one of them, or both.");
        form.Check();

        var request = new AssignmentRequest(chosen, Project, Phase, Mode);
        // Also before it is confirmed: a refusal shows the lines as they have become.
        Preview = await assignments.PreviewAsync(organisation.Id, request, cancellation);
        if (form.Raw("step") != "confirm")
            return null;
        var outcome = await assignments.AssignAsync(organisation.Id, request, actor, cancellation);
        return here.Without("after", "select", "line", "document", "toProject", "toPhase")
            .With("done", outcome.Assigned.ToString(CultureInfo.InvariantCulture))
            .With("left", outcome.Left > 0 ? outcome.Left.ToString(CultureInfo.InvariantCulture) : null);
    }

    // A link may come with a choice: a suggestion that was followed, the line of a document, or all lines of the page.
    private async Task LoadChoicesAsync(Organisation organisation, Address here, CancellationToken cancellation)
    {
        Projects = await catalogue.ProjectsAsync(organisation.Id, cancellation);
        Phases = await catalogue.PhasesAsync(organisation.Id, cancellation);
        Project = Guid.TryParse(here["toProject"], out var project) ? project : null;
        Phase = Guid.TryParse(here["toPhase"], out var phase) ? phase : null;
        foreach (var line in Lines.Lines.Where(line => here["select"] == "all" || (Guid.TryParse(here["line"], out var id) && line.Line == id)))
            _ticked.Add((line.Document, line.Line));
    }

    private static Guid? PlaceOf(FormValues form, string field, string label) =>
        form.Raw(field) == "unassigned" ? Unassigned.Id : form.Id(field, label);

    private static LineChoice? Choice(string token) =>
        token.Split('.') is [var document, var line, var seen] && Guid.TryParseExact(document, "N", out var documentId) && Guid.TryParseExact(line, "N", out var lineId)
            ? new LineChoice(documentId, lineId, seen)
            : null;
}
