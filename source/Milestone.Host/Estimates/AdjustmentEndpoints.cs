using Milestone.Core.Estimates;
using Milestone.Host.Api;
using Milestone.Host.Shell;
using Milestone.Host.Statements;

namespace Milestone.Host.Estimates;

/// <summary>The adjustments of a project over HTTP: what its customer paid direct, and what suppliers paid back.</summary>
internal static class AdjustmentEndpoints
{
    private const string Body = """
        {"kind":"directByCustomer","phase":"7d05a53d-613d-4eb2-a2fc-dcb6adb80b80","date":"2026-05-04","amount":200.00,"tax":40.00,"supplier":"Grab & Go Skips","reference":"GG-17","description":"Two skips"}
        """;

    private const string Answer = """
        {"id":"01965c3a-7d00-7000-8000-3d1f5a2b9c11","version":1,"kind":"directByCustomer","project":"a0000000-0000-4000-8000-000000000001","phase":"7d05a53d-613d-4eb2-a2fc-dcb6adb80b80","date":"2026-05-04",
        "amount":200.00,"tax":40.00,"supplier":"Grab & Go Skips","reference":"GG-17","description":"Two skips","enteredBy":"Ann Other","enteredAt":"2026-05-05T08:12:00+00:00","gross":240.00}
        """;

    public static void MapAdjustments(this RouteGroupBuilder api)
    {
        var projects = api.MapGroup("/projects/{id:guid}").WithTags("Plans");
        PlannedProject.MapTable(projects, "adjustments", "adjustments", "The adjustments of a project", [], (context, planned) => context.RequestServices.GetRequiredService<PlanTables>()
            .AdjustmentsAsync(planned.Organisation, planned.Project, StatementEndpoints.DrawnBy, context.RequestAborted));
        projects.MapGet("/adjustments", ListAsync)
            .WithName("adjustments")
            .WithSummary("The adjustments of a project")
            .WithDescription("What its customer paid suppliers direct, and what suppliers paid back outside Xero, by date. None of it is in the profit and loss; the cost tracker and the summary show it.")
            .Takes("organisation")
            .Produces<IReadOnlyList<Adjustment>>().Produces(StatusCodes.Status304NotModified).ProducesProblem(StatusCodes.Status404NotFound)
            .WithMetadata(new AnswerExample("200", $"[{Answer}]"));
        projects.MapPost("/adjustments", AddAsync)
            .WithName("adjustment-add")
            .WithSummary("Adds an adjustment")
            .WithDescription("What is in Xero already must not be entered again: it would be counted twice.")
            .Takes("organisation").TakesEntry<AdjustmentBody>(Body)
            .Produces<Adjustment>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status404NotFound)
            .WithMetadata(new AnswerExample("201", Answer));
        projects.MapGet("/adjustments/{adjustmentId:guid}", GetAsync)
            .WithName("adjustment")
            .WithSummary("One adjustment")
            .WithDescription("With its version as ETag.")
            .Takes("organisation")
            .Produces<Adjustment>().Produces(StatusCodes.Status304NotModified).ProducesProblem(StatusCodes.Status404NotFound)
            .WithMetadata(new AnswerExample("200", Answer));
        projects.MapPut("/adjustments/{adjustmentId:guid}", ChangeAsync)
            .WithName("adjustment-change")
            .WithSummary("Changes an adjustment")
            .WithDescription("All of it at once; what it was is in the audit log. What changes nothing makes no version.")
            .Takes("organisation").TakesEntry<AdjustmentBody>(Body).TakesVersion()
            .Produces<Adjustment>().ProducesProblem(StatusCodes.Status404NotFound)
            .WithMetadata(new AnswerExample("200", Answer));
        projects.MapDelete("/adjustments/{adjustmentId:guid}", RemoveAsync)
            .WithName("adjustment-remove")
            .WithSummary("Removes an adjustment")
            .WithDescription("It no longer counts; what it was is in the audit log.")
            .Takes("organisation").TakesVersion()
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> ListAsync(Guid id, HttpContext context, AdjustmentRegister register)
    {
        var planned = await PlannedProject.OfAsync(context, id);
        return await planned.ListedAsync(context, "", () => register.ListAsync(planned.Organisation.Id, id, context.RequestAborted));
    }

    private static async Task<IResult> GetAsync(Guid id, Guid adjustmentId, HttpContext context, AdjustmentRegister register)
    {
        var planned = await PlannedProject.OfAsync(context, id);
        var adjustment = await register.GetAsync(planned.Organisation.Id, id, adjustmentId, context.RequestAborted);
        return PlannedProject.Versioned(context, adjustment.Version, adjustment);
    }

    private static async Task<IResult> AddAsync(Guid id, HttpContext context, AdjustmentRegister register)
    {
        var planned = await PlannedProject.OfAsync(context, id);
        var entry = (await JsonEntry.ReadAsync<AdjustmentBody>(context)).Of(id);
        var added = await register.AddAsync(planned.Organisation.Id, Visitor.Of(context).Name, entry, context.RequestAborted);
        return PlannedProject.Created(context, $"/projects/{id:D}/adjustments/{added.Id:D}", added.Version, added);
    }

    private static async Task<IResult> ChangeAsync(Guid id, Guid adjustmentId, HttpContext context, AdjustmentRegister register)
    {
        var planned = await PlannedProject.OfAsync(context, id);
        var version = IfMatch.VersionOf(context.Request);
        var entry = (await JsonEntry.ReadAsync<AdjustmentBody>(context)).Of(id);
        var changed = await register.ChangeAsync(planned.Organisation.Id, Visitor.Of(context).Name, adjustmentId, version, entry, context.RequestAborted);
        return PlannedProject.Versioned(context, changed.Version, changed);
    }

    private static async Task<IResult> RemoveAsync(Guid id, Guid adjustmentId, HttpContext context, AdjustmentRegister register)
    {
        var planned = await PlannedProject.OfAsync(context, id);
        await register.RemoveAsync(planned.Organisation.Id, Visitor.Of(context).Name, id, adjustmentId, IfMatch.VersionOf(context.Request), context.RequestAborted);
        return TypedResults.NoContent();
    }
}
