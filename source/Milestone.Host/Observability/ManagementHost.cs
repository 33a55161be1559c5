using System.Net.Sockets;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Milestone.Core;
using Milestone.Host.Settings;
using OpenTelemetry.Metrics;

namespace Milestone.Host.Observability;

/// <summary>
/// Answers /metrics on addresses of its own, Milestone__ManagementUrls, and nothing else there. It is a server apart, so that no mistake in the pages'
/// pipeline can open the metrics to the public address.
/// </summary>
internal sealed partial class ManagementHost(HostSettings settings, MeterProvider meters, ILogger<ManagementHost> log) : IHostedService, IAsyncDisposable
{
    private WebApplication? app;

    /// <summary>Where it listens; empty where it does not.</summary>
    public IReadOnlyList<string> Addresses { get; private set; } = [];

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.AddServerHeader = false).UseUrls([.. settings.ManagementUrls]);
        app = builder.Build();
        // The scrapes are no requests of readers.
        app.Use(next => context =>
        {
            if (context.Features.Get<IHttpMetricsTagsFeature>() is { } metrics)
                metrics.MetricsDisabled = true;
            return next(context);
        });
        app.UseOpenTelemetryPrometheusScrapingEndpoint(meters, context => context.Request.Path == "/metrics", path: null, configureBranchedPipeline: null, optionsName: null);
        app.Run(context =>
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        });
        try
        {
            await app.StartAsync(cancellationToken);
            Addresses = [.. app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses];
            Listening(log, string.Join(" and ", Addresses.Select(address => address + "/metrics")));
        }
        catch (IOException busy) when (busy.GetBaseException() is SocketException || busy.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            if (settings.ManagementIsNamed)
                throw new ProblemException(ProblemKind.Conflict, $"{string.Join(" and ", settings.ManagementUrls)} cannot be listened on: the port is in use. Choose another with Milestone__ManagementUrls, or leave it empty for no metrics.", busy);
            // Nobody asked for this very port: a second host on a machine goes without.
            NotListening(log, string.Join(" and ", settings.ManagementUrls));
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => app?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    public ValueTask DisposeAsync() => app?.DisposeAsync() ?? ValueTask.CompletedTask;

    [LoggerMessage(LogLevel.Information, "Metrics at {Urls}")]
    private static partial void Listening(ILogger log, string urls);

    [LoggerMessage(LogLevel.Information, "No metrics at {Urls}: the port is in use. Milestone__ManagementUrls names another")]
    private static partial void NotListening(ILogger log, string urls);
}
