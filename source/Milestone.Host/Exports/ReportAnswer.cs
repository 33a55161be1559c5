using Milestone.Core.Reporting;
using Milestone.Core.Values;

namespace Milestone.Host.Exports;

/// <summary>A report as the answer to a request: the one way in which any table leaves the host as a file. Every file is entered in the history.</summary>
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
    public static async Task WriteAsync(HttpContext context, ReportFormat format, TableHead head, IAsyncEnumerable<TableRow> rows, Period? period)
    {
        await using var begun = await RowsToSend.BeginAsync(rows, context.RequestAborted);
        if (format == ReportFormat.Json)
        {
            context.Response.ContentType = format.MediaType;
            await format.WriteAsync(head, begun.Stream(), context.Response.Body, context.RequestAborted);
            return;
        }

        await SendAsync(context, format, head, head.Name, head.Title, period, () => begun.Count, stream => format.WriteAsync(head, begun.Stream(), stream, context.RequestAborted));
    }

    /// <summary>Streams a report of several tables as a file to save.</summary>
    /// <param name="context">The request.</param>
    /// <param name="format">The format.</param>
    /// <param name="report">The finished report.</param>
    /// <param name="period">The days it covers, for the file's name; null for a report without a period.</param>
    public static Task WriteAsync(HttpContext context, ReportFormat format, Report report, Period? period) => SendAsync(
        context,
        format,
        report.Main.Head,
        report.Name,
        report.Title,
        period,
        () => report.RowsIn(format),
        stream => format.WriteAsync(report, stream, context.RequestAborted));

    private static Task SendAsync(HttpContext context, ReportFormat format, TableHead head, string name, string title, Period? period, Func<long> rows, Func<Stream, Task> write)
    {
        context.Response.ContentType = format.MediaType;
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"{format.FileName(head with { Name = name }, period)}\"";
        return context.RequestServices.GetRequiredService<ExportRecorder>().RecordAsync(head, name, title, format, rows, context.Response.Body, write, context.RequestAborted);
    }
}
