using System.Collections.Concurrent;
using Microsoft.AspNetCore.StaticAssets;

namespace Milestone.Host.Security.Rates;

/// <summary>Which kind a request is, by where it goes and whether it changes something.</summary>
internal sealed class RateKinds
{
    private static readonly string[] Files = [".pdf", ".xlsx", ".csv"];
    private static readonly string[] AboutPeople = ["sign-in", "sign-out", "invitations", "webhooks", "api/webhooks", "api/v1/webhooks"];
    private readonly ConcurrentDictionary<Endpoint, (RateKind Reading, RateKind Writing)> known = new();

    /// <summary>The kind of a request.</summary>
    public RateKind Of(HttpContext context)
    {
        var isReading = HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method);
        // Nothing is there: whoever looks for holes counts as well.
        if (context.GetEndpoint() is not { } endpoint)
            return RateKind.Reads;
        var (reading, writing) = known.GetOrAdd(endpoint, Look);
        return isReading ? reading : writing;
    }

    private static (RateKind Reading, RateKind Writing) Look(Endpoint endpoint)
    {
        if (endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is not null)
            return (RateKind.Free, RateKind.Writes);
        // Routing's own, such as the one that answers 405.
        if (endpoint is not RouteEndpoint { RoutePattern.RawText: { } route })
            return (RateKind.Reads, RateKind.Writes);
        var path = route.Trim('/');
        if (IsBelow(path, "api/health"))
            return (RateKind.Free, RateKind.Writes);
        if (IsBelow(path, "api/v1/import"))
            return (RateKind.Reads, RateKind.Imports);
        if (AboutPeople.Any(one => IsBelow(path, one)))
            return (RateKind.Reads, RateKind.SignIns);
        return (Files.Any(file => path.EndsWith(file, StringComparison.Ordinal)) ? RateKind.Exports : RateKind.Reads, RateKind.Writes);
    }

    private static bool IsBelow(string path, string folder) =>
        path.StartsWith(folder, StringComparison.OrdinalIgnoreCase) && (path.Length == folder.Length || path[folder.Length] == '/');
}
