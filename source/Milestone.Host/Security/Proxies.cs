using Microsoft.AspNetCore.HttpOverrides;
using Milestone.Host.Settings;

namespace Milestone.Host.Security;

/// <summary>
/// The client's address, scheme and host as a known proxy states them. X-Forwarded-Prefix is not believed, because the base path is configured.
/// </summary>
internal static class Proxies
{
    public static void UseProxies(this WebApplication app, HostSettings settings)
    {
        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost,
        };
        foreach (var network in settings.KnownProxies)
            options.KnownIPNetworks.Add(network);
        app.UseForwardedHeaders(options);
    }
}
