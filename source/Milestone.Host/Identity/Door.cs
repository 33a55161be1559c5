using Milestone.Host.Shell;

namespace Milestone.Host.Identity;

/// <summary>What asks nobody who they are, and what happens to whoever asks for more without having signed in.</summary>
internal static class Door
{
    // Of nobody in particular: health, files, the API's description.
    private static readonly string[] OfNobody = ["/api/health", "/openapi", "/dist", "/fonts", "/favicon.svg", "/theme"];

    /// <summary>Whether the answer is the same whoever asks.</summary>
    public static bool AsksNobody(HttpContext context) => context.GetEndpoint() is null || IsUnder(context.Request.Path, OfNobody);

    /// <summary>A browser is shown the way in and comes back afterwards; a program is told what it lacks.</summary>
    public static void AskToSignIn(HttpContext context)
    {
        var request = context.Request;
        context.Response.Headers.CacheControl = "no-store";
        if (request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            context.Response.Headers.WWWAuthenticate = context.Features.Get<RefusedToken>() is { } refused ? $"Bearer error=\"invalid_token\", error_description=\"{refused.Why}\"" : "Bearer";
            return;
        }

        var here = HttpMethods.IsGet(request.Method) ? request.Path.Value?.TrimStart('/') + request.QueryString : null;
        var to = Address.To("sign-in").With("return", string.IsNullOrEmpty(here) ? null : here);
        context.Response.Redirect($"{request.PathBase}/{to}");
    }

    private static bool IsUnder(PathString path, string[] places)
    {
        foreach (var place in places)
        {
            if (path.StartsWithSegments(place, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }
}
