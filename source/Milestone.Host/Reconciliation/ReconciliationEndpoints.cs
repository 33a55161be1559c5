using Milestone.Core.Reconciliation;
using Milestone.Core.Reporting;
using Milestone.Host.Api;
using Milestone.Host.Caching;
using Milestone.Host.Exports;
using Milestone.Host.Statements;

namespace Milestone.Host.Reconciliation;

/// <summary>Our statement beside Xero's own reports, over HTTP.</summary>
internal static class ReconciliationEndpoints
{
    private const string Tag = "Reconciliation";

    public static void MapReconciliation(this RouteGroupBuilder api)
    {
        api.MapGet("/reconciliation/reports", ReportsAsync)
            .WithName("reconciliation-reports").WithTags(Tag)
            .WithSummary("Xero's own profit and loss reports, as imported")
            .WithDescription("They come in by /import/xero as Xero answers Reports/ProfitAndLoss; those of the latest days first.")
            .Takes("organisation").Cached()
            .Produces<ReportsOfXero>().Produces(StatusCodes.Status304NotModified).ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/reconciliation", AnswerAsync)
            .WithName("reconciliation").WithTags(Tag)
            .WithSummary("Our statement beside one of Xero's reports, by account")
            .WithDescription("For each column of the report that is a period: each account on both sides, the difference, and what is known to cause it. Without report: the one of the latest days.")
            .Takes("organisation", "report").Cached()
            .WithMetadata(new AnswerExample("200", ReconciliationAnswer.Example))
            .Produces<ReconciliationAnswer>().Produces(StatusCodes.Status304NotModified).ProducesProblem(StatusCodes.Status404NotFound);
        foreach (var format in ReportFormat.All)
        {
            api.MapGet($"/reconciliation{format.FileExtension}", (HttpContext context, OrganisationChoice organisations, ReconciliationReader reader) => FileAsync(context, organisations, reader, format))
                .WithName($"reconciliation-{format.Id}").WithTags(Tag)
                .WithSummary($"The reconciliation as {format.Label}")
                .WithDescription("The table as the page shows it.")
                .Takes([.. ReconciliationQuestion.Parameters])
                .Produces<FileShape>(contentType: format.MediaType.Split(';')[0]).Produces(StatusCodes.Status304NotModified).ProducesProblem(StatusCodes.Status404NotFound);
        }
    }

    private static async Task<IResult> ReportsAsync(HttpContext context, OrganisationChoice organisations, ReconciliationReader reader)
    {
        var organisation = await organisations.OfAsync(context.Request.Query["organisation"], context.RequestAborted);
        return EntityTag.IsKnown(context, organisation, "reports")
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Ok(new ReportsOfXero(organisation.Name, [.. (await reader.ReportsAsync(organisation.Id, context.RequestAborted)).Select(ReportAnswerOfXero.Of)]));
    }

    private static async Task<IResult> AnswerAsync(HttpContext context, OrganisationChoice organisations, ReconciliationReader reader)
    {
        var organisation = await organisations.OfAsync(context.Request.Query["organisation"], context.RequestAborted);
        if (EntityTag.IsKnown(context, organisation, context.Request.Query["report"].ToString()))
            return TypedResults.StatusCode(StatusCodes.Status304NotModified);
        var (_, found) = await ReconciliationQuestion.ReadAsync(organisation, context.Request.Query, reader, StatementEndpoints.DrawnBy, context.RequestAborted);
        return TypedResults.Ok(found is null ? new ReconciliationAnswer(organisation.Name, organisation.BaseCurrency, null, true, true, [], []) : ReconciliationAnswer.Of(found));
    }

    private static async Task FileAsync(HttpContext context, OrganisationChoice organisations, ReconciliationReader reader, ReportFormat format)
    {
        var request = context.Request.Query;
        var organisation = await organisations.OfAsync(request["organisation"], context.RequestAborted);
        var onlyDifferences = ReconciliationQuestion.OnlyDifferences(request);
        if (EntityTag.IsKnown(context, organisation, $"{request["report"]}|{onlyDifferences}|{format.Id}"))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        var (_, found) = await ReconciliationQuestion.ReadAsync(organisation, request, reader, StatementEndpoints.DrawnBy, context.RequestAborted);
        if (found is null)
            throw new Core.ProblemException(Core.ProblemKind.NotFound, "No report of Xero's has been imported yet, so there is nothing to compare with.") { Field = "report" };
        await ReportAnswer.WriteAsync(context, format, ReconciliationTable.Of(found, onlyDifferences), found.Report.Days);
    }
}
