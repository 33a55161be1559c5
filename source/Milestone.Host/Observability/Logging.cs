using Milestone.Host.Caching;
using Milestone.Host.Settings;
using Serilog;
using Serilog.Events;

namespace Milestone.Host.Observability;

/// <summary>One line of JSON an event on standard output, with the ids of request, trace and user. Queries and headers are never logged: they may hold secrets.</summary>
internal static class Logging
{
    public static void AddLogging(this WebApplicationBuilder builder, HostSettings settings)
    {
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddSerilog(logger => logger
            .MinimumLevel.Information()
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            .MinimumLevel.Override("Npgsql", LogEventLevel.Warning)
            // It warns of each new key that the database keeps it in clear, which docs/sign-in.md says.
            .MinimumLevel.Override("Microsoft.AspNetCore.DataProtection", LogEventLevel.Error)
            .Enrich.FromLogContext()
            .Enrich.With<RequestEnricher>()
            .Enrich.WithProperty("Version", BuildIdentity.Version)
            .WriteTo.Sink(new LogLines(settings.Log)),
            preserveStaticLogger: true);
    }

    public static void UseRequestLog(this WebApplication app) => app.UseSerilogRequestLogging(options =>
    {
        options.Logger = app.Services.GetRequiredService<Serilog.ILogger>();
        options.MessageTemplate = "{RequestMethod} {RequestPath} answered {StatusCode} in {Elapsed:0.0} ms";
        options.GetLevel = (context, _, failure) => Level(context, failure);
    });

    private static LogEventLevel Level(HttpContext context, Exception? failure) => context.Response.StatusCode switch
    {
        >= 500 => LogEventLevel.Error,
        _ when failure is not null => LogEventLevel.Error,
        // What was given again costs next to nothing, and a line about it would cost more.
        _ when context.Features.Get<GivenAgain>() is not null => LogEventLevel.Debug,
        _ when context.Request.Path.StartsWithSegments("/api/health", StringComparison.Ordinal) => LogEventLevel.Debug,
        _ => LogEventLevel.Information,
    };
}
