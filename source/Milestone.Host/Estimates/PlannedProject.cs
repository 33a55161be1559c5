using System.Globalization;
using Milestone.Core;
using Milestone.Core.Ledger;
using Milestone.Core.Organisations;
using Milestone.Core.Reporting;
using Milestone.Host.Api;
using Milestone.Host.Exports;

namespace Milestone.Host.Estimates;

/// <summary>The project that a request about plans names, and whose it is.</summary>
/// <param name="Organisation">Whose books.</param>
/// <param name="Project">The project.</param>
internal sealed record PlannedProject(Organisation Organisation, DimensionListing Project)
{
    /// <summary>The project of the address. What is unassigned is no project and has no plans.</summary>
    /// <exception cref="ProblemException">NotFound: the organisation has no such project.</exception>
    public static async Task<PlannedProject> OfAsync(HttpContext context, Guid id)
    {
        var services = context.RequestServices;
        var organisation = await services.GetRequiredService<OrganisationChoice>().OfAsync(context.Request.Query["organisation"], context.RequestAborted);
        if (id == Unassigned.Id)
            throw new ProblemException(ProblemKind.NotFound, "What is unassigned is no project: settings, estimates, progress and adjustments belong to one.") { Field = "id" };
        var projects = await services.GetRequiredService<OrganisationCatalogue>().ProjectsAsync(organisation.Id, context.RequestAborted);
        return new PlannedProject(organisation, projects.FirstOrDefault(one => one.Id == id)
            ?? throw new ProblemException(ProblemKind.NotFound, $"{organisation.Name} has no project with the id {id}. They are listed at /api/v1/projects.") { Field = "id" });
    }

    /// <summary>Answers something new: 201, where it is, and which version.</summary>
    public static IResult Created<T>(HttpContext context, string path, long version, T value)
    {
        IfMatch.Mark(context.Response, version);
        var organisation = context.Request.Query["organisation"].ToString();
        return TypedResults.Created($"{context.Request.PathBase}/api/v1{path}{(organisation.Length == 0 ? "" : $"?organisation={Uri.EscapeDataString(organisation)}")}", value);
    }

    /// <summary>Answers something with its version; 304 to who has it.</summary>
    public static IResult Versioned<T>(HttpContext context, long version, T value)
    {
        IfMatch.Mark(context.Response, version);
        context.Response.Headers.CacheControl = "private, no-cache";
        var known = context.Request.Headers.IfNoneMatch.ToString();
        return HttpMethods.IsGet(context.Request.Method) && known.Length > 0 && known == context.Response.Headers.ETag.ToString()
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Ok(value);
    }

    /// <summary>Answers a list with the mark of the data version; 304 to who has it.</summary>
    public async Task<IResult> ListedAsync<T>(HttpContext context, string question, Func<Task<IReadOnlyList<T>>> read) =>
        EntityTag.IsKnown(context, Organisation, question) ? TypedResults.StatusCode(StatusCodes.Status304NotModified) : TypedResults.Ok(await read());

    /// <summary>Whether past versions are wanted.</summary>
    public static bool WantsHistory(HttpContext context) => context.Request.Query["history"].ToString() switch
    {
        "" or "false" => false,
        "true" => true,
        var text => throw new ProblemException(ProblemKind.Invalid, $"'{text}' is neither true nor false.") { Field = "history" },
    };

    /// <summary>Maps a table of the project in every format: the path with .pdf, .xlsx, .csv and .json.</summary>
    public static void MapTable(RouteGroupBuilder projects, string path, string name, string summary, string[] takes, Func<HttpContext, PlannedProject, Task<Table>> draw)
    {
        foreach (var format in ReportFormat.All)
        {
            var endpoint = projects.MapGet($"/{path}.{format.Id}", async (Guid id, HttpContext context) =>
                {
                    var planned = await OfAsync(context, id);
                    var today = planned.Organisation.Today(context.RequestServices.GetRequiredService<TimeProvider>());
                    if (EntityTag.IsKnown(context, planned.Organisation, string.Create(CultureInfo.InvariantCulture, $"{format.Id}|{today:yyyy-MM-dd}|{context.Request.QueryString}")))
                    {
                        context.Response.StatusCode = StatusCodes.Status304NotModified;
                        return;
                    }

                    await ReportAnswer.WriteAsync(context, format, await draw(context, planned), period: null);
                })
                .WithName($"{name}-{format.Id}")
                .WithSummary($"{summary} as {format.Label}")
                .WithDescription(format == ReportFormat.Json ? "The table as typed cells: the columns, the rows with their kinds, where the figures come from." : "The same rows, figures and notes as the page.")
                .Takes(["organisation", .. takes])
                .Produces(StatusCodes.Status304NotModified)
                .ProducesProblem(StatusCodes.Status404NotFound);
            _ = format == ReportFormat.Json ? endpoint.Produces<object>() : endpoint.Produces<Statements.FileShape>(contentType: format.MediaType.Split(';')[0]);
        }
    }
}
