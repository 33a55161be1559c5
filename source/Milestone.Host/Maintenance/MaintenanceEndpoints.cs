using Microsoft.AspNetCore.Http.HttpResults;
using Milestone.Core;
using Milestone.Core.Administration;
using Milestone.Host.Api;
using Milestone.Host.Shell;

namespace Milestone.Host.Maintenance;

/// <summary>Maintenance windows over HTTP, for whoever owns the installation. They work during a window, too: else none could be ended.</summary>
internal static class MaintenanceEndpoints
{
    private const string Window = """
        {"id":"0197c0de-0000-7000-8000-000000000009","state":"planned","from":"2026-03-28T22:00:00+00:00","to":"2026-03-28T23:30:00+00:00","message":"Moving to a larger server","plannedBy":"Anna Field",
        "plannedAt":"2026-03-20T10:00:00+00:00","endedAt":null,"endedBy":null}
        """;

    private const string Notice = """
        {"window":"0197c0de-0000-7000-8000-000000000009","kind":"planned","claimedAt":"2026-03-20T10:00:01+00:00","toldAt":"2026-03-20T10:00:02+00:00","fault":null}
        """;

    public static void MapMaintenance(this RouteGroupBuilder api)
    {
        var windows = api.MapGroup("/admin/maintenance").WithTags("Installation");
        windows.MapGet("", ListAsync)
            .WithName("maintenance").WithSummary("The maintenance windows")
            .WithDescription("Those that are not over, the next one first, then the last twenty that are; and what was told of them to the channel of Milestone__Notices__Webhook.")
            .Takes().Produces<MaintenanceAnswer>().WithMetadata(new AnswerExample("200", $$"""{"windows":[{{Window}}],"notices":[{{Notice}}]}"""));
        windows.MapPost("", PlanAsync)
            .WithName("maintenance-plan").WithSummary("Plans a maintenance window")
            .WithDescription("Times have their zone. A beginning that is past means at once. While it lasts, whatever would change something is answered 503 with Retry-After, and reading goes on.")
            .Takes().TakesEntry<WindowBody>("""{"from":"2026-03-28T22:00Z","to":"2026-03-28T23:30Z","message":"Moving to a larger server"}""")
            .Produces<WindowAnswer>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status409Conflict).WithMetadata(new AnswerExample("201", Window));
        windows.MapPut("/{id:guid}", ExtendAsync)
            .WithName("maintenance-extend").WithSummary("Moves the end of a window that is not over")
            .WithDescription("To later, as a rule. Readers see the new end at once.")
            .Takes().TakesEntry<WindowEndBody>("""{"to":"2026-03-29T00:30Z"}""")
            .Produces<WindowAnswer>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).WithMetadata(new AnswerExample("200", Window));
        windows.MapDelete("/{id:guid}", EndAsync)
            .WithName("maintenance-end").WithSummary("Ends a window, or calls one off that has not begun")
            .WithDescription("Changes are taken again at once. One that is over is not found.")
            .Takes().Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Ok<MaintenanceAnswer>> ListAsync(HttpContext context, MaintenanceWindows windows, MaintenanceNotices notices, TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        context.Response.Headers.CacheControl = "private, no-cache";
        return TypedResults.Ok(new MaintenanceAnswer(
            [.. (await windows.ListAsync(context.RequestAborted)).Select(window => WindowAnswer.Of(window, now))],
            [.. (await notices.ListAsync(context.RequestAborted)).Select(notice => new NoticeAnswer(notice.Window, notice.Kind, notice.ClaimedAt, notice.ToldAt, notice.Fault))]));
    }

    private static async Task<IResult> PlanAsync(HttpContext context, MaintenanceDesk desk, TimeProvider clock)
    {
        var body = await JsonEntry.ReadAsync<WindowBody>(context);
        var window = await desk.PlanAsync(Time(body.From, "from"), Time(body.To, "to"), body.Message ?? "", Visitor.Of(context).Name, context.RequestAborted);
        return TypedResults.Json(WindowAnswer.Of(window, clock.GetUtcNow()), statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> ExtendAsync(Guid id, HttpContext context, MaintenanceDesk desk, TimeProvider clock)
    {
        var body = await JsonEntry.ReadAsync<WindowEndBody>(context);
        return TypedResults.Ok(WindowAnswer.Of(await desk.ExtendAsync(id, Time(body.To, "to"), Visitor.Of(context).Name, context.RequestAborted), clock.GetUtcNow()));
    }

    private static async Task<IResult> EndAsync(Guid id, HttpContext context, MaintenanceDesk desk)
    {
        await desk.EndAsync(id, Visitor.Of(context).Name, context.RequestAborted);
        return TypedResults.NoContent();
    }

    private static DateTimeOffset Time(string? text, string field) => text is { Length: > 0 }
        ? MaintenanceTimes.WithZone(text, field)
        : throw new ProblemException(ProblemKind.Invalid, "Say when, with its zone, as in 2026-12-01T22:00Z.") { Field = field };
}

/// <summary>A window as a program asks for it.</summary>
internal sealed record WindowBody
{
    /// <summary>When it begins, with its zone; what is past means at once.</summary>
    public string? From { get; init; }

    /// <summary>When it ends, with its zone: within seven days of its beginning.</summary>
    public string? To { get; init; }

    /// <summary>What readers are told: one line of 1 to 500 characters.</summary>
    public string? Message { get; init; }
}

/// <summary>A new end.</summary>
internal sealed record WindowEndBody
{
    /// <summary>When it ends now, with its zone.</summary>
    public string? To { get; init; }
}

/// <summary>Maintenance windows, and what was told of them.</summary>
/// <param name="Windows">Those to come, then the last that are over.</param>
/// <param name="Notices">The latest first.</param>
internal sealed record MaintenanceAnswer(IReadOnlyList<WindowAnswer> Windows, IReadOnlyList<NoticeAnswer> Notices);

/// <summary>One window.</summary>
/// <param name="Id">Its id.</param>
/// <param name="State">planned, under way, over or called off.</param>
/// <param name="From">When it begins.</param>
/// <param name="To">When it ends or ended.</param>
/// <param name="Message">What readers are told.</param>
/// <param name="PlannedBy">Who planned it.</param>
/// <param name="PlannedAt">When.</param>
/// <param name="EndedAt">When somebody ended it or called it off, or null.</param>
/// <param name="EndedBy">Who did, or null.</param>
internal sealed record WindowAnswer(Guid Id, string State, DateTimeOffset From, DateTimeOffset To, string Message, string PlannedBy, DateTimeOffset PlannedAt, DateTimeOffset? EndedAt, string? EndedBy)
{
    public static WindowAnswer Of(MaintenanceWindow window, DateTimeOffset now) => new(
        window.Id, MaintenanceStanding.StateOf(window, now), window.From, window.Over, window.Message, window.PlannedBy, window.PlannedAt, window.EndedAt, window.EndedBy);
}

/// <summary>One thing that was told, or could not be.</summary>
/// <param name="Window">Of which window.</param>
/// <param name="Kind">planned, extended, begun, ended or called off.</param>
/// <param name="ClaimedAt">When a host set out to tell it.</param>
/// <param name="ToldAt">When it was told, or null.</param>
/// <param name="Fault">Why it could not be, or null.</param>
internal sealed record NoticeAnswer(Guid Window, string Kind, DateTimeOffset ClaimedAt, DateTimeOffset? ToldAt, string? Fault);
