using Microsoft.AspNetCore.Http.HttpResults;
using Milestone.Core;
using Milestone.Host.Shell;

namespace Milestone.Host.Exports.Jobs;

/// <summary>Where a long export stands, and its file when it is there.</summary>
internal static class JobEndpoints
{
    public static void MapExportJobs(this RouteGroupBuilder api)
    {
        var jobs = api.MapGroup("/exports/jobs/{id:guid}").WithTags("Exports").ProducesProblem(StatusCodes.Status404NotFound);
        jobs.MapGet("", State).WithName("export-job").WithSummary("Where a long export stands").WithDescription("'done' of 'total' steps; a page's progress bar asks this.");
        jobs.MapGet("/file", File).WithName("export-job-file").WithSummary("The file of a long export").WithDescription("There once its state is done, for an hour.")
            .Produces(StatusCodes.Status200OK, contentType: "application/octet-stream").ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static Ok<JobAnswer> State(Guid id, HttpContext context, ExportJobs jobs)
    {
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(JobAnswer.Of(jobs.Get(id, Visitor.Of(context).Key)));
    }

    private static PhysicalFileHttpResult File(Guid id, HttpContext context, ExportJobs jobs)
    {
        var job = jobs.Get(id, Visitor.Of(context).Key);
        return job.State == JobState.Done
            ? TypedResults.PhysicalFile(job.Path, job.Question.Format.MediaType, job.FileName)
            : throw new ProblemException(ProblemKind.Conflict, "The file is not there yet. Ask for the export's state first.") { Field = "id" };
    }
}

/// <summary>Where a long export stands.</summary>
/// <param name="Id">Its id.</param>
/// <param name="State">waiting, running, done, failed or cancelled.</param>
/// <param name="Done">How many steps are done.</param>
/// <param name="Total">How many there are; 0 before that is known.</param>
/// <param name="FileName">The name of the file, once it is there.</param>
/// <param name="Failure">Why it failed; null otherwise.</param>
internal sealed record JobAnswer(Guid Id, JobState State, int Done, int Total, string? FileName, string? Failure)
{
    public static JobAnswer Of(ExportJob job) => new(job.Id, job.State, job.Done, job.Total, job.State == JobState.Done ? job.FileName : null, job.Failure);
}
