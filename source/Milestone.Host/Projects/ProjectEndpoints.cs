using Milestone.Core;
using Milestone.Core.Organisations;
using Milestone.Core.Statements;
using Milestone.Core.Values;
using Milestone.Host.Api;
using Milestone.Host.Caching;
using Milestone.Host.Statements;

namespace Milestone.Host.Projects;

/// <summary>The projects with their figures, all from one statement, so that they and Unassigned add up to the organisation.</summary>
internal static class ProjectEndpoints
{
    private static readonly string[] Parameters = ["organisation", "from", "to", "period", "basis", "phase", "asKnownAt"];

    public static void MapProjects(this RouteGroupBuilder api)
    {
        api.MapGet("/projects", ProjectsAsync)
            .WithName("projects")
            .WithTags("Projects")
            .WithSummary("The projects with their figures")
            .WithDescription("Income, cost of sales, overheads, profit and margin of each project in a period; Unassigned stands last, and the total is the organisation's.")
            .Takes(Parameters)
            .Cached()
            .Produces<ProjectsAnswer>()
            .Produces(StatusCodes.Status304NotModified)
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/projects/{id:guid}", ProjectAsync)
            .WithName("project")
            .WithTags("Projects")
            .WithSummary("One project with its figures")
            .WithDescription("The same figures for one project; the all-zero id is what is unassigned.")
            .Takes(Parameters)
            .Cached()
            .Produces<ProjectAnswer>()
            .Produces(StatusCodes.Status304NotModified)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> ProjectsAsync(
        HttpContext context, OrganisationChoice organisations, OrganisationCatalogue catalogue, StatementQueryParser parser, StatementReader reader)
    {
        var cancellation = context.RequestAborted;
        var text = StatementText.Of(context.Request.Query);
        var organisation = await organisations.OfAsync(text.Organisation, cancellation);
        var query = await parser.ParseAsync(organisation, text, cancellation) with { Columns = StatementColumns.Project };
        if (EntityTag.IsKnown(context, organisation, query.ToString()))
            return TypedResults.StatusCode(StatusCodes.Status304NotModified);
        var statement = await reader.ReadAsync(organisation.Id, query, StatementEndpoints.DrawnBy, cancellation);
        var projects = await catalogue.ProjectsAsync(organisation.Id, cancellation);
        return TypedResults.Ok(new ProjectsAnswer(
            organisation.Name, query.Basis, query.Period.From, query.Period.To, ProjectFigures.Of(statement, projects), ProjectFigures.Total(statement, null, "Total", null)));
    }

    private static async Task<IResult> ProjectAsync(
        Guid id, HttpContext context, OrganisationChoice organisations, OrganisationCatalogue catalogue, StatementQueryParser parser, StatementReader reader)
    {
        var cancellation = context.RequestAborted;
        var text = StatementText.Of(context.Request.Query);
        var organisation = await organisations.OfAsync(text.Organisation, cancellation);
        var projects = await catalogue.ProjectsAsync(organisation.Id, cancellation);
        var project = id == Core.Ledger.Unassigned.Id
            ? new DimensionListing(id, Core.Ledger.Unassigned.Label, "")
            : projects.FirstOrDefault(one => one.Id == id)
                ?? throw new ProblemException(ProblemKind.NotFound, $"{organisation.Name} has no project with the id {id}. They are listed at /api/v1/projects.") { Field = "id" };
        var query = await parser.ParseAsync(organisation, text, cancellation) with { Project = id };
        if (EntityTag.IsKnown(context, organisation, query.ToString()))
            return TypedResults.StatusCode(StatusCodes.Status304NotModified);
        var statement = await reader.ReadAsync(organisation.Id, query, StatementEndpoints.DrawnBy, cancellation);
        var status = project.Status.Length == 0 ? null : project.Status;
        return TypedResults.Ok(new ProjectAnswer(organisation.Name, query.Basis, query.Period.From, query.Period.To, ProjectFigures.Total(statement, id, project.Name, status)));
    }
}

/// <summary>The projects of an organisation with their figures.</summary>
/// <param name="Organisation">Whose books.</param>
/// <param name="Basis">accrual or cash.</param>
/// <param name="From">The first day.</param>
/// <param name="To">The last day, included.</param>
/// <param name="Projects">By name, Unassigned last.</param>
/// <param name="Total">The organisation: the sum of the projects and Unassigned.</param>
internal sealed record ProjectsAnswer(string Organisation, Basis Basis, DateOnly From, DateOnly To, IReadOnlyList<ProjectFigures> Projects, ProjectFigures Total);

/// <summary>One project with its figures.</summary>
/// <param name="Organisation">Whose books.</param>
/// <param name="Basis">accrual or cash.</param>
/// <param name="From">The first day.</param>
/// <param name="To">The last day, included.</param>
/// <param name="Project">The project.</param>
internal sealed record ProjectAnswer(string Organisation, Basis Basis, DateOnly From, DateOnly To, ProjectFigures Project);
