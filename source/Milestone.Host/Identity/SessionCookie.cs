namespace Milestone.Host.Identity;

/// <summary>
/// The cookie of a session: a random text and nothing else. Over https its name carries the prefix by which browsers refuse one that was set by anyone but this
/// host over https: __Host- needs the path to be the root, __Secure- does not.
/// </summary>
internal static class SessionCookie
{
    /// <summary>Its name without a prefix.</summary>
    public const string Name = "milestone-session";

    /// <summary>The text that the request carries, or null.</summary>
    public static string? Of(HttpRequest request) => request.Headers.Cookie.Count > 0 && request.Cookies[NameIn(request)] is { Length: > 0 } text ? text : null;

    /// <summary>Hands the browser the text of a session that has begun.</summary>
    public static void Give(HttpContext context, string text) => context.Response.Cookies.Append(NameIn(context.Request), text, Options(context.Request));

    /// <summary>Lets the browser forget it.</summary>
    public static void Forget(HttpContext context) => context.Response.Cookies.Delete(NameIn(context.Request), Options(context.Request));

    private static string NameIn(HttpRequest request) => !request.IsHttps ? Name : request.PathBase.HasValue ? "__Secure-" + Name : "__Host-" + Name;

    // Without an expiry, it goes with the browser; the session itself ends sooner or later whatever the browser does.
    private static CookieOptions Options(HttpRequest request) => new()
    {
        Path = request.PathBase.HasValue ? request.PathBase.Value : "/",
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = request.IsHttps,
        IsEssential = true,
    };
}
