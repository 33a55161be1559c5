using System.Globalization;
using Milestone.Core.Dashboard;
using Milestone.Core.Reporting;
using Milestone.Host.Api;
using Milestone.Host.Caching;
using Milestone.Host.Exports;
using Milestone.Host.Statements;

namespace Milestone.Host.Dashboard;

/// <summary>The dashboard over HTTP: its figures as JSON, and as a table in every format.</summary>
internal static class DashboardEndpoints
{
    public static void MapDashboard(this RouteGroupBuilder api)
    {
        api.MapGet("/dashboard", AnswerAsync)
            .WithName("dashboard")
            .WithTags("Dashboard")
            .WithSummary("The key figures of a period, its trend, its projects, and what customers owe")
            .WithDescription(
                "The figures of the dashboard page. Costs are positive; ratios are fractions and null where they have no meaning. Key figures stand against the same days a year earlier, "
                + "or with comparison=previous against the period just before. What customers owe and how far projects are is always of now.")
            .Takes([.. DashboardQueryParser.Parameters])
            .Cached()
            .Produces<DashboardAnswer>()
            .Produces(StatusCodes.Status304NotModified)
            .ProducesProblem(StatusCodes.Status404NotFound);
        foreach (var format in ReportFormat.All)
        {
            api.MapGet($"/dashboard{format.FileExtension}", (HttpContext context, OrganisationChoice organisations, DashboardQueryParser parser, DashboardReader reader) =>
                    WriteAsync(context, format, organisations, parser, reader))
                .WithName($"dashboard-{format.Id}")
                .WithTags("Dashboard")
                .WithSummary($"The dashboard as {format.Label}")
                .WithDescription("The period and the one it is compared with, the trend, and the projects, in one table; what customers owe and how far projects are stand below it.")
                .Takes([.. DashboardQueryParser.Parameters, "wholePounds"])
                .Produces<FileShape>(contentType: format.MediaType.Split(';')[0])
                .Produces(StatusCodes.Status304NotModified)
                .ProducesProblem(StatusCodes.Status404NotFound);
        }
    }

    private static async Task<IResult> AnswerAsync(HttpContext context, OrganisationChoice organisations, DashboardQueryParser parser, DashboardReader reader)
    {
        var figures = await ReadAsync(context, "", organisations, parser, reader);
        return figures is null ? TypedResults.StatusCode(StatusCodes.Status304NotModified) : TypedResults.Ok(DashboardAnswer.Of(figures));
    }

    private static async Task WriteAsync(HttpContext context, ReportFormat format, OrganisationChoice organisations, DashboardQueryParser parser, DashboardReader reader)
    {
        var decimals = StatementQueryParser.MoneyDecimals(StatementText.Of(context.Request.Query));
        if (await ReadAsync(context, string.Create(CultureInfo.InvariantCulture, $"{format.Id}|{decimals}"), organisations, parser, reader) is { } figures)
            await ReportAnswer.WriteAsync(context, format, DashboardTable.Of(figures, decimals), figures.Query.Period);
        else
            context.Response.StatusCode = StatusCodes.Status304NotModified;
    }

    /// <summary>The dashboard that a request asks for, or null where the reader has it already.</summary>
    private static async Task<DashboardFigures?> ReadAsync(HttpContext context, string form, OrganisationChoice organisations, DashboardQueryParser parser, DashboardReader reader)
    {
        var text = StatementText.Of(context.Request.Query);
        var organisation = await organisations.OfAsync(text.Organisation, context.RequestAborted);
        var query = await parser.ParseAsync(organisation, text, context.Request.Query["trend"], context.RequestAborted);
        return EntityTag.IsKnown(context, organisation, $"{query}|{form}")
            ? null
            : await reader.ReadAsync(organisation, query, StatementEndpoints.DrawnBy, context.RequestAborted);
    }
}
