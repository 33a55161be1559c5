using System.Diagnostics.Metrics;
using Milestone.Core.Administration;
using Milestone.Host.Settings;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Milestone.Host.Observability;

/// <summary>Metrics, always, for Prometheus and /admin/monitoring; traces where the environment names a collector.</summary>
internal static class Telemetry
{
    // As the specification of OpenTelemetry names it, so that whoever knows one program knows this one.
    private const string Collector = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private const int Few = 60;

    private static readonly double[] Seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    public static void AddTelemetry(this WebApplicationBuilder builder, HostSettings settings)
    {
        var measurements = new Measurements();
        var services = builder.Services;
        services.AddSingleton(measurements);
        services.AddSingleton<InstallationReader>();
        services.AddSingleton<MaintenanceWindows>();
        services.AddSingleton<InstallationWatch>();
        services.AddSingleton<RecentRequests>();
        services.AddHostedService(provider => provider.GetRequiredService<InstallationWatch>());
        services.AddHostedService(provider => provider.GetRequiredService<RecentRequests>());
        if (settings.ManagementUrls.Count > 0)
            services.AddHostedService<ManagementHost>();
        var telemetry = services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("milestone", serviceVersion: BuildIdentity.Version))
            .WithMetrics(metrics => metrics
                .AddMeter("Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime", "Npgsql", Instruments.MeterName)
                .AddView(View)
                .AddReader(measurements.Reader)
                .AddPrometheusExporter(prometheus => prometheus.ScrapeResponseCacheDurationMilliseconds = 0));
        if (builder.Configuration[Collector] is { Length: > 0 } || Environment.GetEnvironmentVariable(Collector) is { Length: > 0 })
            telemetry.WithTracing(traces => traces.AddAspNetCoreInstrumentation().AddSource("Npgsql").AddOtlpExporter());
    }

    // Room for a metric's series is set aside at once, twice: as many as there may be of routes, and few of everything else. The usual 2,000 each cost every
    // host some twenty megabytes.
    private static MetricStreamConfiguration View(Instrument instrument) => instrument.Name switch
    {
        "http.server.request.duration" => new ExplicitBucketHistogramConfiguration { Boundaries = Seconds, TagKeys = ["http.request.method", "http.route", "http.response.status_code"], CardinalityLimit = 1000 },
        "db.client.operation.duration" => new ExplicitBucketHistogramConfiguration { Boundaries = Seconds, TagKeys = ["db.response.status_code"], CardinalityLimit = Few },
        // The listener's pool has no name but its connection string: which pool it was is left out.
        var name when name.StartsWith("db.client.connection.", StringComparison.Ordinal) => new MetricStreamConfiguration { TagKeys = ["db.client.connection.state"], CardinalityLimit = Few },
        var name when name.StartsWith("db.client.operation.npgsql.", StringComparison.Ordinal) => new MetricStreamConfiguration { TagKeys = [], CardinalityLimit = Few },
        _ => new MetricStreamConfiguration { CardinalityLimit = Few },
    };
}
