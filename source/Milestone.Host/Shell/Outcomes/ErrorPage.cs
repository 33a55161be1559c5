using Microsoft.AspNetCore.Http.HttpResults;
using Milestone.Host.Problems;

namespace Milestone.Host.Shell.Outcomes;

/// <summary>What a browser sees when a page cannot be drawn at all. It asks nothing of the database, which may be what failed.</summary>
internal sealed class ErrorPage : IErrorPage
{
    /// <inheritdoc/>
    public Task WriteAsync(HttpContext context, string title, string detail, string traceId)
    {
        var page = new RazorComponentResult<ErrorDocument>(new { Title = title, Detail = detail, TraceId = traceId }) { StatusCode = context.Response.StatusCode };
        return page.ExecuteAsync(context);
    }
}
