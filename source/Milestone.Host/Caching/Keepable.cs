namespace Milestone.Host.Caching;

/// <summary>Whether an answer may be given to another reader, whatever its endpoint promised: never with a cookie, nor with a form's token.</summary>
internal static class Keepable
{
    public static bool Is(HttpResponse response, ReadOnlySpan<byte> body) =>
        response.StatusCode == StatusCodes.Status200OK
        && response.Headers.SetCookie.Count == 0
        // Antiforgery says so whenever it gives out a token, also to a browser that has its cookie already.
        && !response.Headers.CacheControl.ToString().Contains("no-store", StringComparison.OrdinalIgnoreCase)
        && body.IndexOf("__RequestVerificationToken"u8) < 0;
}
