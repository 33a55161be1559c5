using Microsoft.AspNetCore.Http.HttpResults;
using Milestone.Host.Problems;

namespace Milestone.Host.Shell.Outcomes;

/// <summary>What a browser sees when a page cannot be drawn at all. It asks nothing of the database, which may be what failed.</summary>
internal sealed class ErrorPage : IErrorPage
{
    /// <inheritdoc/>
    public async Task WriteAsync(HttpContext context, string title, string detail, string traceId)
    {
        var page = new RazorComponentResult<ErrorDocument>(new { Title = title, Detail = detail, TraceId = traceId }) { StatusCode = context.Response.StatusCode };
        // The services of a request can draw one document only, and the page that failed may have begun with them.
        var services = context.RequestServices;
        await using var fresh = services.CreateAsyncScope();
        context.RequestServices = fresh.ServiceProvider;
        try
        {
            await page.ExecuteAsync(context);
        }
        finally
        {
            context.RequestServices = services;
        }
    }
}
