using Milestone.Host.Api;
using Milestone.Host.Security.Areas;

namespace Milestone.Host.Reconciliation.Checking;

/// <summary>The ledger's own check over HTTP: begin one, and see how it stands.</summary>
internal static class LedgerCheckEndpoints
{
    private const string Tag = "Reconciliation";

    public static void MapLedgerCheck(this RouteGroupBuilder api)
    {
        api.MapGet("/ledger-check", StateAsync)
            .WithName("ledger-check")
            .WithTags(Tag)
            .WithSummary("How the check of the ledger stands")
            .WithDescription("state is none, running, finished or failed; documents of total say how far it is. The last result is kept while the host runs.")
            .Takes("organisation")
            .WithMetadata(new AnswerExample("200", LedgerCheckAnswer.Example))
            .Produces<LedgerCheckAnswer>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapPost("/ledger-check", StartAsync).In(Area.Bookkeeping)
            .WithName("ledger-check-start")
            .WithTags(Tag)
            .WithSummary("Check the ledger")
            .WithDescription("Recomputes every posting from the documents and every total from the postings, in the background, and changes nothing. One check at a time: the one under way is answered.")
            .Takes("organisation")
            .Produces<LedgerCheckAnswer>(StatusCodes.Status202Accepted)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> StateAsync(HttpContext context, OrganisationChoice organisations, LedgerChecks checks)
    {
        var organisation = await organisations.OfAsync(context.Request.Query["organisation"], context.RequestAborted);
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(LedgerCheckAnswer.Of(checks.Of(organisation.Id)));
    }

    private static async Task<IResult> StartAsync(HttpContext context, OrganisationChoice organisations, LedgerChecks checks)
    {
        var organisation = await organisations.OfAsync(context.Request.Query["organisation"], context.RequestAborted);
        var run = await checks.StartAsync(organisation.Id, context.RequestAborted);
        return TypedResults.Accepted($"{context.Request.PathBase}/api/v1/ledger-check?organisation={organisation.Id:D}", LedgerCheckAnswer.Of(run));
    }
}
