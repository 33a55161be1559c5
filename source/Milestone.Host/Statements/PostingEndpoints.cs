using System.Globalization;
using Milestone.Core;
using Milestone.Core.Reporting;
using Milestone.Core.Statements;
using Milestone.Host.Api;
using Milestone.Host.Exports;

namespace Milestone.Host.Statements;

/// <summary>What stands behind a figure: lines, and the documents they belong to.</summary>
internal static class PostingEndpoints
{
    public static void MapPostings(this RouteGroupBuilder api)
    {
        api.MapGet("/postings", PostingsAsync)
            .WithName("postings")
            .WithTags("Statements")
            .WithSummary("The document lines behind a figure")
            .WithDescription("Ask with the filters of the statement the figure stands on. Amounts are the effect on profit: income positive, costs negative; 'total' is the sum over all pages. "
                + "'next' is the 'after' of the following page, and null at the end.")
            .Takes([.. PostingQuestion.Parameters])
            .Produces<PostingPage>()
            .Produces(StatusCodes.Status304NotModified)
            .ProducesProblem(StatusCodes.Status404NotFound);
        foreach (var format in ReportFormat.All)
        {
            api.MapGet($"/postings.{format.Id}", (HttpContext context, OrganisationChoice organisations, StatementQueryParser parser, PostingReader reader, TimeProvider clock) =>
                    FileAsync(context, format, organisations, parser, reader, clock))
                .WithName($"postings-{format.Id}")
                .WithTags("Statements")
                .WithSummary($"All document lines behind a figure as {format.Label}")
                .WithDescription("The lines of all pages of /postings with their sum, in the same order, streamed. Amounts are as the statement shows them: costs are positive under their heading.")
                .Takes([.. PostingQuestion.Filters])
                .Produces<FileShape>(contentType: format.MediaType.Split(';')[0])
                .ProducesProblem(StatusCodes.Status404NotFound);
        }

        api.MapGet("/documents/{id:guid}", DocumentAsync)
            .WithName("document")
            .WithTags("Statements")
            .WithSummary("A document with its lines, settlements and history")
            .WithDescription("An invoice, bill, credit note, bank transaction, manual journal or journal by Xero's id, with a link to it in Xero.")
            .Takes("organisation")
            .Produces<DocumentDetail>()
            .Produces(StatusCodes.Status304NotModified)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> PostingsAsync(HttpContext context, OrganisationChoice organisations, StatementQueryParser parser, PostingReader reader)
    {
        var cancellation = context.RequestAborted;
        var organisation = await organisations.OfAsync(context.Request.Query["organisation"], cancellation);
        var query = await PostingQuestion.ReadAsync(context.Request.Query, organisation, parser, cancellation);
        return EntityTag.IsKnown(context, organisation, query.ToString())
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Ok(await reader.ReadAsync(organisation.Id, query, cancellation));
    }

    private static async Task FileAsync(HttpContext context, ReportFormat format, OrganisationChoice organisations, StatementQueryParser parser, PostingReader reader, TimeProvider clock)
    {
        var cancellation = context.RequestAborted;
        var organisation = await organisations.OfAsync(context.Request.Query["organisation"], cancellation);
        var query = await PostingQuestion.ReadAsync(context.Request.Query, organisation, parser, cancellation);
        var subject = await reader.SubjectAsync(organisation.Id, query, cancellation);
        var head = PostingTable.Head(organisation, query, subject, clock.GetUtcNow(), StatementEndpoints.DrawnBy);
        await ReportAnswer.WriteAsync(context, format, head, PostingTable.Rows(subject, reader.AllAsync(organisation.Id, query, cancellation), cancellation), query.Period);
    }

    private static async Task<IResult> DocumentAsync(Guid id, HttpContext context, OrganisationChoice organisations, PostingReader reader)
    {
        var organisation = await organisations.OfAsync(context.Request.Query["organisation"], context.RequestAborted);
        if (EntityTag.IsKnown(context, organisation, id.ToString()))
            return TypedResults.StatusCode(StatusCodes.Status304NotModified);
        var document = await reader.DocumentAsync(organisation.Id, id, context.RequestAborted);
        return document is null
            ? throw new ProblemException(ProblemKind.NotFound, string.Create(CultureInfo.InvariantCulture, $"{organisation.Name} has no document with the id {id}.")) { Field = "id" }
            : TypedResults.Ok(document);
    }
}
