using Microsoft.AspNetCore.Http.HttpResults;

namespace Milestone.Host.Shell.Masthead;

/// <summary>
/// The reader's choice of light or dark, in a cookie, so that the first byte of the next page already has it and no script is needed.
/// Without a choice the page follows the device.
/// </summary>
internal static class Theme
{
    private const string Cookie = "milestone-theme";

    /// <summary>light, dark, or empty to follow the device.</summary>
    public static string Of(HttpRequest request) => Known(request.Cookies[Cookie]);

    /// <summary>Remembers a choice and goes back to the page it was made on.</summary>
    public static RedirectHttpResult Choose(HttpContext context, string? to, string? back)
    {
        var options = new CookieOptions
        {
            Path = context.Request.PathBase.HasValue ? context.Request.PathBase.Value : "/",
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            Secure = context.Request.IsHttps,
            MaxAge = TimeSpan.FromDays(365),
            IsEssential = true,
        };
        var theme = Known(to);
        if (theme.Length > 0)
            context.Response.Cookies.Append(Cookie, theme, options);
        else
            context.Response.Cookies.Delete(Cookie, options);
        return TypedResults.LocalRedirect($"{context.Request.PathBase}/{PathBelowBase(back)}");
    }

    private static string Known(string? theme) => theme is "light" or "dark" ? theme : "";

    /// <summary>The page to go back to. Anything that a browser could read as another site becomes the start page.</summary>
    private static string PathBelowBase(string? back) =>
        back is null || back.StartsWith('/') || back.Contains('\\', StringComparison.Ordinal) || back.Any(char.IsControl) || back.Split('?')[0].Contains(':', StringComparison.Ordinal) ? "" : back;
}
