using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Milestone.Host.Identity;
using Milestone.Host.Security.Areas;

namespace Milestone.Host.Api;

/// <summary>What the description says of who may: from the area that each operation belongs to, as the gate decides it.</summary>
internal static class OpenApiSecurity
{
    /// <summary>The cookie of somebody who has signed in.</summary>
    public const string Cookie = "session";

    /// <summary>The token of a session at the provider, where the host takes any.</summary>
    public const string Bearer = "sessionToken";

    /// <summary>The token of an import.</summary>
    public const string Ingest = "ingestToken";

    /// <summary>The ways in.</summary>
    public static void Introduce(Microsoft.OpenApi.OpenApiDocument document, IServiceProvider services)
    {
        document.Components ??= new OpenApiComponents();
        var schemes = document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal);
        schemes[Cookie] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.ApiKey,
            In = ParameterLocation.Cookie,
            Name = SessionCookie.Name,
            Description = "The cookie that signing in on the pages gives. Over https its name begins with __Host-, or with __Secure- where the host lives below a path.",
        };
        if (TakesBearers(services))
        {
            schemes[Bearer] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                BearerFormat = "JWT",
                Description = "A session token of the provider that this host trusts, of somebody who has signed in on the pages once.",
            };
        }

        schemes[Ingest] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            Description = "An ingest token of one organisation, made by the command 'token create'. It imports, and opens nothing else.",
        };
    }

    /// <summary>Which of them an operation takes, and how it refuses the others.</summary>
    public static void Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        // The innermost counts, as for the gate. What says no area lets nobody in.
        if (metadata.OfType<InAttribute>().LastOrDefault() is not { } place || place.Area == Area.Public)
        {
            operation.Security = [];
            return;
        }

        string[] schemes = place.Area == Area.Import ? [Ingest] : TakesBearers(context.ApplicationServices) ? [Cookie, Bearer] : [Cookie];
        operation.Security = [.. schemes.Select(scheme => new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(scheme, context.Document)] = [] })];
        operation.Responses ??= [];
        var refusal = operation.Responses.TryGetValue("400", out var other) ? other.Content : null;
        operation.Responses.TryAdd("401", new OpenApiResponse { Content = refusal });
        operation.Responses["403"] = new OpenApiResponse { Content = refusal, Description = Refused(place, context.Description.HttpMethod ?? HttpMethods.Get) };
    }

    private static string Refused(InAttribute place, string method) => place.Area == Area.Import
        ? "The token opens another organisation."
        : Matrix.Roles.Where(role => Matrix.Allows(place.Area, place.UseOf(method), role)).ToList() is var may && may.Count < Matrix.Roles.Count
            ? $"The reader's role may not do this. Who may: {string.Join(", ", may.Select(Refusals.Name))}."
            : "The reader belongs to no organisation yet.";

    private static bool TakesBearers(IServiceProvider services) => services.GetRequiredService<SessionTokens>().IsOn;
}
