using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Milestone.Host.Caching;

/// <summary>What a client says that it takes.</summary>
internal static class Accepted
{
    /// <summary>The smallest packing that it takes.</summary>
    public static Packing PackingOf(HttpRequest request)
    {
        var header = request.Headers.AcceptEncoding;
        if (header.Count == 0)
            return Packing.Plain;
        if (header is [{ } only] && !only.Contains(';', StringComparison.Ordinal))
            return Names(only, "br") ? Packing.Brotli : Names(only, "gzip") ? Packing.Gzip : Packing.Plain;
        return Weighed(header);
    }

    /// <summary>Whether it has the answer with this tag already.</summary>
    public static bool Has(HttpRequest request, string tag)
    {
        var header = request.Headers.IfNoneMatch;
        if (header.Count == 0)
            return false;
        if (header is [{ } only] && only == tag)
            return true;
        return EntityTagHeaderValue.TryParseList(header, out var known) && EntityTagHeaderValue.TryParse(tag, out var wanted)
            && known.Any(one => one.Equals(EntityTagHeaderValue.Any) || one.Compare(wanted, useStrongComparison: false));
    }

    // As browsers write it: names with commas between, and no weights.
    private static bool Names(string header, string name)
    {
        foreach (var part in header.AsSpan().Split(','))
        {
            if (header.AsSpan(part).Trim().Equals(name, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    private static Packing Weighed(StringValues header)
    {
        if (!StringWithQualityHeaderValue.TryParseList(header, out var all))
            return Packing.Plain;
        return Takes("br") ? Packing.Brotli : Takes("gzip") ? Packing.Gzip : Packing.Plain;

        bool Takes(string name) => (all.FirstOrDefault(one => one.Value.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? all.FirstOrDefault(one => one.Value == "*")) is { Quality: null or > 0 };
    }
}
