using System.Globalization;
using Milestone.Core.Organisations;
using Milestone.Core.Projects;
using Milestone.Core.Reporting;
using Milestone.Host.Api;
using Milestone.Host.Caching;
using Milestone.Host.Exports;
using Milestone.Host.Statements;

namespace Milestone.Host.Projects;

/// <summary>The reports of one project over HTTP: each as JSON of its own, and its table at the same address with the extension of a format.</summary>
internal static class ProjectReportEndpoints
{
    public static void MapProjectReports(this RouteGroupBuilder api)
    {
        Map(api, "summary", "The costs of a project by build phase, against its estimates",
            "Paid + due = the accrual cost of the profit and loss, to the penny; 'checks' shows it. Variance = estimate - paid - due, without VAT: positive is favourable. What is not in Xero ('direct', "
            + "'refunds') was entered by people and is in no other figure. Where the books post from journals, paid and due are null.",
            ["vat"],
            (reports, organisation, asked, cancellation) => reports.SummaryAsync(organisation, asked.Query, StatementEndpoints.DrawnBy, cancellation),
            (summary, asked) => ProjectSummaryTable.Of(summary, asked.Decimals),
            (summary, _) => SummaryShape.Of(summary));
        Map(api, "cost-tracker", "The cost lines of a project, by build phase",
            "Bills, supplier credits, spend money and manual journals, with what has been paid of each line. 'next', where it is not null, is the 'after' of the following page; sums are always of all pages. "
            + "Files have all lines.",
            ["vat", "phase"],
            (reports, organisation, asked, cancellation) => reports.CostTrackerAsync(organisation, asked.Query, StatementEndpoints.DrawnBy, cancellation),
            (tracker, asked) => CostTrackerTable.Of(tracker, asked.Decimals),
            CostTrackerShape.Of,
            paged: true);
        Map(api, "float", "The customer's money of a project, less what was spent of it",
            "Always as it was paid, VAT included. 'next' pages the movements; the sums are of all of them. Where there is no float, 'notAvailable' says why.",
            [],
            (reports, organisation, asked, cancellation) => reports.FloatAsync(organisation, asked.Query, StatementEndpoints.DrawnBy, cancellation),
            (account, asked) => ProjectFloatTable.Of(account, asked.Decimals),
            FloatShape.Of,
            paged: true);
        Map(api, "invoices", "The sales invoices and credit notes of a project",
            "Of each document its lines on this project only; 'isPart' says where it has others. In base currency; credits are negative. group=phase answers each build phase of a document on its own.",
            ["group", "phase"],
            (reports, organisation, asked, cancellation) => reports.InvoicesAsync(organisation, asked.Query, asked.ByPhase, StatementEndpoints.DrawnBy, cancellation),
            (invoices, asked) => ProjectInvoicesTable.Of(invoices, asked.Decimals),
            InvoicesShape.Of,
            paged: true);
        Map(api, "bills", "The bills and supplier credits of a project",
            "As /invoices, of what is owed.",
            ["group", "phase"],
            (reports, organisation, asked, cancellation) => reports.BillsAsync(organisation, asked.Query, asked.ByPhase, StatementEndpoints.DrawnBy, cancellation),
            (bills, asked) => ProjectInvoicesTable.Of(bills, asked.Decimals),
            InvoicesShape.Of,
            paged: true);
    }

    private static void Map<TReport, TShape>(
        RouteGroupBuilder api,
        string name,
        string summary,
        string description,
        string[] parameters,
        Func<ProjectReports, Guid, ProjectQuestion, CancellationToken, Task<TReport>> read,
        Func<TReport, ProjectQuestion, Table> tableOf,
        Func<TReport, ProjectQuestion, TShape> shapeOf,
        bool paged = false)
    {
        string[] takes = [.. ProjectQuestion.Parameters, .. parameters];
        api.MapGet($"/projects/{{id:guid}}/{name}", async (Guid id, HttpContext context, OrganisationChoice organisations, StatementQueryParser parser, TimeProvider clock, ProjectReports reports) =>
            {
                var (organisation, asked) = await AskAsync(context, id, organisations, parser, clock);
                return EntityTag.IsKnown(context, organisation, asked.ToString())
                    ? (IResult)TypedResults.StatusCode(StatusCodes.Status304NotModified)
                    : TypedResults.Ok(shapeOf(await read(reports, organisation.Id, asked, context.RequestAborted), asked));
            })
            .WithName($"project-{name}")
            .WithTags("Projects")
            .WithSummary(summary)
            .WithDescription(description)
            .Takes(paged ? [.. takes, "after", "limit"] : takes)
            .Cached()
            .Produces<TShape>()
            .Produces(StatusCodes.Status304NotModified)
            .ProducesProblem(StatusCodes.Status404NotFound);
        foreach (var format in ReportFormat.All)
        {
            api.MapGet($"/projects/{{id:guid}}/{name}.{format.Id}", async (Guid id, HttpContext context, OrganisationChoice organisations, StatementQueryParser parser, TimeProvider clock, ProjectReports reports) =>
                {
                    var (organisation, asked) = await AskAsync(context, id, organisations, parser, clock);
                    if (EntityTag.IsKnown(context, organisation, string.Create(CultureInfo.InvariantCulture, $"{asked}|{format.Id}")))
                        context.Response.StatusCode = StatusCodes.Status304NotModified;
                    else
                        await ReportAnswer.WriteAsync(context, format, tableOf(await read(reports, organisation.Id, asked, context.RequestAborted), asked), null);
                })
                .WithName($"project-{name}-{format.Id}")
                .WithTags("Projects")
                .WithSummary($"{summary}, as {format.Label}")
                .WithDescription("The same rows and figures as the page shows, all of them.")
                .Takes(takes)
                .Produces<FileShape>(contentType: format.MediaType.Split(';')[0])
                .Produces(StatusCodes.Status304NotModified)
                .ProducesProblem(StatusCodes.Status404NotFound);
        }
    }

    private static async Task<(Organisation Organisation, ProjectQuestion Asked)> AskAsync(
        HttpContext context, Guid id, OrganisationChoice organisations, StatementQueryParser parser, TimeProvider clock)
    {
        var organisation = await organisations.OfAsync(context.Request.Query["organisation"], context.RequestAborted);
        return (organisation, await ProjectQuestion.ParseAsync(context.Request.Query, organisation, id, parser, clock, context.RequestAborted));
    }
}
