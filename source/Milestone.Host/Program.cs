using Milestone.Host.Api;
using Milestone.Host.Auditing;
using Milestone.Host.Caching;
using Milestone.Host.Commands;
using Milestone.Host.Identity;
using Milestone.Host.Observability;
using Milestone.Host.People;
using Milestone.Host.Problems;
using Milestone.Host.Security;
using Milestone.Host.Settings;
using Milestone.Host.Shell;

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
        LedgerCommand.Create(),
        AuditCommand.Create(),
        HealthcheckCommand.Create());

    /// <summary>A host that is ready to start. Its parts stand in the order in which a request meets them.</summary>
    internal static WebApplication Serve(HostSettings settings)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = "Milestone.Host", ContentRootPath = AppContext.BaseDirectory });
        builder.AddLogging(settings);
        builder.AddMilestone(settings);
        builder.AddProblemAnswers();
        builder.AddLimits(settings);
        builder.AddCachedAnswers(settings);
        builder.AddApi();
        builder.AddMilestonePages();

        var app = builder.Build();
        app.UseNobody();
        app.UseProxies(settings);
        app.UseRequestLog();
        app.UseSecurityHeaders();
        app.UseProblemAnswers();
        app.UseHostFiltering();
        app.UseBasePath(settings);
        app.UseRouting();
        app.UseVisitors(settings);
        app.UsePersonalDefaults();
        app.UseCachedAnswers();
        app.UseLimits();
        app.UseAntiforgery();

        app.MapHealth();
        app.MapApi();
        app.MapMilestonePages();
        return app;
    }
}
