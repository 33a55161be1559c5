using Microsoft.AspNetCore.Http.HttpResults;
using Milestone.Host.Identity;
using Milestone.Host.Security.Areas;

namespace Milestone.Host.Status;

/// <summary>How the service stands, for people and for programs, whoever asks and whether the database answers or not.</summary>
internal static class StatusEndpoints
{
    public static void MapStatus(this WebApplication app)
    {
        app.MapGet("/status", async Task<IResult> (StatusReader reader) => new RazorComponentResult<StatusDocument>(new { Status = await reader.ReadAsync() }))
            .In(Area.Public).WithMetadata(new AnswersAlways()).ExcludeFromDescription();
        app.MapGet("/api/status", async (StatusReader reader) => TypedResults.Ok(await reader.ReadAsync()))
            .In(Area.Public).WithMetadata(new AnswersAlways()).WithTags("Health").WithName("status").WithSummary("How the service stands")
            .WithDescription("up, degraded or maintenance, with the maintenance windows. Always 200: /api/health is for probes.")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status429TooManyRequests);
    }
}
