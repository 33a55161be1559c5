using System.Globalization;
using Milestone.Core;

namespace Milestone.Host.Api;

/// <summary>
/// Optimistic concurrency of what people enter: an answer carries its version as a strong ETag, and a change says in If-Match which version it was made on.
/// </summary>
internal static class IfMatch
{
    /// <summary>The version that a change was made on.</summary>
    /// <exception cref="ProblemException">Unversioned: the request has no If-Match. Invalid: it is no version.</exception>
    public static long VersionOf(HttpRequest request)
    {
        var header = request.Headers.IfMatch.ToString();
        if (header.Length == 0)
            throw new ProblemException(ProblemKind.Unversioned, "Say which version you changed: send the ETag of what you read as If-Match.") { Field = "If-Match" };
        return long.TryParse(header.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version
            : throw new ProblemException(ProblemKind.Invalid, "That is no version. Send the ETag of what you read, such as \"3\".") { Field = "If-Match" };
    }

    /// <summary>Marks an answer with its version.</summary>
    public static void Mark(HttpResponse response, long version) =>
        response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");
}
