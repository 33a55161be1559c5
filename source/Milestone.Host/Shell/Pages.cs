using Microsoft.Extensions.DependencyInjection.Extensions;
using Milestone.Core.Organisations;
using Milestone.Core.People;
using Milestone.Core.Projects;
using Milestone.Core.Statements;
using Milestone.Host.Exports;
using Milestone.Host.Problems;
using Milestone.Host.Shell.Masthead;
using Milestone.Host.Shell.Outcomes;
using Milestone.Host.Statements;

namespace Milestone.Host.Shell;

/// <summary>The pages: Razor components rendered on the server, without a script to run.</summary>
internal static class Pages
{
    /// <summary>Adds what the pages need.</summary>
    public static void AddMilestonePages(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddRazorComponents();
        services.AddAntiforgery(forms =>
        {
            forms.Cookie.Name = "milestone-form";
            forms.Cookie.SameSite = SameSiteMode.Strict;
            forms.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            forms.SuppressXFrameOptionsHeader = true; // SecurityHeaders sets it on every answer
        });
        services.AddScoped<Visit>();
        services.TryAddSingleton<OrganisationCatalogue>();
        services.TryAddSingleton<PersonalSettings>();
        services.TryAddSingleton<StatementReader>();
        services.TryAddSingleton<PostingReader>();
        services.TryAddSingleton<ProjectListReader>();
        services.TryAddSingleton<ProjectReports>();
        services.TryAddSingleton<ProjectSettingsRegister>();
        services.Replace(ServiceDescriptor.Singleton<IErrorPage, ErrorPage>());
    }

    /// <summary>Maps the pages, their style sheet and font.</summary>
    public static void MapMilestonePages(this WebApplication app)
    {
        app.MapPageAssets();
        app.MapRazorComponents<App>().WithStaticAssets(PageAssets.Manifest);
        app.MapGet("/", static (HttpContext context) => TypedResults.LocalRedirect($"{context.Request.PathBase}/dashboard{context.Request.QueryString}")).ExcludeFromDescription();
        app.MapGet(StatementChoice.Path, StatementChoice.Answer).ExcludeFromDescription();
        app.MapGet(ExportEndpoints.Choice, ExportEndpoints.Choose).ExcludeFromDescription();
        app.MapGet("/theme", Theme.Choose).ExcludeFromDescription();
    }
}
