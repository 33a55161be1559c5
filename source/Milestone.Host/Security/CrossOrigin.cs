using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Net.Http.Headers;
using Milestone.Host.Settings;

namespace Milestone.Host.Security;

/// <summary>
/// Which other sites' scripts may read the API: those that are listed, none by default, and never the pages. Cookies go along only for the sites
/// that are listed for it; all others send a token.
/// </summary>
internal sealed class CrossOrigin : ICorsPolicyProvider
{
    private readonly HashSet<string> listed;
    private readonly HashSet<string> withCookies;
    private readonly CorsPolicy policy;
    private readonly CorsPolicy policyWithCookies;

    public CrossOrigin(HostSettings settings)
    {
        listed = [.. settings.CorsOrigins];
        withCookies = [.. settings.CorsCredentialOrigins];
        policy = Policy(listed).Build();
        policyWithCookies = Policy(withCookies).AllowCredentials().Build();
    }

    /// <summary>The rules for a request; null where there are none, so that its answer names no origin.</summary>
    public Task<CorsPolicy?> GetPolicyAsync(HttpContext context, string? policyName)
    {
        var origin = context.Request.Headers.Origin.ToString();
        var found = !context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase) ? null
            : withCookies.Contains(origin) ? policyWithCookies
            : listed.Contains(origin) ? policy
            : null;
        return Task.FromResult(found);
    }

    private static CorsPolicyBuilder Policy(IEnumerable<string> origins) => new CorsPolicyBuilder([.. origins])
        .WithMethods(HttpMethods.Get, HttpMethods.Head, HttpMethods.Post, HttpMethods.Put, HttpMethods.Delete)
        .WithHeaders(HeaderNames.Accept, HeaderNames.Authorization, HeaderNames.ContentType, HeaderNames.IfMatch, HeaderNames.IfNoneMatch)
        .WithExposedHeaders(HeaderNames.ETag, HeaderNames.Location, HeaderNames.ContentDisposition, HeaderNames.RetryAfter, "RateLimit", "RateLimit-Policy")
        .SetPreflightMaxAge(TimeSpan.FromMinutes(10));
}

/// <summary>Where the rules for other sites' scripts stand among the parts of the host.</summary>
internal static class CrossOriginParts
{
    public static void AddCrossOrigin(this WebApplicationBuilder builder)
    {
        builder.Services.AddCors();
        builder.Services.AddSingleton<ICorsPolicyProvider, CrossOrigin>();
    }

    /// <summary>Stands behind routing and before whoever asks is known: a browser asks whether it may ask without saying who it is.</summary>
    public static void UseCrossOrigin(this WebApplication app, HostSettings settings)
    {
        if (settings.CorsOrigins.Count + settings.CorsCredentialOrigins.Count == 0)
            return;
        app.Use(next => context =>
        {
            // A cache between must not give one site's answer to another.
            if (context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase))
                context.Response.OnStarting(() => { context.Response.Headers.Append(HeaderNames.Vary, HeaderNames.Origin); return Task.CompletedTask; });
            return next(context);
        });
        app.UseCors();
    }
}
