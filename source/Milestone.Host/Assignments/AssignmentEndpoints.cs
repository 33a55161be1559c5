using Milestone.Core.Assignments;
using Milestone.Core.Ledger;
using Milestone.Core.Organisations;
using Milestone.Host.Api;

namespace Milestone.Host.Assignments;

/// <summary>What people have assigned, what waits to be assigned, and what needs another look.</summary>
internal static class AssignmentEndpoints
{
    public static void MapAssignments(this RouteGroupBuilder api)
    {
        Describe<AssignmentPage>(api.MapGet("/assignments", ListAsync), "assignments", "What people have assigned",
            "Assignments of a project or phase to document lines, the latest first, each with its line as it is now. 'next' is the 'after' of the following page.")
            .Takes(LinesQuestion.OfAssignments);
        Describe<AssignmentPage>(api.MapGet("/projects/{id:guid}/assignments", OfProjectAsync), "projectAssignments", "What people have assigned to a project",
            "The assignments that give lines to this project, or whose lines count there; the all-zero id is what is unassigned.")
            .Takes("organisation", "text", "after", "limit");
        Describe<AssignmentReview>(api.MapGet("/assignments/review", ReviewAsync), "assignmentReview", "Assignments that need another look",
            "Those whose line is gone from its document, fills that Xero has come to contradict, and those to a project or phase that Xero has archived or deleted. "
            + "Each says why in 'questions'; change it or remove it.")
            .Takes("organisation");
        Describe<LinesToAssignPage>(api.MapGet("/assignments/unassigned-lines", LinesAsync), "unassignedLines", "The lines that name no project or no phase",
            "Only lines that count in profit and loss, the latest first; without from and to of all days. 'amount' is the effect on accrual profit, 'total' and 'count' are of all pages. "
            + "A suggestion is where most lines beside it count. Send 'seen' back with an assignment.")
            .Takes(LinesQuestion.OfLines);
        Describe<AssignmentDetail>(api.MapGet("/assignments/{id:guid}", FindAsync), "assignment", "One assignment",
            "With the lines of its document that it could be on. The ETag is its version: send it back as If-Match with a change.")
            .Takes("organisation");
    }

    private static RouteHandlerBuilder Describe<TAnswer>(RouteHandlerBuilder endpoint, string name, string summary, string description) => endpoint
        .WithName(name)
        .WithTags("Assignments")
        .WithSummary(summary)
        .WithDescription(description)
        .Produces<TAnswer>()
        .Produces(StatusCodes.Status304NotModified)
        .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> ListAsync(HttpContext context, OrganisationChoice organisations, LinesQuestion questions, AssignmentReader reader)
    {
        var organisation = await organisations.OfAsync(context.Request.Query["organisation"], context.RequestAborted);
        return await AnswerAsync(context, organisation, await questions.AssignmentsAsync(context.Request.Query, organisation, context.RequestAborted), reader);
    }

    private static async Task<IResult> OfProjectAsync(Guid id, HttpContext context, OrganisationChoice organisations, OrganisationCatalogue catalogue, LinesQuestion questions, AssignmentReader reader)
    {
        var organisation = await organisations.OfAsync(context.Request.Query["organisation"], context.RequestAborted);
        if (id != Unassigned.Id && (await catalogue.ProjectsAsync(organisation.Id, context.RequestAborted)).All(project => project.Id != id))
            throw new Core.ProblemException(Core.ProblemKind.NotFound, $"{organisation.Name} has no project with the id {id}. They are listed at /api/v1/projects.") { Field = "id" };
        return await AnswerAsync(context, organisation, await questions.AssignmentsAsync(context.Request.Query, organisation, context.RequestAborted) with { Project = id }, reader);
    }

    private static async Task<IResult> AnswerAsync(HttpContext context, Organisation organisation, AssignmentQuery query, AssignmentReader reader) =>
        EntityTag.IsKnown(context, organisation, query.ToString())
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Ok(await reader.ListAsync(organisation.Id, query, context.RequestAborted));

    private static async Task<IResult> ReviewAsync(HttpContext context, OrganisationChoice organisations, AssignmentReader reader)
    {
        var organisation = await organisations.OfAsync(context.Request.Query["organisation"], context.RequestAborted);
        return EntityTag.IsKnown(context, organisation, "review")
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Ok(await reader.ReviewAsync(organisation.Id, context.RequestAborted));
    }

    private static async Task<IResult> LinesAsync(HttpContext context, OrganisationChoice organisations, LinesQuestion questions, LinesToAssignReader reader)
    {
        var organisation = await organisations.OfAsync(context.Request.Query["organisation"], context.RequestAborted);
        var query = await questions.LinesAsync(context.Request.Query, organisation, context.RequestAborted);
        return EntityTag.IsKnown(context, organisation, query.ToString())
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Ok(await reader.ReadAsync(organisation.Id, query, context.RequestAborted));
    }

    private static async Task<IResult> FindAsync(Guid id, HttpContext context, OrganisationChoice organisations, AssignmentReader reader)
    {
        var organisation = await organisations.OfAsync(context.Request.Query["organisation"], context.RequestAborted);
        var detail = await reader.FindAsync(organisation.Id, id, context.RequestAborted);
        IfMatch.Mark(context.Response, detail.Kept.Assignment.Version);
        return TypedResults.Ok(detail);
    }
}
