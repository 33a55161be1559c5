using Microsoft.AspNetCore.Http.HttpResults;
using Milestone.Core;
using Milestone.Core.Feedback;
using Milestone.Core.Reporting;
using Milestone.Host.Api;
using Milestone.Host.Exports;
using Milestone.Host.Observability;
using Milestone.Host.Shell;
using Milestone.Host.Statements;

namespace Milestone.Host.Feedback;

/// <summary>What readers say, over HTTP: everybody says, whoever owns the installation reads.</summary>
internal static class FeedbackEndpoints
{
    private const string Said = """
        {"id":"0197c0de-0000-7000-8000-00000000000a","saidAt":"2026-03-20T10:00:00+00:00","saidBy":"Anna Field","page":"statement?from=2026-03-01&to=2026-03-31","version":"1.0.0",
        "words":"The column of last year would help here.","user":null,"readAt":null,"readBy":null}
        """;

    public static void MapFeedback(this RouteGroupBuilder api) => api.MapPost("/feedback", SayAsync)
        .WithTags("People").WithName("feedback-say").WithSummary("Says something about the program")
        .WithDescription($"1 to {FeedbackBox.LongestWords} characters, at most {FeedbackBox.MostAnHour} times an hour. It is kept with who said it, the page, the version and the time, and read by whoever owns the installation.")
        .Takes().TakesEntry<FeedbackBody>("""{"words":"The column of last year would help here.","page":"statement?from=2026-03-01&to=2026-03-31"}""")
        .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status409Conflict);

    public static void MapFeedbackReading(this RouteGroupBuilder api)
    {
        var said = api.MapGroup("/admin/feedback").WithTags("Installation");
        said.MapGet("", ListAsync)
            .WithName("feedback").WithSummary("What readers said, page by page")
            .WithDescription("The latest first; 'unread=true' leaves out what was read.")
            .Takes("unread", "limit", "after").Produces<FeedbackAnswer>().WithMetadata(new AnswerExample("200", $$"""{"entries":[{{Said}}],"next":null}"""));
        said.MapPost("/{id:guid}/read", ReadAsync)
            .WithName("feedback-read").WithSummary("Notes that one was read")
            .WithDescription("Who read it first stands.")
            .Takes().Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound);
        foreach (var format in ReportFormat.All)
        {
            api.MapGet($"/admin/feedback{format.FileExtension}", (HttpContext context, FeedbackBox box, TimeProvider clock) => FileAsync(context, format, box, clock))
                .WithName($"feedback-{format.Id}").WithTags("Installation").WithSummary($"What readers said as {format.Label}")
                .WithDescription("All of it, the latest first.")
                .Takes("unread").Produces<FileShape>(contentType: format.MediaType.Split(';')[0]);
        }
    }

    private static async Task<IResult> SayAsync(HttpContext context, FeedbackBox box)
    {
        var body = await JsonEntry.ReadAsync<FeedbackBody>(context);
        var me = Visitor.Of(context);
        await box.SayAsync(body.Words ?? "", body.Page ?? "", BuildIdentity.Version, me.User, me.Name, context.RequestAborted);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<FeedbackAnswer>> ListAsync(HttpContext context, FeedbackBox box)
    {
        var query = context.Request.Query;
        var limit = StatementQueryParser.Whole(query["limit"], "limit", 1, FeedbackBox.MostEntries) ?? 100;
        var entries = await box.ListAsync(OnlyUnread(query["unread"]), limit, After(query["after"]), context.RequestAborted);
        context.Response.Headers.CacheControl = "private, no-cache";
        return TypedResults.Ok(new FeedbackAnswer(entries, entries.Count == limit ? entries[^1].Id : null));
    }

    private static async Task<IResult> ReadAsync(Guid id, HttpContext context, FeedbackBox box)
    {
        await box.MarkReadAsync(id, Visitor.Of(context).Name, context.RequestAborted);
        return TypedResults.NoContent();
    }

    private static async Task FileAsync(HttpContext context, ReportFormat format, FeedbackBox box, TimeProvider clock)
    {
        var onlyUnread = OnlyUnread(context.Request.Query["unread"]);
        context.Response.Headers.CacheControl = "private, no-cache";
        await ReportAnswer.WriteAsync(
            context,
            format,
            FeedbackTable.Head(onlyUnread, Visitor.Of(context).Name, clock.GetUtcNow()),
            FeedbackTable.Rows(box.StreamAsync(onlyUnread, context.RequestAborted), context.RequestAborted),
            period: null);
    }

    /// <summary>Whether what was read is left out.</summary>
    /// <exception cref="ProblemException">Invalid: it is neither true nor false.</exception>
    internal static bool OnlyUnread(string? text) => text switch
    {
        null or "" or "false" => false,
        "true" => true,
        _ => throw new ProblemException(ProblemKind.Invalid, $"'{text}' is neither true nor false.") { Field = "unread" },
    };

    /// <summary>Where the page before ended, or null.</summary>
    /// <exception cref="ProblemException">Invalid: it is no id.</exception>
    internal static Guid? After(string? text) => string.IsNullOrWhiteSpace(text)
        ? null
        : Guid.TryParse(text, out var id)
            ? id
            : throw new ProblemException(ProblemKind.Invalid, "That is not where a page ended. Leave it out to begin at the first page.") { Field = "after" };
}

/// <summary>What a program says for its reader.</summary>
internal sealed record FeedbackBody
{
    /// <summary>What: 1 to 2000 characters.</summary>
    public string? Words { get; init; }

    /// <summary>The page that it is about: its path below the base, with its question.</summary>
    public string? Page { get; init; }
}

/// <summary>What readers said.</summary>
/// <param name="Entries">The latest first.</param>
/// <param name="Next">What to send as 'after' for the following page, or null at the end.</param>
internal sealed record FeedbackAnswer(IReadOnlyList<FeedbackEntry> Entries, Guid? Next);
