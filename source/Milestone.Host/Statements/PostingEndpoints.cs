using System.Globalization;
using Milestone.Core;
using Milestone.Core.Statements;
using Milestone.Host.Api;

namespace Milestone.Host.Statements;

/// <summary>What stands behind a figure: lines, and the documents they belong to.</summary>
internal static class PostingEndpoints
{
    private static readonly string[] Parameters =
        ["organisation", "from", "to", "period", "basis", "account", "section", "project", "phase", "asKnownAt", "after", "limit"];

    public static void MapPostings(this RouteGroupBuilder api)
    {
        api.MapGet("/postings", PostingsAsync)
            .WithName("postings")
            .WithTags("Statements")
            .WithSummary("The document lines behind a figure")
            .WithDescription("Ask with the filters of the statement the figure stands on. Amounts are the effect on profit: income positive, costs negative; 'total' is the sum over all pages. "
                + "'next' is the 'after' of the following page, and null at the end.")
            .Takes(Parameters)
            .Produces<PostingPage>()
            .Produces(StatusCodes.Status304NotModified)
            .ProducesProblem(StatusCodes.Status404NotFound);
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
        var request = context.Request.Query;
        var text = StatementText.Of(request);
        var organisation = await organisations.OfAsync(text.Organisation, cancellation);
        var statement = await parser.ParseAsync(organisation, text, cancellation);
        var query = new PostingQuery(statement.Period)
        {
            Basis = statement.Basis,
            Project = statement.Project,
            Phase = statement.Phase,
            AsKnownAt = statement.AsKnownAt,
            Account = AccountOf(request["account"]),
            Section = SectionOf(request["section"]),
            After = request["after"] is [{ Length: > 0 } after] ? after : null,
            Limit = StatementQueryParser.Whole(request["limit"] is [{ Length: > 0 } limit] ? limit : null, "limit", 1, PostingQuery.MostLines) ?? 100,
        };
        return EntityTag.IsKnown(context, organisation, query.ToString())
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Ok(await reader.ReadAsync(organisation.Id, query, cancellation));
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

    private static Guid? AccountOf(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        return Guid.TryParse(text, out var id)
            ? id
            : throw new ProblemException(ProblemKind.Invalid, $"'{text}' is not an account's id. A statement's rows and /api/v1/accounts give it.") { Field = "account" };
    }

    private static Section? SectionOf(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        return Enum.TryParse<Section>(text, ignoreCase: true, out var section) && char.IsLetter(text[0]) && section is not (Section.GrossProfit or Section.NetProfit)
            ? section
            : throw new ProblemException(ProblemKind.Invalid, $"'{text}' is not a section with accounts. Use one of: {string.Join(", ", ApiParameters.Meaning("section").Values)}.") { Field = "section" };
    }
}
