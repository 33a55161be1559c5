using Microsoft.Extensions.Primitives;
using Milestone.Host.Settings;

namespace Milestone.Host.Security;

/// <summary>
/// What every answer, a refusal and a file included, tells a browser it must not do: nothing inline, nothing from elsewhere, no frame around it, and
/// over https never again without. Also that nobody keeps an answer to a form or a refusal.
/// </summary>
internal static class SecurityHeaders
{
    private const string Permissions =
        "accelerometer=(), autoplay=(), camera=(), display-capture=(), encrypted-media=(), fullscreen=(self), geolocation=(), gyroscope=(), magnetometer=(), "
        + "microphone=(), midi=(), payment=(), publickey-credentials-get=(), screen-wake-lock=(), usb=(), xr-spatial-tracking=()";

    // This host alone: what else lives below the same name is not ours to bind.
    private static readonly StringValues HttpsOnly = $"max-age={365 * 24 * 60 * 60}";

    public static void UseSecurityHeaders(this WebApplication app, HostSettings settings)
    {
        StringValues contentPolicy = ContentPolicy(settings.FormTargets);
        app.Use(next => context =>
        {
            // Set as the answer starts: an error handler clears what was set before it.
            context.Response.OnStarting(() => Set(context, contentPolicy));
            return next(context);
        });
    }

    /// <summary>The pages' policy. A form may go to this host and, where its answer leads on to another, such as a provider that signs people in, there.</summary>
    internal static string ContentPolicy(IReadOnlyList<string> formTargets) =>
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; "
        + $"base-uri 'self'; form-action {string.Join(' ', ["'self'", .. formTargets])}; frame-ancestors 'none'";

    private static Task Set(HttpContext context, StringValues contentPolicy)
    {
        var response = context.Response;
        var headers = response.Headers;
        headers.ContentSecurityPolicy = contentPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = Permissions;
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        if (context.Request.IsHttps)
            headers.StrictTransportSecurity = HttpsOnly;
        if (MustNotBeKept(context))
            headers.CacheControl = "no-store";
        return Task.CompletedTask;
    }

    private static bool MustNotBeKept(HttpContext context) =>
        context.Response.StatusCode >= StatusCodes.Status400BadRequest
        || (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
        || context.Response.Headers.SetCookie.Count > 0;
}
