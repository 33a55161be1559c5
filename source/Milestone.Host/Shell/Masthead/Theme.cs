using Microsoft.AspNetCore.Http.HttpResults;

namespace Milestone.Host.Shell.Masthead;

/// <summary>
/// The reader's choice of light or dark, in a cookie, so that the first byte of the next page already has it and no script is needed.
/// Without a choice the page follows the reader's preference, and without that the device.
/// </summary>
internal static class Theme
{
    private const string Cookie = "milestone-theme";
    private const string Device = "device";

    /// <summary>light, dark, or empty to follow the device.</summary>
    public static string Of(HttpRequest request) => request.Cookies[Cookie] switch
    {
        "light" => "light",
        "dark" => "dark",
        Device => "",
        _ => request.HttpContext.Features.Get<VisitedOrganisations>()?.Mine.Preferences.Theme ?? "",
    };

    /// <summary>What the browser remembers, if anything: part of the key of a page.</summary>
    public static string InBrowser(HttpRequest request) => request.Cookies[Cookie] switch { "light" => "light", "dark" => "dark", Device => Device, _ => "" };

    /// <summary>Lets the browser forget its choice, so that the reader's preference shows.</summary>
    public static void Forget(HttpContext context) => context.Response.Cookies.Delete(Cookie, Options(context));

    /// <summary>Remembers a choice and goes back to the page it was made on.</summary>
    public static RedirectHttpResult Choose(HttpContext context, string? to, string? back)
    {
        context.Response.Cookies.Append(Cookie, to is "light" or "dark" ? to : Device, Options(context));
        return TypedResults.LocalRedirect($"{context.Request.PathBase}/{PathBelowBase(back)}");
    }

    private static CookieOptions Options(HttpContext context) => new()
    {
        Path = context.Request.PathBase.HasValue ? context.Request.PathBase.Value : "/",
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = context.Request.IsHttps,
        MaxAge = TimeSpan.FromDays(365),
        IsEssential = true,
    };

    /// <summary>The page to go back to. Anything that a browser could read as another site becomes the start page.</summary>
    public static string PathBelowBase(string? back) =>
        back is null || back.StartsWith('/') || back.Contains('\\', StringComparison.Ordinal) || back.Any(char.IsControl) || back.Split('?')[0].Contains(':', StringComparison.Ordinal) ? "" : back;
}
