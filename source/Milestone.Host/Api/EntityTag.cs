using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Net.Http.Headers;
using Milestone.Core.Organisations;
using Milestone.Host.Caching;
using Milestone.Host.Observability;

namespace Milestone.Host.Api;

/// <summary>
/// The mark of an answer: the same for as long as the organisation's data version, the build and the question are the same.
/// A reader that sends it back learns that nothing changed, without the statement being drawn again.
/// </summary>
internal static class EntityTag
{
    /// <summary>Marks the answer, and says whether the reader has it already. Then answer 304 and nothing else.</summary>
    /// <param name="context">The request.</param>
    /// <param name="organisation">Whose data the answer shows.</param>
    /// <param name="question">All that the answer depends on besides, with defaults and "today" resolved.</param>
    public static bool IsKnown(HttpContext context, Organisation organisation, string question)
    {
        if (Drawing.IsUnderWay(context))
            return false;
        var key = string.Create(CultureInfo.InvariantCulture, $"{organisation.Id:N}|{organisation.DataVersion}|{BuildIdentity.Key}|{context.Request.Path}|{question}");
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(0, 12));
        // Weak, because the same answer may go out plain or compressed.
        var tag = new EntityTagHeaderValue($"\"{hash}\"", isWeak: true);
        context.Response.Headers.ETag = tag.ToString();
        context.Response.Headers.CacheControl = "private, no-cache";
        return context.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Compare(tag, useStrongComparison: false) || known.Equals(EntityTagHeaderValue.Any));
    }
}
