using System.Text.Encodings.Web;

namespace Milestone.Host.Problems;

/// <summary>Writes the answer to a browser when a page cannot be shown. The status is set already.</summary>
internal interface IErrorPage
{
    /// <summary>Writes the page.</summary>
    /// <param name="context">The request; its status code is set.</param>
    /// <param name="title">What happened, in a few words.</param>
    /// <param name="detail">What to do, in a sentence.</param>
    /// <param name="traceId">The id under which the logs tell more.</param>
    Task WriteAsync(HttpContext context, string title, string detail, string traceId);
}

/// <summary>The error page of a host without pages of its own.</summary>
internal sealed class BareErrorPage : IErrorPage
{
    public Task WriteAsync(HttpContext context, string title, string detail, string traceId)
    {
        var html = HtmlEncoder.Default;
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync($"""
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{html.Encode(title)} - Milestone</title></head>
            <body><h1>{html.Encode(title)}</h1><p>{html.Encode(detail)}</p><p>Trace: {html.Encode(traceId)}</p></body></html>
            """, context.RequestAborted);
    }
}
