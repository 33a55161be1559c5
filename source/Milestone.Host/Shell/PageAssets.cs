using Microsoft.AspNetCore.Components;
using Milestone.Host.Security.Areas;

namespace Milestone.Host.Shell;

/// <summary>The style sheet, the scripts, the font and the icon, compressed at build time and kept by browsers for good.</summary>
internal static class PageAssets
{
    /// <summary>What the build wrote about the assets, by name: whoever starts this host, such as a test, has another program's name.</summary>
    public const string Manifest = "Milestone.Host.staticwebassets.endpoints.json";

    /// <summary>The script that draws charts, fetched when one comes near.</summary>
    public const string Charts = "dist/charts.js";

    private const string Milestone = "dist/milestone.js";

    /// <summary>The address of the pages' script, or null in a host that was built without its bundle: every page is complete without it.</summary>
    public static string? Script(ResourceAssetCollection assets)
    {
        ArgumentNullException.ThrowIfNull(assets);
        return assets[Milestone] is var address && address != Milestone ? address : null;
    }

    /// <summary>
    /// Names with a fingerprint are immutable already. A style sheet cannot name a fingerprinted font, so fonts carry their version in
    /// their file name and are immutable too: a new font is a new name.
    /// </summary>
    public static void MapPageAssets(this WebApplication app) => app.MapStaticAssets(Manifest).In(Area.Public).Add(static endpoint =>
    {
        if (endpoint is not RouteEndpointBuilder { RequestDelegate: { } serve } route || route.RoutePattern.RawText?.StartsWith("fonts/", StringComparison.Ordinal) != true)
            return;
        endpoint.RequestDelegate = context =>
        {
            context.Response.OnStarting(static state =>
            {
                ((HttpResponse)state).Headers.CacheControl = "public, max-age=31536000, immutable";
                return Task.CompletedTask;
            }, context.Response);
            return serve(context);
        };
    });
}
