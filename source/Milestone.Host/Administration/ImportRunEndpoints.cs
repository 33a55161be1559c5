using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Milestone.Core;
using Milestone.Core.Administration;
using Milestone.Host.Api;
using Milestone.Host.Shell;
using Milestone.Host.Statements;

namespace Milestone.Host.Administration;

/// <summary>How much there is, how imports went and what they rejected, over HTTP.</summary>
internal static class ImportRunEndpoints
{
    private const int MostRuns = 50;
    private const int MostRejected = 200;

    private const string Counts = """
        {"projects":12,"users":4,"documents":5210,"postings":20480,"batches":310,"imports":288,"rejected":0,"workingTokens":1,"auditEntries":1200,"lastSync":"2026-03-20T10:00:00+00:00","databaseBytes":98000000}
        """;

    private const string Runs = """
        {"imports":[{"id":"0197c0de-0000-7000-8000-000000000003","startedAt":"2026-03-20T10:00:00+00:00","finishedAt":"2026-03-20T10:00:04+00:00","actor":"API","received":40,"created":3,"changed":2,"unchanged":34,
        "rejected":1,"failure":null}]}
        """;

    private const string Rejected = """
        {"records":[{"id":7,"at":"2026-03-20T10:00:00+00:00","payload":"invoices.json","kind":"Invoices","record":"INV-1001","reason":"It has no date."}]}
        """;

    public static void MapImportRuns(this RouteGroupBuilder api)
    {
        var admin = api.MapGroup("/admin").WithTags("Administration");
        admin.MapGet("/counts", CountsAsync)
            .WithName("counts").WithSummary("How much there is of an organisation")
            .WithDescription("Projects, users, documents and so on, when payloads last arrived, and the size of the whole database.")
            .Takes("organisation").Produces<AdministrationCounts>().ProducesProblem(StatusCodes.Status404NotFound)
            .WithMetadata(new AnswerExample("200", Counts));
        admin.MapGet("/imports", RunsAsync)
            .WithName("import-runs").WithSummary("The latest imports")
            .WithDescription($"The newest first, at most {MostRuns}: how many records came, were new, changed, unchanged or rejected, and why one failed.")
            .Takes("organisation", "limit").Produces<RunsAnswer>().ProducesProblem(StatusCodes.Status404NotFound)
            .WithMetadata(new AnswerExample("200", Runs));
        admin.MapGet("/rejected", RejectedAsync)
            .WithName("rejected").WithSummary("Records that could not be read")
            .WithDescription($"Those that were not taken since, the newest first, at most {MostRejected}, each with what is wrong with it.")
            .Takes("organisation", "limit").Produces<RejectedAnswer>().ProducesProblem(StatusCodes.Status404NotFound)
            .WithMetadata(new AnswerExample("200", Rejected));
        admin.MapPost("/rejected/{id:long}/retry", RetryAsync)
            .WithName("rejected-retry").WithSummary("Reads a rejected record again")
            .WithDescription("From the text in which it came. Where it is rejected again, the answer says why, and the record stands in the list under a new number.")
            .Takes("organisation").Produces<RetryAnswer>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict)
            .WithMetadata(new AnswerExample("200", """{"taken":true,"reason":null}"""));
    }

    private static async Task<IResult> CountsAsync(HttpContext context, OrganisationChoice organisations, AdministrationReader reader) =>
        Fresh(context, await reader.CountsAsync(await OfAsync(context, organisations), context.RequestAborted));

    private static async Task<IResult> RunsAsync(HttpContext context, OrganisationChoice organisations, AdministrationReader reader)
    {
        var organisation = await OfAsync(context, organisations);
        return Fresh(context, new RunsAnswer(await reader.RunsAsync(organisation, Limit(context, MostRuns), context.RequestAborted)));
    }

    private static async Task<IResult> RejectedAsync(HttpContext context, OrganisationChoice organisations, AdministrationReader reader)
    {
        var organisation = await OfAsync(context, organisations);
        return Fresh(context, new RejectedAnswer(await reader.RejectedAsync(organisation, Limit(context, MostRejected), context.RequestAborted)));
    }

    private static async Task<IResult> RetryAsync(long id, HttpContext context, OrganisationChoice organisations, RejectedRecords records)
    {
        var organisation = await OfAsync(context, organisations);
        try
        {
            var again = await records.RetryAsync(organisation, id, Visitor.Of(context).Name, context.RequestAborted);
            return TypedResults.Ok(new RetryAnswer(again is null, again));
        }
        catch (ProblemException unknown) when (unknown.Kind == ProblemKind.NotFound)
        {
            throw new ProblemException(ProblemKind.NotFound, string.Create(CultureInfo.InvariantCulture, $"There is no rejected record {id}. They are listed at /api/v1/admin/rejected."), unknown) { Field = "id" };
        }
    }

    private static int Limit(HttpContext context, int most) => StatementQueryParser.Whole(context.Request.Query["limit"], "limit", 1, most) ?? most;

    private static async Task<Guid> OfAsync(HttpContext context, OrganisationChoice organisations) =>
        (await organisations.OfAsync(context.Request.Query["organisation"], context.RequestAborted)).Id;

    private static Ok<T> Fresh<T>(HttpContext context, T answer)
    {
        context.Response.Headers.CacheControl = "private, no-cache";
        return TypedResults.Ok(answer);
    }
}

/// <summary>Imports of an organisation.</summary>
/// <param name="Imports">The newest first.</param>
internal sealed record RunsAnswer(IReadOnlyList<SyncRunSummary> Imports);

/// <summary>Rejected records of an organisation.</summary>
/// <param name="Records">The newest first.</param>
internal sealed record RejectedAnswer(IReadOnlyList<RejectedSummary> Records);

/// <summary>How a rejected record was read again.</summary>
/// <param name="Taken">Whether it was taken.</param>
/// <param name="Reason">Why it was rejected again, or null.</param>
internal sealed record RetryAnswer(bool Taken, string? Reason);
