using System.Globalization;
using Milestone.Core.Statements;
using Milestone.Host.Api;
using Milestone.Host.Caching;
using Milestone.Host.Exports;

namespace Milestone.Host.Statements;

/// <summary>The statement over HTTP: one address, and the same with the extension of a format.</summary>
internal static class StatementEndpoints
{
    /// <summary>Who draws, in the provenance, until signing in says it.</summary>
    public const string DrawnBy = "API";

    public static void MapStatements(this RouteGroupBuilder api)
    {
        Map(api, "/statement", StatementFormat.Json, "statement").WithSummary("The profit and loss statement")
            .WithDescription("Amounts are as displayed: income and costs are both positive under their headings. Each column says its kind; ratios are fractions and null where they have no meaning.")
            .WithMetadata(new AnswerExample("200", StatementExample.Json));
        foreach (var format in StatementFormat.All)
        {
            Map(api, $"/statement.{format.Id}", format, $"statement-{format.Id}")
                .WithSummary($"The profit and loss statement as {format.Report.Label}")
                .WithDescription("The same figures, filters and rows as /statement.");
        }
    }

    private static RouteHandlerBuilder Map(RouteGroupBuilder api, string path, StatementFormat format, string name)
    {
        var endpoint = api.MapGet(path, (HttpContext context, OrganisationChoice organisations, StatementQueryParser parser, StatementReader reader) =>
                AnswerAsync(context, format, organisations, parser, reader))
            .WithName(name)
            .WithTags("Statements")
            .Takes([.. StatementText.Parameters])
            .Produces(StatusCodes.Status304NotModified)
            .ProducesProblem(StatusCodes.Status404NotFound);
        return format == StatementFormat.Json
            ? endpoint.Cached().Produces<StatementShape>()
            : endpoint.Produces<FileShape>(contentType: format.MediaType.Split(';')[0]);
    }

    private static async Task AnswerAsync(HttpContext context, StatementFormat format, OrganisationChoice organisations, StatementQueryParser parser, StatementReader reader)
    {
        var cancellation = context.RequestAborted;
        var text = StatementText.Of(context.Request.Query);
        var organisation = await organisations.OfAsync(text.Organisation, cancellation);
        var query = await parser.ParseAsync(organisation, text, cancellation);
        var decimals = StatementQueryParser.MoneyDecimals(text);
        if (EntityTag.IsKnown(context, organisation, string.Create(CultureInfo.InvariantCulture, $"{query}|{format.Id}|{decimals}")))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        var statement = await reader.ReadAsync(organisation.Id, query, DrawnBy, cancellation);
        if (format.IsDownload)
        {
            await ReportAnswer.WriteAsync(context, format.Report, StatementTable.Of(statement, decimals), statement.Query.Period);
            return;
        }

        context.Response.ContentType = format.MediaType;
        await format.WriteAsync(statement, decimals, context.Response.Body, cancellation);
    }
}
