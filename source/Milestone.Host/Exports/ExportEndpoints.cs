using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Milestone.Core;
using Milestone.Core.Auditing;
using Milestone.Core.Reporting;
using Milestone.Host.Api;
using Milestone.Host.Security.Areas;
using Milestone.Host.Shell;
using Milestone.Host.Statements;

namespace Milestone.Host.Exports;

/// <summary>Whole reports as files, and the history of what was taken away.</summary>
internal static class ExportEndpoints
{
    /// <summary>Where the form of the page leads: to the file it asks for.</summary>
    public const string Choice = "/exports/choose";

    /// <summary>The formats of a report of several tables.</summary>
    public static IReadOnlyList<ReportFormat> Formats { get; } = [ReportFormat.Pdf, ReportFormat.Excel, ReportFormat.Csv];

    private static readonly string[] Parameters = ["organisation", "from", "to", "period", "basis", "wholePounds", "template"];

    public static void MapExports(this RouteGroupBuilder api)
    {
        foreach (var (name, label) in ExportReports.All)
        {
            foreach (var format in Formats)
            {
                api.MapGet($"/exports/{name}.{format.Id}", (HttpContext context, OrganisationChoice organisations, StatementQueryParser parser, ExportReports reports) =>
                        FileAsync(context, name, format, organisations, parser, reports))
                    .In(name == "company" ? Area.Books : Area.Projects)
                    .WithName($"export-{name}-{format.Id}")
                    .WithTags("Exports")
                    .WithSummary($"{label} as {format.Label}")
                    .WithDescription(format == ReportFormat.Csv
                        ? "The first table of the report, because a CSV holds one. It is entered in the history."
                        : "All tables of the report: a section each of a PDF, a sheet each of a workbook. It is entered in the history.")
                    .Takes(name == "project" ? [.. Parameters, "project"] : Parameters)
                    .Produces<FileShape>(contentType: format.MediaType.Split(';')[0])
                    .ProducesProblem(StatusCodes.Status404NotFound);
            }
        }

        api.MapGet("/exports", HistoryAsync)
            .In(Area.Books).WithName("exports").WithTags("Exports").WithSummary("What was taken away")
            .WithDescription("Every file, the newest first: who took what, with which filters, how many rows and bytes, how long it took and what came of it.")
            .Takes("organisation", "limit", "after").Produces<ExportsAnswer>().ProducesProblem(StatusCodes.Status404NotFound);
    }

    /// <summary>Leads from the form to the file.</summary>
    public static RedirectHttpResult Choose(HttpContext context)
    {
        var asked = Address.Of(context.Request);
        var report = ExportReports.All.Any(one => one.Name == asked["report"]) ? asked["report"] : "company";
        var format = Formats.FirstOrDefault(one => one.Id == asked["format"]) ?? ReportFormat.Pdf;
        // In all detail the company has a table for each project: that is prepared while the reader looks elsewhere.
        if (report == "company" && asked["template"] == "detailed")
            return TypedResults.LocalRedirect($"{context.Request.PathBase}/{asked.Keep([.. Parameters, "format"]).With("report", report).On("exports/prepare")}");
        var file = asked.Keep(report == "project" ? [.. Parameters, "project"] : Parameters).On($"api/v1/exports/{report}.{format.Id}");
        return TypedResults.LocalRedirect($"{context.Request.PathBase}/{file}");
    }

    private static async Task FileAsync(HttpContext context, string name, ReportFormat format, OrganisationChoice organisations, StatementQueryParser parser, ExportReports reports)
    {
        var cancellation = context.RequestAborted;
        var text = StatementText.Of(context.Request.Query);
        var isDetailed = ExportReports.IsDetailed(context.Request.Query["template"]);
        var organisation = await organisations.OfAsync(text.Organisation, cancellation);
        var query = await parser.ParseAsync(organisation, text, cancellation);
        var report = await reports.OfAsync(name, organisation, query, isDetailed, StatementQueryParser.MoneyDecimals(text), Visitor.Of(context).Name, cancellation);
        await ReportAnswer.WriteAsync(context, format, report, query.Period);
    }

    private static async Task<Ok<ExportsAnswer>> HistoryAsync(HttpContext context, OrganisationChoice organisations, ExportHistory history)
    {
        var organisation = await organisations.OfAsync(context.Request.Query["organisation"], context.RequestAborted);
        var limit = StatementQueryParser.Whole(context.Request.Query["limit"], "limit", 1, ExportHistory.MostEntries) ?? 50;
        var entries = await history.ListAsync(organisation.Id, limit, CursorOf(context.Request.Query["after"]), context.RequestAborted);
        context.Response.Headers.CacheControl = "private, no-cache";
        return TypedResults.Ok(new ExportsAnswer([.. entries.Select(ExportAnswer.Of)], entries.Count == limit ? Cursor(entries[^1]) : null));
    }

    private static string Cursor(ExportEntry entry) => string.Create(CultureInfo.InvariantCulture, $"{entry.At.UtcTicks}-{entry.Id:N}");

    private static ExportEntry? CursorOf(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        return text.Split('-') is [var ticks, var id] && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at <= DateTime.MaxValue.Ticks && Guid.TryParse(id, out var entry)
            ? new ExportEntry(entry, new DateTimeOffset(at, TimeSpan.Zero), "", "", "", "")
            : throw new ProblemException(ProblemKind.Invalid, "That is not where a page ended. Leave it out to begin at the first page.") { Field = "after" };
    }
}

/// <summary>Files that were taken away.</summary>
/// <param name="Exports">The newest first.</param>
/// <param name="Next">What to send as 'after' for the following page, or null at the end.</param>
internal sealed record ExportsAnswer(IReadOnlyList<ExportAnswer> Exports, string? Next);

/// <summary>One file that was taken away.</summary>
/// <param name="Id">Its id.</param>
/// <param name="At">When it was begun.</param>
/// <param name="Actor">Who took it.</param>
/// <param name="Report">The report's short name.</param>
/// <param name="Title">The report's title.</param>
/// <param name="Format">pdf, xlsx or csv.</param>
/// <param name="Filters">Period, basis and filters, in words.</param>
/// <param name="Rows">How many rows it had.</param>
/// <param name="Bytes">How many bytes it had.</param>
/// <param name="Milliseconds">How long it took.</param>
/// <param name="Outcome">finished, brokenOff or failed.</param>
internal sealed record ExportAnswer(
    Guid Id, DateTimeOffset At, string Actor, string Report, string Title, string Format, IReadOnlyList<string> Filters, long Rows, long Bytes, long Milliseconds, ExportOutcome Outcome)
{
    public static ExportAnswer Of(ExportEntry entry) => new(
        entry.Id, entry.At, entry.Actor, entry.Report, entry.Title, entry.Format, entry.Filters, entry.Rows, entry.Bytes, (long)entry.Duration.TotalMilliseconds, entry.Outcome);
}
