using Microsoft.AspNetCore.Http.HttpResults;
using Milestone.Core;
using Milestone.Core.Organisations;
using Milestone.Host.Api;
using Milestone.Host.Shell;

namespace Milestone.Host.Administration;

/// <summary>Ingest tokens over HTTP: which there are, a new one, and an end to one.</summary>
internal static class TokenEndpoints
{
    private const string Example = """{"token":{"id":"0197c0de-0000-7000-8000-000000000001","label":"n8n","prefix":"mst_Ab3dE9","createdAt":"2026-03-20T10:00:00+00:00","expiresAt":"2026-12-31T00:00:00+00:00","revokedAt":null,"lastUsedAt":null},"secret":"mst_..."}""";

    public static void MapTokens(this RouteGroupBuilder api)
    {
        var tokens = api.MapGroup("/admin/tokens").WithTags("Administration");
        tokens.MapGet("", ListAsync)
            .WithName("tokens").WithSummary("The ingest tokens of an organisation")
            .WithDescription("The newest first: what each is for, how its text begins, when it was made, last used, and stops or stopped working. The text itself is kept nowhere.")
            .Takes("organisation").Produces<TokensAnswer>().ProducesProblem(StatusCodes.Status404NotFound);
        tokens.MapPost("", CreateAsync)
            .WithName("token-create").WithSummary("Makes an ingest token")
            .WithDescription("The secret is in this answer and in no other: only a hash of it is kept.")
            .Takes("organisation").TakesEntry<TokenBody>("""{"label":"n8n","expires":"2026-12-31"}""")
            .Produces<NewTokenAnswer>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status404NotFound)
            .WithMetadata(new AnswerExample("201", Example));
        tokens.MapDelete("/{id:guid}", RevokeAsync)
            .WithName("token-revoke").WithSummary("Stops an ingest token for good")
            .WithDescription("It stays in the list as revoked. One that is revoked already is answered the same.")
            .Takes("organisation").Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Ok<TokensAnswer>> ListAsync(HttpContext context, OrganisationChoice organisations, IngestTokens tokens)
    {
        var organisation = await organisations.OfAsync(context.Request.Query["organisation"], context.RequestAborted);
        context.Response.Headers.CacheControl = "private, no-cache";
        return TypedResults.Ok(new TokensAnswer(await tokens.ListAsync(organisation.Id, context.RequestAborted)));
    }

    private static async Task<IResult> CreateAsync(HttpContext context, OrganisationChoice organisations, IngestTokens tokens)
    {
        var organisation = await organisations.OfAsync(context.Request.Query["organisation"], context.RequestAborted);
        var body = await JsonEntry.ReadAsync<TokenBody>(context);
        // As on the page: it stops at the beginning of that day where the books are.
        DateTimeOffset? until = body.Expires is { } day ? TimeZoneInfo.ConvertTimeToUtc(day.ToDateTime(TimeOnly.MinValue), organisation.TimeZone) : null;
        var (token, secret) = await tokens.CreateAsync(organisation.Id, body.Label ?? "", until, Visitor.Of(context).Name, context.RequestAborted);
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Json(new NewTokenAnswer(token, secret), statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> RevokeAsync(Guid id, HttpContext context, OrganisationChoice organisations, IngestTokens tokens)
    {
        var organisation = await organisations.OfAsync(context.Request.Query["organisation"], context.RequestAborted);
        if ((await tokens.ListAsync(organisation.Id, context.RequestAborted)).FirstOrDefault(token => token.Id == id) is not { } known)
            throw new ProblemException(ProblemKind.NotFound, $"{organisation.Name} has no token with the id {id}. They are listed at /api/v1/admin/tokens.") { Field = "id" };
        if (known.RevokedAt is null)
            await tokens.RevokeAsync(organisation.Id, id, Visitor.Of(context).Name, context.RequestAborted);
        return TypedResults.NoContent();
    }
}

/// <summary>A token as a program asks for it.</summary>
internal sealed record TokenBody
{
    /// <summary>What it is for: 1 to 100 characters.</summary>
    public string? Label { get; init; }

    /// <summary>The day on which it stops working, by the organisation's calendar; left out or null: never.</summary>
    public DateOnly? Expires { get; init; }
}

/// <summary>The ingest tokens of an organisation.</summary>
/// <param name="Tokens">The newest first.</param>
internal sealed record TokensAnswer(IReadOnlyList<IngestToken> Tokens);

/// <summary>A token that was just made.</summary>
/// <param name="Token">The token.</param>
/// <param name="Secret">Its text, which is told this once.</param>
internal sealed record NewTokenAnswer(IngestToken Token, string Secret);
