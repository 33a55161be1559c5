using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Primitives;
using Milestone.Host.Observability;
using Milestone.Host.Settings;
using Milestone.Host.Shell;

namespace Milestone.Host.Security.Rates;

/// <summary>
/// Counts every request against the allowance of whoever asks, before anything is looked up or drawn for it. Somebody who is known has an allowance of
/// his own wherever he is; a token has one, and the address that it comes from ten of them together; everybody else shares that of the address.
/// </summary>
internal sealed class RateLimits
{
    // Nobody has looked at a token yet: an address that sends a new one each time is stopped all the same.
    private const int TokensOfAnAddress = 10;

    private readonly RateKinds kinds = new();
    private readonly (RateMeter? Own, RateMeter? OfAddress, string Name, StringValues Policy)[] meters;

    public RateLimits(HostSettings settings)
    {
        meters = [.. Enum.GetValues<RateKind>().Select(kind => settings.Rates.Of(kind) is var aMinute and > 0
            ? (new RateMeter(aMinute, settings.Clock), new RateMeter(aMinute * TokensOfAnAddress, settings.Clock), Name(kind), Policy(kind, aMinute))
            : ((RateMeter?)null, (RateMeter?)null, "", StringValues.Empty))];
    }

    /// <summary>Whether anything is counted at all.</summary>
    public bool IsOn => meters.Any(meter => meter.Own is not null);

    /// <summary>Stands behind whoever finds out who asks, and before everything that costs; a refusal becomes a page or problem details further out.</summary>
    public static void Use(WebApplication app, HostSettings settings)
    {
        var limits = new RateLimits(settings);
        if (!limits.IsOn)
            return;
        app.Use(next => context =>
        {
            if (limits.Allows(context))
                return next(context);
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            return Task.CompletedTask;
        });
    }

    /// <summary>Counts the request, says in its answer what is left, and answers whether it may go on.</summary>
    public bool Allows(HttpContext context)
    {
        var (own, ofAddress, name, policy) = meters[(int)kinds.Of(context)];
        if (own is null || ofAddress is null)
            return true;
        var verdict = Verdict(context, own, ofAddress);
        // Programs plan by it; a browser does nothing with it, and a page that is kept should cost nothing.
        if (!verdict.IsAllowed || context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase))
        {
            var headers = context.Response.Headers;
            headers["RateLimit-Policy"] = policy;
            headers["RateLimit"] = string.Create(CultureInfo.InvariantCulture, $"\"{name}\";r={verdict.Left};t={verdict.Seconds}");
        }

        if (!verdict.IsAllowed)
        {
            context.Response.Headers.RetryAfter = verdict.Seconds.ToString(CultureInfo.InvariantCulture);
            Instruments.CountRefusal(name);
        }

        return verdict.IsAllowed;
    }

    private static Verdict Verdict(HttpContext context, RateMeter own, RateMeter ofAddress)
    {
        var visitor = Visitor.Of(context);
        if (visitor.IsSignedIn)
            return own.Count(visitor.Key);
        var address = AddressOf(context);
        var authorization = context.Request.Headers.Authorization;
        if (authorization.Count == 0)
            return own.Count(address);
        var together = ofAddress.Count(address);
        return together.IsAllowed ? own.Count(Digest(authorization.ToString())) : together;
    }

    // The token itself is not kept for a minute longer than its request.
    private static string Digest(string token) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token)).AsSpan(0, 16));

    // A household or an office has 2^64 addresses of IPv6: they count as one.
    private static object AddressOf(HttpContext context)
    {
        if (context.Connection.RemoteIpAddress is not { } address)
            return "";
        if (address.IsIPv4MappedToIPv6)
            return address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6 || IPAddress.IsLoopback(address))
            return address;
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes);
    }

    private static string Name(RateKind kind) => kind.ToString().ToLowerInvariant();

    private static StringValues Policy(RateKind kind, int aMinute) => string.Create(CultureInfo.InvariantCulture, $"\"{Name(kind)}\";q={aMinute};w=60");
}
