using Microsoft.Extensions.DependencyInjection.Extensions;
using Milestone.Core.Organisations;
using Milestone.Core.People;
using Milestone.Core.Projects;
using Milestone.Core.Statements;
using Milestone.Host.Exports;
using Milestone.Host.Problems;
using Milestone.Host.Security.Areas;
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
        var pages = app.MapRazorComponents<App>();
        pages.WithStaticAssets(PageAssets.Manifest);
        // The framework's own, such as following a redirect of its scripts: nothing of the books.
        pages.Add(static endpoint =>
        {
            if (endpoint is RouteEndpointBuilder route && route.RoutePattern.RawText is { } path && path.TrimStart('/').StartsWith("_framework/", StringComparison.Ordinal))
                endpoint.Metadata.Add(new InAttribute(Area.Public));
        });
        app.MapGet("/", static (HttpContext context) => TypedResults.LocalRedirect($"{context.Request.PathBase}/{Home.Of(context)}{context.Request.QueryString}")).In(Area.Personal).ExcludeFromDescription();
        app.MapGet(StatementChoice.Path, StatementChoice.Answer).In(Area.Projects).ExcludeFromDescription();
        app.MapGet(ExportEndpoints.Choice, ExportEndpoints.Choose).In(Area.Projects).ExcludeFromDescription();
        app.MapGet("/theme", Theme.Choose).In(Area.Public).ExcludeFromDescription();
    }
}
