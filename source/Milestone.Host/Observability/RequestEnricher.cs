using Milestone.Host.Shell;
using Serilog.Core;
using Serilog.Events;

namespace Milestone.Host.Observability;

/// <summary>
/// Says on every line of a request which one it is and which user asked, by an id that means nothing to a stranger: never by a name or an address. It asks the
/// request itself, since a scope would be over where the failure of a step is logged.
/// </summary>
internal sealed class RequestEnricher : ILogEventEnricher
{
    private static readonly HttpContextAccessor Requests = new();

    public void Enrich(LogEvent logEvent, ILogEventPropertyFactory propertyFactory)
    {
        if (Requests.HttpContext is not { } context)
            return;
        logEvent.AddPropertyIfAbsent(propertyFactory.CreateProperty("RequestId", context.TraceIdentifier));
        if (Visitor.Of(context).User is { } user)
            logEvent.AddPropertyIfAbsent(propertyFactory.CreateProperty("UserId", user));
    }
}
