using Microsoft.AspNetCore.Mvc;
using Milestone.Core.Access;
using Milestone.Core.Xero;
using Milestone.Host.Api;
using Milestone.Host.Observability;
using Milestone.Host.Security;
using Milestone.Host.Settings;

namespace Milestone.Host.Xero;

/// <summary>Where n8n, or anything that can POST, hands in Xero's raw responses.</summary>
internal static class ImportEndpoints
{
    public static void MapImport(this RouteGroupBuilder api, HostSettings settings) => api.MapPost("/import/xero", ImportAsync)
        .WithName("import-xero")
        .WithTags("Import")
        .WithSummary("Takes a raw Xero response in")
        .WithDescription("The body is one raw response of Xero's accounting API, an array of them, or either wrapped by n8n in {\"body\": ...}; any order, any paging, repeated or not. "
            + "The answer is 200 whenever the body could be read: a record that could not rejects itself, with its reason, and its neighbours land, so look at 'rejected'.")
        .Takes("organisation")
        .Accepts<object>("application/json")
        .Produces<ImportAnswer>()
        .ProducesProblem(StatusCodes.Status401Unauthorized)
        .ProducesProblem(StatusCodes.Status403Forbidden)
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
        .ProducesProblem(StatusCodes.Status429TooManyRequests)
        .WithMetadata(new AnswerExample("200", ImportAnswer.Example))
        .WithMetadata(new BodyLimit(settings.ImportLimitMegabytes * 1024L * 1024L))
        .WithRequestTimeout(Limits.Import)
        .RequireRateLimiting(Limits.Import);

    private static async Task<IResult> ImportAsync(HttpContext context, [FromServices] IngestAuthorization authorization, OrganisationChoice organisations, XeroImport import)
    {
        var cancellation = context.RequestAborted;
        if (await authorization.OrganisationAsync(context.Request, cancellation) is not { } organisation)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
            return TypedResults.StatusCode(StatusCodes.Status401Unauthorized);
        }

        if (context.Request.Query["organisation"] is [{ Length: > 0 } named])
            IngestAuthorization.Check(organisation, await organisations.OfAsync(named, cancellation));
        using var scope = ReaderScope.Of([new Membership(organisation, Role.Accountant)]).Begin();
        using var body = new MemoryStream((int)Math.Min(context.Request.ContentLength ?? 0, LargestFirstBuffer));
        await context.Request.Body.CopyToAsync(body, cancellation);
        var payload = new XeroPayload("request body", body.GetBuffer().AsMemory(0, (int)body.Length));
        var result = await import.ImportAsync(organisation, One(payload), "API", progress: null, cancellation);
        Instruments.CountImport(result.Created, result.Changed, result.Unchanged, result.Rejected);
        return TypedResults.Ok(ImportAnswer.Of(result));
    }

    // A stated length is believed up to here; what is more, the stream grows by as it comes.
    private const int LargestFirstBuffer = 1024 * 1024;

    private static async IAsyncEnumerable<XeroPayload> One(XeroPayload payload)
    {
        yield return payload;
        await Task.CompletedTask;
    }
}
