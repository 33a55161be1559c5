using Milestone.Core.Estimates;
using Milestone.Host.Api;
using Milestone.Host.Shell;
using Milestone.Host.Statements;

namespace Milestone.Host.Estimates;

/// <summary>How far the phases of a project are, over HTTP.</summary>
internal static class ProgressEndpoints
{
    private const string Body = """{"percent":62.5,"date":"2026-06-10","notes":"Slab poured"}""";

    private const string Answer = """
        {"project":"a0000000-0000-4000-8000-000000000001","phase":"7d05a53d-613d-4eb2-a2fc-dcb6adb80b80","version":2,"percent":62.50,"date":"2026-06-10","notes":"Slab poured",
        "enteredBy":"Ann Other","enteredAt":"2026-06-10T16:05:00+00:00","closedBy":null,"closedAt":null,"isCurrent":true}
        """;

    public static void MapProgress(this RouteGroupBuilder api)
    {
        var projects = api.MapGroup("/projects/{id:guid}").WithTags("Plans");
        PlannedProject.MapTable(projects, "progress", "progress", "The progress of a project's phases, or how it changed,", ["history"], DrawAsync);
        projects.MapGet("/progress", ListAsync)
            .WithName("progress")
            .WithSummary("The progress of a project's phases")
            .WithDescription("What holds now, one for each phase that somebody has judged; with history=true every judgement, the newest first. A phase of all zeros is the project as a whole.")
            .Takes("organisation", "history")
            .Produces<IReadOnlyList<PhaseProgress>>().Produces(StatusCodes.Status304NotModified).ProducesProblem(StatusCodes.Status404NotFound)
            .WithMetadata(new AnswerExample("200", $"[{Answer}]"));
        projects.MapGet("/progress/{phase:guid}", GetAsync)
            .WithName("progress-of-phase")
            .WithSummary("The progress of one phase, with its history")
            .WithDescription("Every judgement, the newest first; the ETag is the version of the one that holds, and \"0\" with an empty list where nobody has judged the phase yet.")
            .Takes("organisation")
            .Produces<IReadOnlyList<PhaseProgress>>().Produces(StatusCodes.Status304NotModified).ProducesProblem(StatusCodes.Status404NotFound)
            .WithMetadata(new AnswerExample("200", $"[{Answer}]"));
        projects.MapPut("/progress/{phase:guid}", SaveAsync)
            .WithName("progress-save")
            .WithSummary("Enters the progress of a phase")
            .WithDescription("The first judgement is made on version \"0\". The one before is kept as history. What changes nothing makes no version.")
            .Takes("organisation").TakesEntry<ProgressBody>(Body).TakesVersion()
            .Produces<PhaseProgress>().ProducesProblem(StatusCodes.Status404NotFound)
            .WithMetadata(new AnswerExample("200", Answer));
    }

    private static async Task<IResult> ListAsync(Guid id, HttpContext context, ProgressRegister register)
    {
        var planned = await PlannedProject.OfAsync(context, id);
        var history = PlannedProject.WantsHistory(context);
        return await planned.ListedAsync(context, $"{history}", () => register.ListAsync(planned.Organisation.Id, id, history, context.RequestAborted));
    }

    private static async Task<IResult> GetAsync(Guid id, Guid phase, HttpContext context, ProgressRegister register)
    {
        var planned = await PlannedProject.OfAsync(context, id);
        var versions = await register.VersionsAsync(planned.Organisation.Id, id, phase, context.RequestAborted);
        return PlannedProject.Versioned(context, versions is [var current, ..] ? current.Version : 0, versions);
    }

    private static async Task<IResult> SaveAsync(Guid id, Guid phase, HttpContext context, ProgressRegister register)
    {
        var planned = await PlannedProject.OfAsync(context, id);
        var version = IfMatch.VersionOf(context.Request);
        var body = await JsonEntry.ReadAsync<ProgressBody>(context);
        var saved = (await register.SaveAsync(
            planned.Organisation.Id, Visitor.Of(context).Name, id, [new ProgressEntry(phase, version, body.Percent, body.Date, body.Notes)], context.RequestAborted))[0];
        return PlannedProject.Versioned(context, saved.Version, saved);
    }

    private static Task<Core.Reporting.Table> DrawAsync(HttpContext context, PlannedProject planned) => context.RequestServices.GetRequiredService<PlanTables>()
        .ProgressAsync(planned.Organisation, planned.Project, PlannedProject.WantsHistory(context), StatementEndpoints.DrawnBy, context.RequestAborted);
}
