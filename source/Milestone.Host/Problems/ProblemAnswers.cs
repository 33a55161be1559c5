using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Milestone.Core;
using Milestone.Host.Api;
using Milestone.Host.Identity;
using Milestone.Host.Security;

namespace Milestone.Host.Problems;

/// <summary>Whatever goes wrong becomes one answer: problem details (RFC 9457) for programs, the error page for browsers.</summary>
internal static class ProblemAnswers
{
    public static void AddProblemAnswers(this WebApplicationBuilder builder)
    {
        builder.Services.AddProblemDetails(options => options.CustomizeProblemDetails = answer =>
            answer.ProblemDetails.Extensions["traceId"] = TraceId(answer.HttpContext));
        builder.Services.TryAddSingleton<IErrorPage, BareErrorPage>();
    }

    public static void UseProblemAnswers(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = AnswerFailure,
            // What a person can put right is an answer, not an incident, and is logged with the request.
            SuppressDiagnosticsCallback = failure => Explain(failure.Exception, failure.HttpContext).Status < StatusCodes.Status500InternalServerError,
        });
        app.UseStatusCodePages(pages => Answer(pages.HttpContext, OfAnswer(pages.HttpContext)));
    }

    /// <summary>The id that the answer and the logs of one request share.</summary>
    public static string TraceId(HttpContext context) => Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier;

    private static Task AnswerFailure(HttpContext context)
    {
        var failure = context.Features.GetRequiredFeature<IExceptionHandlerFeature>().Error;
        return Answer(context, Explain(failure, context));
    }

    private static async Task Answer(HttpContext context, Explanation explanation)
    {
        context.Response.StatusCode = explanation.Status;
        context.Response.Headers.CacheControl = "no-store";
        if (explanation.Status == StatusCodes.Status503ServiceUnavailable)
            context.Response.Headers.RetryAfter = "30";
        if (!IsForPrograms(context))
        {
            await context.RequestServices.GetRequiredService<IErrorPage>().WriteAsync(context, explanation.Title, explanation.Page ?? explanation.Detail, TraceId(context));
            return;
        }

        var details = new ProblemDetails { Status = explanation.Status, Title = explanation.Title, Detail = explanation.Detail };
        if (explanation.Faults.Count > 0)
            details.Extensions["errors"] = explanation.Faults.ToDictionary(fault => fault.Key, fault => new[] { fault.Value }, StringComparer.Ordinal);
        else if (explanation.Field is { } field)
            details.Extensions["errors"] = new Dictionary<string, string[]> { [field] = [explanation.Detail] };
        if (explanation.Current is { } current)
            details.Extensions["current"] = current;
        // A client that takes no JSON is told in JSON all the same, rather than nothing.
        if (context.Request.Headers.Accept.Count > 0)
            context.Request.Headers.Accept = "*/*";
        await context.RequestServices.GetRequiredService<IProblemDetailsService>().WriteAsync(new ProblemDetailsContext { HttpContext = context, ProblemDetails = details });
    }

    // The path base is cut off by now, also when no route matched; /api answers in JSON whatever a client says it accepts.
    private static bool IsForPrograms(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
        || context.Request.Path.StartsWithSegments("/openapi", StringComparison.OrdinalIgnoreCase);

    private static Explanation Explain(Exception failure, HttpContext context) => failure switch
    {
        ProblemException problem => OfProblem(problem) with { Faults = problem.Faults },
        EntryTooLargeException large => new(StatusCodes.Status413PayloadTooLarge, "Too large", large.Message),
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => TooLarge(context),
        BadHttpRequestException bad => OfStatus(bad.StatusCode),
        OperationCanceledException => OfStatus(StatusCodes.Status504GatewayTimeout),
        _ => OfStatus(StatusCodes.Status500InternalServerError),
    };

    private static Explanation OfProblem(ProblemException problem) => problem.Kind switch
    {
        // Where the database lives is for the logs, not for whoever asks.
        ProblemKind.Unavailable => OfStatus(StatusCodes.Status503ServiceUnavailable),
        ProblemKind.NotFound => new(StatusCodes.Status404NotFound, "Not found", problem.Message, problem.Field),
        ProblemKind.Conflict => new(StatusCodes.Status409Conflict, "Conflict", problem.Message, problem.Field) { Current = problem.Current },
        ProblemKind.Stale => new(StatusCodes.Status412PreconditionFailed, "Changed by somebody else", problem.Message, problem.Field) { Current = problem.Current },
        ProblemKind.Unversioned => new(StatusCodes.Status428PreconditionRequired, "Version required", problem.Message, problem.Field),
        ProblemKind.Forbidden => new(StatusCodes.Status403Forbidden, "Not allowed", problem.Message, problem.Field),
        _ => new(StatusCodes.Status400BadRequest, "Not understood", problem.Message, problem.Field),
    };

    // What the server refused at, which an import's address sets higher.
    private static Explanation TooLarge(HttpContext context)
    {
        var most = (context.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize ?? Limits.MostBytes) / (1024 * 1024);
        return new(StatusCodes.Status413PayloadTooLarge, "Too large", string.Create(CultureInfo.InvariantCulture, $"A request may hold at most {most} MB here. Send Xero's pages one at a time."));
    }

    // What is lacking depends on what was asked for: only imports take ingest tokens.
    private static Explanation OfAnswer(HttpContext context) =>
        context.Response.StatusCode == StatusCodes.Status401Unauthorized && !context.Request.Path.StartsWithSegments("/api/v1/import", StringComparison.OrdinalIgnoreCase)
            ? new(StatusCodes.Status401Unauthorized, Title(StatusCodes.Status401Unauthorized), context.Features.Get<RefusedToken>() is { } refused
                ? $"{refused.Why}."
                : "Sign in first, or send a session token of the sign-in provider as 'Authorization: Bearer ...'.")
            : OfStatus(context.Response.StatusCode);

    private static Explanation OfStatus(int status) => new(status, Title(status), status switch
    {
        StatusCodes.Status400BadRequest => "The request cannot be understood. The API's description is at openapi/v1.json.",
        StatusCodes.Status401Unauthorized => "Send an ingest token as 'Authorization: Bearer ...'. The command 'token create' makes one.",
        StatusCodes.Status404NotFound => "There is nothing at this address. The API's description is at openapi/v1.json.",
        StatusCodes.Status405MethodNotAllowed => "This address does not take that method. The Allow header names those it takes.",
        StatusCodes.Status415UnsupportedMediaType => "Send JSON, with the content type application/json.",
        StatusCodes.Status429TooManyRequests => "Too many requests in a short time. Wait as many seconds as Retry-After says; hand payloads in one after the other.",
        StatusCodes.Status503ServiceUnavailable => "The database does not answer or is not ready. Try again in a moment; /api/health says more.",
        StatusCodes.Status504GatewayTimeout => "This took too long and was given up. Ask for less, such as a shorter period, or try again.",
        >= 500 => "Something went wrong here. It is logged under the trace id; try again, and quote the id if it stays.",
        _ => "The request was refused.",
    }, Page: OfPage(status));

    private static string Title(int status) => status switch
    {
        StatusCodes.Status503ServiceUnavailable => "Not available at the moment",
        StatusCodes.Status504GatewayTimeout => "Timed out",
        StatusCodes.Status500InternalServerError => "Something went wrong",
        _ => ReasonPhrases.GetReasonPhrase(status) is { Length: > 0 } phrase ? phrase : "Refused",
    };

    private static string? OfPage(int status) => status switch
    {
        StatusCodes.Status404NotFound => "There is no page at this address. Check it, or start again from the statement.",
        StatusCodes.Status400BadRequest => "The address cannot be understood. Check it, or start again from the statement.",
        StatusCodes.Status429TooManyRequests => "That was more in a minute than this host gives to one reader. Wait a moment, then go on.",
        StatusCodes.Status413PayloadTooLarge => "What was sent is too large. Send less, such as one report at a time.",
        StatusCodes.Status503ServiceUnavailable => "The books cannot be read at the moment. Try again in a minute.",
        _ => null,
    };

    /// <param name="Status">The status of the answer.</param>
    /// <param name="Title">What happened, in a few words.</param>
    /// <param name="Detail">What to do, for a program's author.</param>
    /// <param name="Field">The field at fault, or null.</param>
    /// <param name="Page">What to do, for a reader in a browser; null where the detail serves both.</param>
    private sealed record Explanation(int Status, string Title, string Detail, string? Field = null, string? Page = null)
    {
        /// <summary>Every field at fault with its remedy, where several were looked at.</summary>
        public IReadOnlyDictionary<string, string> Faults { get; init; } = new Dictionary<string, string>();

        /// <summary>What is there now, where somebody else has changed it or what was to be added is there already; null otherwise.</summary>
        public object? Current { get; init; }
    }
}
