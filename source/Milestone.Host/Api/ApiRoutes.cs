using System.Text.Json;
using System.Text.Json.Serialization;
using Milestone.Core.Administration;
using Milestone.Core.Assignments;
using Milestone.Core.Auditing;
using Milestone.Core.Changes;
using Milestone.Core.Dashboard;
using Milestone.Core.Estimates;
using Milestone.Core.Feedback;
using Milestone.Core.Ledger;
using Milestone.Core.Organisations;
using Milestone.Core.People;
using Milestone.Core.Projects;
using Milestone.Core.Receivables;
using Milestone.Core.Reconciliation;
using Milestone.Core.Statements;
using Milestone.Core.Storage;
using Milestone.Core.Xero;
using Milestone.Host.Administration;
using Milestone.Host.Assignments;
using Milestone.Host.Auditing;
using Milestone.Host.Changes;
using Milestone.Host.Changes.Packs;
using Milestone.Host.Dashboard;
using Milestone.Host.Estimates;
using Milestone.Host.Exports;
using Milestone.Host.Exports.Jobs;
using Milestone.Host.Feedback;
using Milestone.Host.Maintenance;
using Milestone.Host.Organisations;
using Milestone.Host.People;
using Milestone.Host.Projects;
using Milestone.Host.Receivables;
using Milestone.Host.Reconciliation;
using Milestone.Host.Reconciliation.Checking;
using Milestone.Host.Security;
using Milestone.Host.Security.Areas;
using Milestone.Host.Settings;
using Milestone.Host.Statements;
using Milestone.Host.Xero;

namespace Milestone.Host.Api;

/// <summary>The API under /api/v1: what all of its endpoints share.</summary>
internal static class ApiRoutes
{
    /// <summary>The library, one of each for the life of the host.</summary>
    public static void AddMilestone(this WebApplicationBuilder builder, HostSettings settings)
    {
        builder.WebHost.UseUrls([.. settings.Urls]);
        builder.WebHost.UseStaticWebAssets();
        var services = builder.Services;
        services.AddSingleton(settings);
        services.AddSingleton(settings.Clock);
        services.AddSingleton(provider => MilestoneDatabase.Open(settings.ConnectionString, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<OrganisationCatalogue>();
        services.AddSingleton<PersonalSettings>();
        services.AddSingleton<ExportHistory>();
        services.AddSingleton<FeedbackBox>();
        services.AddSingleton<AuditReader>();
        services.AddSingleton<AuditVerification>();
        services.AddSingleton<AdministrationReader>();
        services.AddSingleton<RejectedRecords>();
        services.AddSingleton<OrganisationSettings>();
        services.AddSingleton<TrackingMapping>();
        services.AddHostedService<AuditAnchoring>();
        services.AddSingleton<ExportRecorder>();
        services.AddSingleton<ExportReports>();
        services.AddSingleton<ExportJobs>();
        services.AddSingleton<IngestTokens>();
        services.AddSingleton<XeroImport>();
        services.AddSingleton<StatementReader>();
        services.AddSingleton<PostingReader>();
        services.AddSingleton<ProjectListReader>();
        services.AddSingleton<ProjectReports>();
        services.AddSingleton<OpenInvoicesReader>();
        services.AddSingleton<DashboardReader>();
        services.AddSingleton<DashboardQueryParser>();
        services.AddSingleton<LedgerCheck>();
        services.AddSingleton<LineAssignments>();
        services.AddSingleton<LinesToAssignReader>();
        services.AddSingleton<AssignmentReader>();
        services.AddSingleton<LinesQuestion>();
        services.AddScoped<AssignDesk>();
        services.AddSingleton<ChangesReader>();
        services.AddSingleton<PackCatalogue>();
        services.AddSingleton<ChangesQuestion>();
        services.AddSingleton<ReconciliationReader>();
        services.AddSingleton<LedgerChecks>();
        services.AddSingleton<ProjectSettingsRegister>();
        services.AddSingleton<EstimateRegister>();
        services.AddSingleton<ProgressRegister>();
        services.AddSingleton<AdjustmentRegister>();
        services.AddSingleton<PlanTables>();
        services.AddSingleton<ReconciliationReader>();
        services.AddSingleton<LedgerChecks>();
        services.AddSingleton<OrganisationChoice>();
        services.AddSingleton<StatementQueryParser>();
        services.AddSingleton<IngestAuthorization>();
    }

    public static void AddApi(this WebApplicationBuilder builder)
    {
        builder.Services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
            json.SerializerOptions.Converters.Add(new MoneyJson());
        });
        builder.AddOpenApiDocument();
    }

    /// <summary>Maps every slice's endpoints, one line a slice.</summary>
    public static void MapApi(this WebApplication app)
    {
        app.MapOpenApiDocument();
        var api = app.MapGroup("/api/v1")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status429TooManyRequests)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable)
            .AddEndpointFilter(ApiParameters.RefuseUnknown);
        // What an endpoint of a slice says for itself, such as that it is bookkeeping, counts before what stands here.
        api.Of(Area.Import).MapImport(app.Services.GetRequiredService<HostSettings>());
        var personal = api.Of(Area.Personal);
        personal.MapPeople();
        personal.MapFeedback();

        var projects = api.Of(Area.Projects);
        projects.MapOrganisations();
        projects.MapProjects();
        projects.MapStatements();
        projects.MapPostings();
        projects.MapExports();
        projects.MapExportJobs();

        var plans = api.Of(Area.Plans);
        plans.MapProjectSettings();
        plans.MapEstimates();
        plans.MapProgress();
        plans.MapAdjustments();

        var books = api.Of(Area.Books);
        books.MapAssignments();
        books.MapAssignmentChanges();
        books.MapChanges();
        books.MapPacks();
        books.MapDashboard();
        books.MapReceivables();
        books.MapReconciliation();
        books.MapLedgerCheck();

        var administration = api.Of(Area.Administration);
        administration.MapAudit();
        administration.MapTokens();
        administration.MapPeopleOfBooks();
        administration.MapOrganisationSettings();
        administration.MapImportRuns();

        var installation = api.Of(Area.Installation);
        installation.MapMaintenance();
        installation.MapFeedbackReading();
    }

    private static RouteGroupBuilder Of(this RouteGroupBuilder api, Area area) => api.MapGroup("").In(area);
}
