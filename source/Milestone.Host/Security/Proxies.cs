using Microsoft.AspNetCore.HttpOverrides;
using Milestone.Host.Settings;

namespace Milestone.Host.Security;

/// <summary>
/// The client's address, scheme and host as known proxies state them; whoever else sends such headers is not believed. X-Forwarded-Prefix counts
/// only where no base path is configured: with both, links would carry the path twice.
/// </summary>
internal static class Proxies
{
    public static void UseProxies(this WebApplication app, HostSettings settings)
    {
        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost
                | (settings.PathBase.Length == 0 ? ForwardedHeaders.XForwardedPrefix : ForwardedHeaders.None),
            // As many hops as are known proxies: the first address that is none is the client's, whatever the client wrote before it.
            ForwardLimit = null,
        };
        foreach (var network in settings.KnownProxies)
            options.KnownIPNetworks.Add(network);
        app.UseForwardedHeaders(options);
    }
}
