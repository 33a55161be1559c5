using Milestone.Core.Storage;

namespace Milestone.Host.Caching;

/// <summary>Listens for changes as long as the host serves.</summary>
internal sealed partial class ListeningService(ChangeListener listener, ILogger<ListeningService> log) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => listener.RunAsync(failure => Lost(log, failure.GetType().Name), stoppingToken);

    // Without the message: it may name a host or a login. The requests themselves say what is wrong with the database.
    [LoggerMessage(LogLevel.Warning, "Not listening for changes at the moment ({Failure}); every request asks the database whether its answer still holds")]
    private static partial void Lost(ILogger log, string failure);
}
