using System.Globalization;
using Milestone.Core.Receivables;
using Milestone.Core.Reporting;
using Milestone.Host.Api;
using Milestone.Host.Exports;
using Milestone.Host.Statements;

namespace Milestone.Host.Receivables;

/// <summary>The invoices that customers owe, as a table in every format.</summary>
internal static class ReceivablesEndpoints
{
    public static void MapReceivables(this RouteGroupBuilder api)
    {
        foreach (var format in ReportFormat.All)
        {
            api.MapGet($"/receivables{format.FileExtension}", (HttpContext context, OrganisationChoice organisations, OpenInvoicesReader reader, TimeProvider clock) =>
                    AnswerAsync(context, format, organisations, reader, clock))
                .WithName($"receivables-{format.Id}")
                .WithTags("Receivables")
                .WithSummary($"The invoices that customers owe, as {format.Label}")
                .WithDescription("Approved sales invoices that are not settled in full, with VAT, in base currency, by the day they are due and how long they are overdue.")
                .Takes([.. ReceivablesQuestion.Parameters])
                .Produces<FileShape>(contentType: format.MediaType.Split(';')[0])
                .Produces(StatusCodes.Status304NotModified)
                .ProducesProblem(StatusCodes.Status404NotFound);
        }
    }

    private static async Task AnswerAsync(HttpContext context, ReportFormat format, OrganisationChoice organisations, OpenInvoicesReader reader, TimeProvider clock)
    {
        var organisation = await organisations.OfAsync(context.Request.Query["organisation"], context.RequestAborted);
        var asAt = ReceivablesQuestion.Day(organisation, context.Request.Query["asAt"], clock);
        if (EntityTag.IsKnown(context, organisation, string.Create(CultureInfo.InvariantCulture, $"{asAt:O}|{format.Id}")))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        var owed = await reader.ReadAsync(organisation, asAt, StatementEndpoints.DrawnBy, context.RequestAborted);
        await ReportAnswer.WriteAsync(context, format, OpenInvoicesTable.Of(owed), period: null);
    }
}
