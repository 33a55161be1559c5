using Milestone.Host.Api;
using Milestone.Host.Auditing;
using Milestone.Host.Caching;
using Milestone.Host.Commands;
using Milestone.Host.Commands.Backups;
using Milestone.Host.Commands.Exporting;
using Milestone.Host.Commands.Importing;
using Milestone.Host.Commands.Users;
using Milestone.Host.Identity;
using Milestone.Host.Maintenance;
using Milestone.Host.Observability;
using Milestone.Host.People;
using Milestone.Host.Problems;
using Milestone.Host.Security;
using Milestone.Host.Security.Areas;
using Milestone.Host.Security.Rates;
using Milestone.Host.Settings;
using Milestone.Host.Shell;
using Milestone.Host.Status;

namespace Milestone.Host;

/// <summary>The table of contents: what the program can be told to do, and what a serving host is made of.</summary>
internal static class Program
{
    public static Task<int> Main(string[] args) => CommandLine.RunAsync(
        args,
        defaultCommand: ServeCommand.Create(),
        MigrateCommand.Create(),
        ImportCommand.Create(),
        ExportCommand.Create(),
        DemoCommand.Create(),
        TokenCommand.Create(),
        UserCommand.Create(),
        LedgerCommand.Create(),
        AuditCommand.Create(),
        BackupCommand.Create(),
        RestoreCommand.Create(),
        MaintenanceCommand.Create(),
        HealthcheckCommand.Create());

    /// <summary>A host that is ready to start. Its parts stand in the order in which a request meets them.</summary>
    internal static WebApplication Serve(HostSettings settings)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = "Milestone.Host", ContentRootPath = AppContext.BaseDirectory });
        builder.AddLogging(settings);
        builder.AddMilestone(settings);
        builder.AddTelemetry(settings);
        builder.AddMaintenance();
        builder.AddProblemAnswers();
        builder.AddLimits(settings);
        builder.AddCrossOrigin();
        builder.AddCachedAnswers(settings);
        builder.AddApi();
        builder.AddIdentity(settings);
        builder.AddMilestonePages();

        var app = builder.Build();
        app.UseNobody();
        app.UseProxies(settings);
        app.UseRequestLog();
        app.UseSecurityHeaders(settings);
        app.UseProblemAnswers();
        app.UseHostFiltering();
        app.UseBasePath(settings);
        app.UseRouting();
        app.UseCharacters();
        app.UseCrossOrigin(settings);
        app.UseVisitors(settings);
        RateLimits.Use(app, settings);
        app.UseAreas();
        app.UsePersonalDefaults();
        app.UseCachedAnswers();
        app.UseLimits();
        app.UseMaintenance();
        app.UseAntiforgery();

        app.MapHealth();
        app.MapStatus();
        app.MapIdentity(settings);
        app.MapApi();
        app.MapMilestonePages();
        return app;
    }
}
