using Milestone.Core;
using Milestone.Core.Organisations;
using Milestone.Core.Storage;
using Milestone.Host.Security.Areas;

namespace Milestone.Host.Observability;

/// <summary>Whether the process lives, and whether it can serve.</summary>
internal static class HealthEndpoints
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public static void MapHealth(this WebApplication app)
    {
        var health = app.MapGroup("/api/health").WithTags("Health").In(Area.Public).DisableHttpMetrics().ProducesProblem(StatusCodes.Status400BadRequest);
        health.MapGet("/live", () => TypedResults.Ok(new Liveness("live")))
            .WithName("liveness")
            .WithSummary("Whether the process answers")
            .WithDescription("Asks nothing of the database: a container check uses it, so that an outage of the database does not take the polite error page away.");
        health.MapGet("", ReadinessAsync)
            .WithName("readiness")
            .WithSummary("Whether requests can be served")
            .WithDescription("Version, commit, database, migrations and ledger. 200 when ready, 503 with the same body when not.")
            .Produces<Readiness>()
            .Produces<Readiness>(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<IResult> ReadinessAsync(MilestoneDatabase database, OrganisationCatalogue organisations, HttpContext context)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        patience.CancelAfter(Patience);
        var readiness = await LookAsync(database, organisations, patience.Token);
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Json(readiness, statusCode: readiness.Status == Readiness.Ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<Readiness> LookAsync(MilestoneDatabase database, OrganisationCatalogue organisations, CancellationToken cancellation)
    {
        var nothing = new Readiness(Readiness.Unavailable, BuildIdentity.Version, BuildIdentity.Commit, "unreachable", new(0, []), Readiness.Unreadable);
        try
        {
            var health = await database.CheckAsync(cancellation);
            if (!health.Reachable)
                return nothing;
            var migrations = new MigrationState(health.AppliedMigrations, health.PendingMigrations);
            if (!health.Ready)
                return nothing with { Database = "reachable", Migrations = migrations };
            // That it can be read is for everybody; how many books there are, and of when, is for those who may see them, so the rows are not counted.
            await organisations.ListAsync(cancellation);
            return new Readiness(Readiness.Ready, BuildIdentity.Version, BuildIdentity.Commit, "reachable", migrations, Readiness.Readable);
        }
        catch (Exception failure) when (failure is OperationCanceledException or ProblemException)
        {
            return nothing;
        }
    }
}

/// <summary>The process answers.</summary>
/// <param name="Status">Always "live".</param>
internal sealed record Liveness(string Status);

/// <summary>Whether requests can be served.</summary>
/// <param name="Status">"ready" or "unavailable".</param>
/// <param name="Version">The version of the program.</param>
/// <param name="Commit">The commit it was built from, where known.</param>
/// <param name="Database">"reachable" or "unreachable".</param>
/// <param name="Migrations">The state of the schema.</param>
/// <param name="Ledger">"readable" or "unreadable". What it holds is not said here: anybody may ask.</param>
internal sealed record Readiness(string Status, string Version, string? Commit, string Database, MigrationState Migrations, string Ledger)
{
    public const string Readable = "readable";
    public const string Unreadable = "unreadable";
    public const string Ready = "ready";
    public const string Unavailable = "unavailable";
}

/// <summary>The state of the schema.</summary>
/// <param name="Applied">How many migrations are applied.</param>
/// <param name="Pending">Those that are not; the migrate command applies them.</param>
internal sealed record MigrationState(int Applied, IReadOnlyList<string> Pending);
