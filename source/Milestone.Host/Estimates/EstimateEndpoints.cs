using Milestone.Core;
using Milestone.Core.Estimates;
using Milestone.Host.Api;
using Milestone.Host.Shell;
using Milestone.Host.Statements;

namespace Milestone.Host.Estimates;

/// <summary>The estimates of a project over HTTP: read with or without their history, added, changed and removed.</summary>
internal static class EstimateEndpoints
{
    private const string Body = """{"phase":"7d05a53d-613d-4eb2-a2fc-dcb6adb80b80","kind":"cost","amount":12500.00,"date":"2026-04-01","confidence":3,"notes":"Priced from the drawings"}""";

    private const string Answer = """
        {"id":"01965c3a-7d00-7000-8000-3d1f5a2b9c10","version":2,"project":"a0000000-0000-4000-8000-000000000001","phase":"7d05a53d-613d-4eb2-a2fc-dcb6adb80b80","kind":"cost","amount":12500.00,"date":"2026-04-01",
        "confidence":3,"notes":"Priced from the drawings","enteredBy":"Ann Other","enteredAt":"2026-04-01T09:30:00+00:00","closedBy":null,"closedAt":null,"isCurrent":true}
        """;

    public static void MapEstimates(this RouteGroupBuilder api)
    {
        var projects = api.MapGroup("/projects/{id:guid}").WithTags("Plans");
        PlannedProject.MapTable(projects, "estimates", "estimates", "The estimates of a project by phase, or how they changed,", ["history", "phase"], DrawAsync);
        projects.MapGet("/estimates", ListAsync)
            .WithName("estimates")
            .WithSummary("The estimates of a project")
            .WithDescription("The current ones, one for each phase and kind; with history=true every version, the newest first. A phase of all zeros is the project as a whole. Amounts are ex VAT.")
            .Takes("organisation", "history", "phase")
            .Produces<IReadOnlyList<Estimate>>().Produces(StatusCodes.Status304NotModified).ProducesProblem(StatusCodes.Status404NotFound)
            .WithMetadata(new AnswerExample("200", $"[{Answer}]"));
        projects.MapPost("/estimates", AddAsync)
            .WithName("estimate-add")
            .WithSummary("Adds an estimate")
            .WithDescription("There is one current estimate for each phase and kind of a project. Where there is one already the answer is 409 and carries it as 'current': change that one, or remove it first.")
            .Takes("organisation").TakesEntry<EstimateBody>(Body)
            .Produces<Estimate>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict)
            .WithMetadata(new AnswerExample("201", Answer));
        projects.MapGet("/estimates/{estimateId:guid}", GetAsync)
            .WithName("estimate")
            .WithSummary("One estimate")
            .WithDescription("Its last version, with the version as ETag; one that was removed says by whom and when. All of its versions are in the list with history=true.")
            .Takes("organisation")
            .Produces<Estimate>().Produces(StatusCodes.Status304NotModified).ProducesProblem(StatusCodes.Status404NotFound)
            .WithMetadata(new AnswerExample("200", Answer));
        projects.MapPut("/estimates/{estimateId:guid}", ChangeAsync)
            .WithName("estimate-change")
            .WithSummary("Changes an estimate")
            .WithDescription("All of it at once; the version before is kept as history. Its phase and kind stay, and may be left out. What changes nothing makes no version.")
            .Takes("organisation").TakesEntry<EstimateBody>(Body).TakesVersion()
            .Produces<Estimate>().ProducesProblem(StatusCodes.Status404NotFound)
            .WithMetadata(new AnswerExample("200", Answer));
        projects.MapDelete("/estimates/{estimateId:guid}", RemoveAsync)
            .WithName("estimate-remove")
            .WithSummary("Removes an estimate")
            .WithDescription("It no longer counts; its versions stay in the history.")
            .Takes("organisation").TakesVersion()
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> ListAsync(Guid id, HttpContext context, EstimateRegister register)
    {
        var planned = await PlannedProject.OfAsync(context, id);
        var history = PlannedProject.WantsHistory(context);
        var phase = PhaseOf(context);
        return await planned.ListedAsync<Estimate>(context, $"{history}|{phase}", async () =>
            [.. (await register.ListAsync(planned.Organisation.Id, id, history, context.RequestAborted)).Where(one => phase is null || one.Phase == phase)]);
    }

    private static async Task<IResult> GetAsync(Guid id, Guid estimateId, HttpContext context, EstimateRegister register)
    {
        var planned = await PlannedProject.OfAsync(context, id);
        var estimate = (await register.VersionsAsync(planned.Organisation.Id, id, estimateId, context.RequestAborted))[0];
        return PlannedProject.Versioned(context, estimate.Version, estimate);
    }

    private static async Task<IResult> AddAsync(Guid id, HttpContext context, EstimateRegister register)
    {
        var planned = await PlannedProject.OfAsync(context, id);
        var entry = (await JsonEntry.ReadAsync<EstimateBody>(context)).Of(id);
        var added = await register.AddAsync(planned.Organisation.Id, Visitor.Of(context).Name, entry, context.RequestAborted);
        return PlannedProject.Created(context, $"/projects/{id:D}/estimates/{added.Id:D}", added.Version, added);
    }

    private static async Task<IResult> ChangeAsync(Guid id, Guid estimateId, HttpContext context, EstimateRegister register)
    {
        var planned = await PlannedProject.OfAsync(context, id);
        var version = IfMatch.VersionOf(context.Request);
        var entry = (await JsonEntry.ReadAsync<EstimateBody>(context)).Of(id);
        var changed = await register.ChangeAsync(planned.Organisation.Id, Visitor.Of(context).Name, estimateId, version, entry, context.RequestAborted);
        return PlannedProject.Versioned(context, changed.Version, changed);
    }

    private static async Task<IResult> RemoveAsync(Guid id, Guid estimateId, HttpContext context, EstimateRegister register)
    {
        var planned = await PlannedProject.OfAsync(context, id);
        await register.RemoveAsync(planned.Organisation.Id, Visitor.Of(context).Name, id, estimateId, IfMatch.VersionOf(context.Request), context.RequestAborted);
        return TypedResults.NoContent();
    }

    private static async Task<Core.Reporting.Table> DrawAsync(HttpContext context, PlannedProject planned)
    {
        var tables = context.RequestServices.GetRequiredService<PlanTables>();
        var phase = PhaseOf(context);
        if (PlannedProject.WantsHistory(context))
            return await tables.EstimateHistoryAsync(planned.Organisation, planned.Project, phase, StatementEndpoints.DrawnBy, context.RequestAborted);
        return phase is null
            ? await tables.EstimatesAsync(planned.Organisation, planned.Project, StatementEndpoints.DrawnBy, context.RequestAborted)
            : throw new ProblemException(ProblemKind.Invalid, "The table has a row for every phase. Ask for one phase with history=true, or leave the phase out.") { Field = "phase" };
    }

    // Here zeros are the project as a whole, and a phase is named by its id alone.
    private static Guid? PhaseOf(HttpContext context)
    {
        var text = context.Request.Query["phase"].ToString();
        if (text.Length == 0)
            return null;
        return Guid.TryParse(text, out var phase)
            ? phase
            : throw new ProblemException(ProblemKind.Invalid, $"'{text}' is not the id of a phase. The phases are listed at /api/v1/phases; all zeros is the project as a whole.") { Field = "phase" };
    }
}
