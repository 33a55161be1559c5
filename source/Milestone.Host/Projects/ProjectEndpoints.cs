using System.Globalization;
using Milestone.Core;
using Milestone.Core.Ledger;
using Milestone.Core.Organisations;
using Milestone.Core.Projects;
using Milestone.Core.Reporting;
using Milestone.Core.Statements;
using Milestone.Core.Values;
using Milestone.Host.Api;
using Milestone.Host.Caching;
using Milestone.Host.Exports;
using Milestone.Host.Statements;

namespace Milestone.Host.Projects;

/// <summary>The projects with their figures, all from one statement, so that they and Unassigned add up to the organisation.</summary>
internal static class ProjectEndpoints
{
    private static readonly string[] Parameters = ["organisation", "from", "to", "period", "basis", "phase", "asKnownAt"];

    public static void MapProjects(this RouteGroupBuilder api)
    {
        api.MapGet("/projects", ProjectsAsync)
            .WithName("projects")
            .WithTags("Projects")
            .WithSummary("The projects with their figures")
            .WithDescription("Income, cost of sales, overheads, profit and margin of each project in a period, with client, status, progress and latest activity; Unassigned stands last, and the total is the "
                + "organisation's. With search or status only some projects are answered, and the total is theirs.")
            .Takes([.. Parameters, .. ProjectListQuestion.Parameters])
            .Cached()
            .Produces<ProjectsAnswer>()
            .Produces(StatusCodes.Status304NotModified)
            .ProducesProblem(StatusCodes.Status404NotFound);
        foreach (var format in ReportFormat.All)
        {
            api.MapGet($"/projects.{format.Id}", (HttpContext context, OrganisationChoice organisations, StatementQueryParser parser, ProjectListReader reader) =>
                    FileAsync(context, format, organisations, parser, reader))
                .WithName($"projects-{format.Id}")
                .WithTags("Projects")
                .WithSummary($"The projects with their figures as {format.Label}")
                .WithDescription("The same projects, order and figures as the page shows.")
                .Takes([.. Parameters, .. ProjectListQuestion.Parameters])
                .Produces<FileShape>(contentType: format.MediaType.Split(';')[0])
                .Produces(StatusCodes.Status304NotModified)
                .ProducesProblem(StatusCodes.Status404NotFound);
        }

        api.MapGet("/projects/{id:guid}", ProjectAsync)
            .WithName("project")
            .WithTags("Projects")
            .WithSummary("One project with its figures")
            .WithDescription("The same figures for one project; the all-zero id is what is unassigned.")
            .Takes(Parameters)
            .Cached()
            .Produces<ProjectAnswer>()
            .Produces(StatusCodes.Status304NotModified)
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapProjectReports();
    }

    private static async Task<IResult> ProjectsAsync(HttpContext context, OrganisationChoice organisations, StatementQueryParser parser, ProjectListReader reader)
    {
        var asked = await AskAsync(context, organisations, parser);
        if (EntityTag.IsKnown(context, asked.Organisation, asked.Question))
            return TypedResults.StatusCode(StatusCodes.Status304NotModified);
        var list = await reader.ReadAsync(asked.Organisation.Id, asked.Query, StatementEndpoints.DrawnBy, context.RequestAborted);
        return TypedResults.Ok(new ProjectsAnswer(
            asked.Organisation.Name, list.Query.Basis, list.Query.Period.From, list.Query.Period.To, asked.View.Of(list), asked.View.IsFiltered ? asked.View.SumOf(list) : list.Total));
    }

    private static async Task FileAsync(HttpContext context, ReportFormat format, OrganisationChoice organisations, StatementQueryParser parser, ProjectListReader reader)
    {
        var asked = await AskAsync(context, organisations, parser);
        if (EntityTag.IsKnown(context, asked.Organisation, $"{asked.Question}|{format.Id}"))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        var list = await reader.ReadAsync(asked.Organisation.Id, asked.Query, StatementEndpoints.DrawnBy, context.RequestAborted);
        await ReportAnswer.WriteAsync(context, format, ProjectListTable.Of(list, asked.View, asked.Decimals), list.Query.Period);
    }

    private static async Task<Asked> AskAsync(HttpContext context, OrganisationChoice organisations, StatementQueryParser parser)
    {
        var text = StatementText.Of(context.Request.Query);
        var organisation = await organisations.OfAsync(text.Organisation, context.RequestAborted);
        var query = await parser.ParseAsync(organisation, text with { Project = null, Columns = null, Compare = null, Variance = null, Percent = null }, context.RequestAborted);
        return new Asked(organisation, query, ProjectListQuestion.Parse(context.Request.Query), StatementQueryParser.MoneyDecimals(text));
    }

    private static async Task<IResult> ProjectAsync(
        Guid id, HttpContext context, OrganisationChoice organisations, OrganisationCatalogue catalogue, StatementQueryParser parser, ProjectListReader reader)
    {
        var cancellation = context.RequestAborted;
        var text = StatementText.Of(context.Request.Query);
        var organisation = await organisations.OfAsync(text.Organisation, cancellation);
        if (id != Unassigned.Id && (await catalogue.ProjectsAsync(organisation.Id, cancellation)).All(one => one.Id != id))
            throw new ProblemException(ProblemKind.NotFound, $"{organisation.Name} has no project with the id {id}. They are listed at /api/v1/projects.") { Field = "id" };
        var query = await parser.ParseAsync(organisation, text, cancellation);
        if (EntityTag.IsKnown(context, organisation, query.ToString()))
            return TypedResults.StatusCode(StatusCodes.Status304NotModified);
        var list = await reader.ReadAsync(organisation.Id, query, StatementEndpoints.DrawnBy, cancellation);
        return TypedResults.Ok(new ProjectAnswer(organisation.Name, query.Basis, query.Period.From, query.Period.To, list.Projects.Single(project => project.Id == id)));
    }

    private sealed record Asked(Organisation Organisation, StatementQuery Query, ProjectListView View, int Decimals)
    {
        public string Question => string.Create(CultureInfo.InvariantCulture, $"{Query}|{View}|{Decimals}");
    }
}

/// <summary>The projects of an organisation with their figures.</summary>
/// <param name="Organisation">Whose books.</param>
/// <param name="Basis">accrual or cash.</param>
/// <param name="From">The first day.</param>
/// <param name="To">The last day, included.</param>
/// <param name="Projects">By name unless asked otherwise, Unassigned last.</param>
/// <param name="Total">The organisation: the sum of the projects and Unassigned. Where only some projects are asked for: the sum of those.</param>
internal sealed record ProjectsAnswer(string Organisation, Basis Basis, DateOnly From, DateOnly To, IReadOnlyList<ProjectFigures> Projects, ProjectFigures Total);

/// <summary>One project with its figures.</summary>
/// <param name="Organisation">Whose books.</param>
/// <param name="Basis">accrual or cash.</param>
/// <param name="From">The first day.</param>
/// <param name="To">The last day, included.</param>
/// <param name="Project">The project.</param>
internal sealed record ProjectAnswer(string Organisation, Basis Basis, DateOnly From, DateOnly To, ProjectFigures Project);
