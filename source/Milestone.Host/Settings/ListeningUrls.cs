using System.Globalization;
using System.Net;
using Milestone.Core;

namespace Milestone.Host.Settings;

/// <summary>The addresses a host listens on: this machine's own unless told otherwise; 0.0.0.0 or [::] for all of a container's.</summary>
internal static class ListeningUrls
{
    public const string Default = "http://127.0.0.1:3000";

    /// <summary>Addresses separated by semicolons.</summary>
    /// <param name="text">The addresses.</param>
    /// <param name="source">The option or variable they came from, for the message.</param>
    /// <exception cref="ProblemException">One of them cannot be listened on.</exception>
    public static IReadOnlyList<string> Parse(string text, string source)
    {
        var urls = text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return urls.Length == 0 ? throw Bad(source, text, "it is empty") : [.. urls.Select(url => One(url, source))];
    }

    private static string One(string text, string source)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Host.Length == 0)
            throw Bad(source, text, "it is not an address");
        if (url.Scheme != Uri.UriSchemeHttp)
            throw Bad(source, text, "only http is served; put a proxy in front for https");
        if (url.AbsolutePath != "/" || url.Query.Length > 0 || url.UserInfo.Length > 0)
            throw Bad(source, text, "it may hold a host and a port only; the path is set by Milestone__PathBase");
        var isName = url.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase);
        if (!isName && !IPAddress.TryParse(url.DnsSafeHost, out _))
            throw Bad(source, text, "name an address of this machine (127.0.0.1, 0.0.0.0 for all of them) or localhost; the names that visitors may ask for are set by Milestone__AllowedHosts");
        if (isName && url.Port == 0)
            throw Bad(source, text, "a free port (0) can be chosen for 127.0.0.1 only, not for localhost");
        return string.Create(CultureInfo.InvariantCulture, $"http://{url.Host}:{url.Port}");
    }

    private static ProblemException Bad(string source, string text, string reason) =>
        new(ProblemKind.Invalid, $"{source} '{text}' cannot be listened on: {reason}. Write it as in {Default}.") { Field = source };
}
