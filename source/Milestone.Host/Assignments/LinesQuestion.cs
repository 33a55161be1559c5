using Milestone.Core;
using Milestone.Core.Assignments;
using Milestone.Core.Organisations;
using Milestone.Core.Statements;
using Milestone.Host.Api;
using Milestone.Host.Statements;

namespace Milestone.Host.Assignments;

/// <summary>Which lines and assignments an address asks for: the API and the pages give the words the same meaning.</summary>
internal sealed class LinesQuestion(OrganisationCatalogue catalogue)
{
    /// <summary>The parameters of a list of lines to assign.</summary>
    public static readonly string[] OfLines = ["organisation", "lacks", "project", "from", "to", "section", "account", "contact", "text", "after", "limit"];

    /// <summary>The parameters of a list of assignments.</summary>
    public static readonly string[] OfAssignments = ["organisation", "project", "text", "after", "limit"];

    private const int LongestText = 200;

    /// <summary>The lines that the parameters ask for.</summary>
    /// <exception cref="ProblemException">Invalid or NotFound, with the field at fault.</exception>
    public async Task<LinesToAssignQuery> LinesAsync(IQueryCollection request, Organisation organisation, CancellationToken cancellation)
    {
        var query = new LinesToAssignQuery
        {
            Lacking = Text(request, "lacks")?.ToUpperInvariant() switch
            {
                null or "PROJECT" => Lacking.Project,
                "PHASE" => Lacking.Phase,
                var other => throw Invalid("lacks", $"'{other.ToLowerInvariant()}' is nothing that a line lacks here. Use project or phase."),
            },
            Project = await StatementQueryParser.DimensionAsync(Text(request, "project"), "project", catalogue.ProjectsAsync, organisation, cancellation),
            From = Text(request, "from") is { } from ? StatementQueryParser.Day(from, "from") : null,
            To = Text(request, "to") is { } to ? StatementQueryParser.Day(to, "to") : null,
            Section = Text(request, "section") is { } section ? SectionOf(section) : null,
            Account = Id(request, "account", "A statement's rows and /api/v1/accounts give it."),
            Contact = Id(request, "contact", "The lines of this list give it."),
            Text = Words(request),
            After = Text(request, "after"),
            Limit = StatementQueryParser.Whole(Text(request, "limit"), "limit", 1, LinesToAssignQuery.MostLines) ?? 100,
        };
        return query.To < query.From ? throw Invalid("to", "The last day stands before the first. Swap the two dates.") : query;
    }

    /// <summary>The assignments that the parameters ask for.</summary>
    /// <exception cref="ProblemException">Invalid or NotFound, with the field at fault.</exception>
    public async Task<AssignmentQuery> AssignmentsAsync(IQueryCollection request, Organisation organisation, CancellationToken cancellation) => new()
    {
        Project = await StatementQueryParser.DimensionAsync(Text(request, "project"), "project", catalogue.ProjectsAsync, organisation, cancellation),
        Text = Words(request),
        After = Text(request, "after"),
        Limit = StatementQueryParser.Whole(Text(request, "limit"), "limit", 1, AssignmentQuery.MostAssignments) ?? 100,
    };

    /// <summary>The value of a parameter; null for none and for an empty one.</summary>
    public static string? Text(IQueryCollection request, string name) => request[name] is [{ Length: > 0 } text] && text.Trim() is { Length: > 0 } trimmed ? trimmed : null;

    private static string? Words(IQueryCollection request) =>
        Text(request, "text") is not { } text ? null
        : text.Length <= LongestText ? text
        : throw Invalid("text", $"More than {LongestText} characters are too many to look for.");

    private static Guid? Id(IQueryCollection request, string name, string where) =>
        Text(request, name) is not { } text ? null
        : Guid.TryParse(text, out var id) ? id
        : throw Invalid(name, $"'{text}' is not the id of {(name == "account" ? "an account" : "a contact")}. {where}");

    private static Section SectionOf(string text) =>
        SectionNames.Find(text) is { } section and not (Section.GrossProfit or Section.NetProfit)
            ? section
            : throw Invalid("section", $"'{text}' is not a section with accounts. Use one of: {string.Join(", ", ApiParameters.Meaning("section").Values)}.");

    private static ProblemException Invalid(string field, string message) => new(ProblemKind.Invalid, message) { Field = field };
}
