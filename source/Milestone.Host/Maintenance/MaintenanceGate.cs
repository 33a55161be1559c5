using System.Globalization;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Milestone.Core.Administration;
using Milestone.Host.Problems;
using Milestone.Host.Security.Areas;

namespace Milestone.Host.Maintenance;

/// <summary>
/// Refuses, during a window, what would change something: with 503 and when to come back. Reading goes on, so does signing in; and whoever may end the window
/// can. A browser gets what was typed back on a page that sends it again.
/// </summary>
internal sealed class MaintenanceGate(MaintenanceBoard board, IAntiforgery forgery, TimeProvider clock, RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context) =>
        board.Now is { IsUnderWay: true, Window: { } window } && IsChange(context) ? RefuseAsync(context, window) : next(context);

    private static bool IsChange(HttpContext context)
    {
        var method = context.Request.Method;
        if (HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method))
            return false;
        return context.GetEndpoint()?.Metadata.GetMetadata<InAttribute>() is { Area: not (Area.Public or Area.Installation), Always: not Use.Read };
    }

    private async Task RefuseAsync(HttpContext context, MaintenanceWindow window)
    {
        var response = context.Response;
        response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        response.Headers.CacheControl = "no-store";
        response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling((window.Over - clock.GetUtcNow()).TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        if (context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase))
        {
            await TellProgramAsync(context, window);
            return;
        }

        var page = new RazorComponentResult<RefusedDocument>(new { Window = window, Sent = await SentAsync(context), TraceId = ProblemAnswers.TraceId(context) }) { StatusCode = response.StatusCode };
        await page.ExecuteAsync(context);
    }

    private static async Task TellProgramAsync(HttpContext context, MaintenanceWindow window)
    {
        var details = new ProblemDetails
        {
            Status = StatusCodes.Status503ServiceUnavailable,
            Title = "Maintenance under way",
            Detail = $"Nothing can be changed until {window.Over.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture)}; everything can be read. Send this again after as many seconds as Retry-After says. {window.Message}",
        };
        details.Extensions["maintenance"] = new { id = window.Id, from = window.From, to = window.Over, message = window.Message };
        if (context.Request.Headers.Accept.Count > 0)
            context.Request.Headers.Accept = "*/*";
        await context.RequestServices.GetRequiredService<IProblemDetailsService>().WriteAsync(new ProblemDetailsContext { HttpContext = context, ProblemDetails = details });
    }

    // Only what came with our own token is shown again, with a fresh one: else another site could have somebody send what it chose.
    private async Task<KeptForm?> SentAsync(HttpContext context)
    {
        if (!context.Request.HasFormContentType)
            return null;
        try
        {
            if (!await forgery.IsRequestValidAsync(context))
                return null;
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            return KeptForm.Of(form, forgery.GetAndStoreTokens(context));
        }
        catch (Exception unreadable) when (unreadable is InvalidDataException or BadHttpRequestException or IOException)
        {
            return null;
        }
    }
}
