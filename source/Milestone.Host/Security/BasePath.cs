using Milestone.Host.Settings;

namespace Milestone.Host.Security;

/// <summary>
/// The application lives under a path (by default /milestone-app) whatever the proxy in front does: it may strip the path or not, and name it
/// in a header or not. Links, redirects and cookies follow PathBase, so forcing it makes all of them right in every case.
/// </summary>
internal static class BasePath
{
    public static void UseBasePath(this WebApplication app, HostSettings settings)
    {
        if (settings.PathBase.Length == 0)
            return;
        var basePath = new PathString(settings.PathBase);
        app.Use((context, next) =>
        {
            var request = context.Request;
            if (request.Path.StartsWithSegments(basePath, out var rest))
                request.Path = rest;
            request.PathBase = basePath;
            if (request.Path.HasValue)
                return next(context);

            // Relative links of a page at the bare base would lose its last segment.
            context.Response.StatusCode = StatusCodes.Status308PermanentRedirect;
            context.Response.Headers.Location = $"{basePath}/{request.QueryString}";
            return Task.CompletedTask;
        });
    }
}
