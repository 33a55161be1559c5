using Milestone.Core.Projects;
using Milestone.Host.Api;
using Milestone.Host.Shell;

namespace Milestone.Host.Estimates;

/// <summary>What Xero does not know of a project, over HTTP.</summary>
internal static class SettingsEndpoints
{
    private const string Body = """
        {"client":"Mr & Mrs Field","status":"active","startDate":"2026-04-01","endDate":"2026-09-30","manager":"Ann Other","contractSum":145000.00,"outputMethod":false,"notes":"Keys at no. 5"}
        """;

    private const string Answer = """
        {"project":"a0000000-0000-4000-8000-000000000001","version":1,"client":"Mr & Mrs Field","status":"active","startDate":"2026-04-01","endDate":"2026-09-30","manager":"Ann Other","contractSum":145000.00,
        "outputMethod":false,"notes":"Keys at no. 5","changedBy":"Ann Other","changedAt":"2026-03-20T10:00:00+00:00"}
        """;

    public static void MapProjectSettings(this RouteGroupBuilder api)
    {
        var projects = api.MapGroup("/projects/{id:guid}").WithTags("Plans");
        projects.MapGet("/settings", GetAsync)
            .WithName("settings")
            .WithSummary("The settings of a project")
            .WithDescription("Client, status, dates, manager and contract sum, as people entered them. Version 0 and empty where nobody has.")
            .Takes("organisation")
            .Produces<ProjectSettings>().Produces(StatusCodes.Status304NotModified).ProducesProblem(StatusCodes.Status404NotFound)
            .WithMetadata(new AnswerExample("200", Answer));
        projects.MapPut("/settings", SaveAsync)
            .WithName("settings-save")
            .WithSummary("Saves the settings of a project")
            .WithDescription("All of them at once: what is left out becomes empty. The first are saved on version \"0\". What changes nothing makes no version.")
            .Takes("organisation").TakesEntry<ProjectSettingsEntry>(Body).TakesVersion()
            .Produces<ProjectSettings>().ProducesProblem(StatusCodes.Status404NotFound)
            .WithMetadata(new AnswerExample("200", Answer));
    }

    private static async Task<IResult> GetAsync(Guid id, HttpContext context, ProjectSettingsRegister register)
    {
        var planned = await PlannedProject.OfAsync(context, id);
        var settings = await register.GetAsync(planned.Organisation.Id, id, context.RequestAborted);
        return PlannedProject.Versioned(context, settings.Version, settings);
    }

    private static async Task<IResult> SaveAsync(Guid id, HttpContext context, ProjectSettingsRegister register)
    {
        var planned = await PlannedProject.OfAsync(context, id);
        var version = IfMatch.VersionOf(context.Request);
        var entry = await JsonEntry.ReadAsync<ProjectSettingsEntry>(context);
        var saved = await register.SaveAsync(planned.Organisation.Id, Visitor.Of(context).Name, id, version, entry, context.RequestAborted);
        return PlannedProject.Versioned(context, saved.Version, saved);
    }
}
