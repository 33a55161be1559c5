using Microsoft.AspNetCore.Antiforgery;
using Milestone.Core.Administration;
using Milestone.Host.Status;

namespace Milestone.Host.Maintenance;

/// <summary>What maintenance windows need, and where they stand among the parts of the host.</summary>
internal static class MaintenanceParts
{
    public static void AddMaintenance(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<MaintenanceNotices>();
        services.AddSingleton<MaintenanceBoard>();
        services.AddSingleton<MaintenanceDesk>();
        services.AddSingleton<MaintenanceTeller>();
        services.AddSingleton<StatusReader>();
        services.AddHostedService<MaintenanceService>();
    }

    /// <summary>Stands behind whatever says who may do it and how often, and before a form is read for its page.</summary>
    public static void UseMaintenance(this WebApplication app)
    {
        var board = app.Services.GetRequiredService<MaintenanceBoard>();
        var forgery = app.Services.GetRequiredService<IAntiforgery>();
        var clock = app.Services.GetRequiredService<TimeProvider>();
        app.Use(next => new MaintenanceGate(board, forgery, clock, next).InvokeAsync);
    }
}
