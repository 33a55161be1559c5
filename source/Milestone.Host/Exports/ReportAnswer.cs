using Milestone.Core.Reporting;
using Milestone.Core.Values;

namespace Milestone.Host.Exports;

/// <summary>A report as the answer to a request: the one way in which any table leaves the host as a file.</summary>
internal static class ReportAnswer
{
    /// <summary>Streams a table in a format; all but JSON come as a file to save.</summary>
    /// <param name="context">The request.</param>
    /// <param name="format">The format.</param>
    /// <param name="table">The finished table.</param>
    /// <param name="period">The days it covers, for the file's name; null for a report without a period.</param>
    public static Task WriteAsync(HttpContext context, ReportFormat format, Table table, Period? period) =>
        WriteAsync(context, format, table.Head, table.StreamRows(), period);

    /// <summary>Streams rows that are too many to hold.</summary>
    /// <inheritdoc cref="WriteAsync(HttpContext, ReportFormat, Table, Period?)"/>
    public static Task WriteAsync(HttpContext context, ReportFormat format, TableHead head, IAsyncEnumerable<TableRow> rows, Period? period)
    {
        context.Response.ContentType = format.MediaType;
        if (format != ReportFormat.Json)
            context.Response.Headers.ContentDisposition = $"attachment; filename=\"{format.FileName(head, period)}\"";
        return format.WriteAsync(head, rows, context.Response.Body, context.RequestAborted);
    }
}
