using Milestone.Core.Assignments;
using Milestone.Host.Api;
using Milestone.Host.Security.Areas;
using Milestone.Host.Shell;

namespace Milestone.Host.Assignments;

/// <summary>Assigning through the API: look first, then assign, change or take back. Each change is one batch of the ledger.</summary>
internal static class AssignmentChangeEndpoints
{
    public static void MapAssignmentChanges(this RouteGroupBuilder api)
    {
        Describe(api.MapPost("/assignments/preview", PreviewAsync).In(Area.Bookkeeping), "previewAssignment", "What an assignment would do",
            "Where each line would count, and the profit to date of each project and phase before and after; nothing is written. Lines only move, so 'total' is zero.")
            .Produces<AssignmentPreview>();
        Describe(api.MapPost("/assignments", AssignAsync).In(Area.Bookkeeping), "assign", "Assign lines to a project or phase",
            "Up to 500 lines at once, each with its 'seen' as it was read: a line that has changed since refuses all of them with 412, and 'current' shows it. "
            + "mode 'fill' yields when Xero names a project; 'override' wins. 'left' counts the lines that a fill leaves because Xero names one already.")
            .Produces<AssignmentOutcome>()
            .ProducesProblem(StatusCodes.Status412PreconditionFailed)
            .ProducesProblem(StatusCodes.Status428PreconditionRequired);
        Describe(api.MapPut("/assignments/{id:guid}", ChangeAsync).In(Area.Bookkeeping), "changeAssignment", "Change an assignment",
            "It is as given from now on. 'line' puts it on another line of its document; 'seen' is of the line it is on then.")
            .Produces<AssignmentDetail>()
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status412PreconditionFailed)
            .ProducesProblem(StatusCodes.Status428PreconditionRequired);
        Describe(api.MapDelete("/assignments/{id:guid}", RemoveAsync).In(Area.Bookkeeping), "removeAssignment", "Take an assignment back",
            "The line counts where Xero puts it.")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status412PreconditionFailed)
            .ProducesProblem(StatusCodes.Status428PreconditionRequired);
    }

    private static RouteHandlerBuilder Describe(RouteHandlerBuilder endpoint, string name, string summary, string description) => endpoint
        .WithName(name)
        .WithTags("Assignments")
        .WithSummary(summary)
        .WithDescription(description)
        .Takes("organisation")
        .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> PreviewAsync(AssignmentRequest request, HttpContext context, OrganisationChoice organisations, LineAssignments assignments)
    {
        var organisation = await organisations.OfAsync(context.Request.Query["organisation"], context.RequestAborted);
        return TypedResults.Ok(await assignments.PreviewAsync(organisation.Id, request, context.RequestAborted));
    }

    private static async Task<IResult> AssignAsync(AssignmentRequest request, HttpContext context, OrganisationChoice organisations, LineAssignments assignments)
    {
        var organisation = await organisations.OfAsync(context.Request.Query["organisation"], context.RequestAborted);
        return TypedResults.Ok(await assignments.AssignAsync(organisation.Id, request, Visitor.Of(context).Name, context.RequestAborted));
    }

    private static async Task<IResult> ChangeAsync(
        Guid id, AssignmentChange change, HttpContext context, OrganisationChoice organisations, LineAssignments assignments, AssignmentReader reader)
    {
        var version = IfMatch.VersionOf(context.Request);
        var organisation = await organisations.OfAsync(context.Request.Query["organisation"], context.RequestAborted);
        await assignments.ChangeAsync(organisation.Id, id, version, change, Visitor.Of(context).Name, context.RequestAborted);
        var detail = await reader.FindAsync(organisation.Id, id, context.RequestAborted);
        IfMatch.Mark(context.Response, detail.Kept.Assignment.Version);
        return TypedResults.Ok(detail);
    }

    private static async Task<IResult> RemoveAsync(Guid id, HttpContext context, OrganisationChoice organisations, LineAssignments assignments)
    {
        var version = IfMatch.VersionOf(context.Request);
        var organisation = await organisations.OfAsync(context.Request.Query["organisation"], context.RequestAborted);
        await assignments.RemoveAsync(organisation.Id, id, version, Visitor.Of(context).Name, context.RequestAborted);
        return TypedResults.NoContent();
    }
}
