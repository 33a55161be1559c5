using Microsoft.AspNetCore.Http.HttpResults;
using Milestone.Core.Organisations;
using Milestone.Host.Api;

namespace Milestone.Host.Administration;

/// <summary>Ingest tokens over HTTP: which there are.</summary>
internal static class TokenEndpoints
{
    public static void MapTokens(this RouteGroupBuilder api) =>
        api.MapGet("/admin/tokens", ListAsync)
            .WithName("tokens").WithTags("Administration").WithSummary("The ingest tokens of an organisation")
            .WithDescription("The newest first: what each is for, how its text begins, when it was made, last used, and stops or stopped working. The text itself is kept nowhere.")
            .Takes("organisation").Produces<TokensAnswer>().ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<Ok<TokensAnswer>> ListAsync(HttpContext context, OrganisationChoice organisations, IngestTokens tokens)
    {
        var organisation = await organisations.OfAsync(context.Request.Query["organisation"], context.RequestAborted);
        context.Response.Headers.CacheControl = "private, no-cache";
        return TypedResults.Ok(new TokensAnswer(await tokens.ListAsync(organisation.Id, context.RequestAborted)));
    }
}

/// <summary>The ingest tokens of an organisation.</summary>
/// <param name="Tokens">The newest first.</param>
internal sealed record TokensAnswer(IReadOnlyList<IngestToken> Tokens);
