using Milestone.Core.Organisations;
using Milestone.Core.Statements;
using Milestone.Core.Storage;
using Milestone.Host.Settings;

namespace Milestone.Host.Caching;

/// <summary>Answers that are drawn once and given many times: what they need, and where they stand among the parts of the host.</summary>
internal static class CachedAnswers
{
    public static void AddCachedAnswers(this WebApplicationBuilder builder, HostSettings settings)
    {
        var services = builder.Services;
        services.AddSingleton<AnswerKeys>();
        services.AddSingleton<AnswerCache>();
        if (settings.CacheMegabytes == 0)
            return;
        services.AddSingleton<ChangeListener>();
        services.AddHostedService<ListeningService>();
        services.AddSingleton(provider => new RememberedStatements(
            provider.GetRequiredService<OrganisationCatalogue>(), settings.CacheMegabytes * 1024L * 1024L * (100 - AnswerCache.ShareOfAnswers) / 100));
    }

    /// <summary>
    /// Stands behind routing, which says whether there is such an address and whether its answers may be kept, and before everything that costs: packing,
    /// limits, forms, drawing.
    /// </summary>
    public static void UseCachedAnswers(this WebApplication app)
    {
        var cache = app.Services.GetRequiredService<AnswerCache>();
        if (!cache.IsOn)
            return;
        app.Use(next => context => context.GetEndpoint()?.Metadata.GetMetadata<ICachedAnswer>() is { } kind && HttpMethods.IsGet(context.Request.Method)
            ? cache.AnswerAsync(context, kind, next)
            : next(context));
    }

    /// <summary>Says that an endpoint's answers may be kept.</summary>
    public static RouteHandlerBuilder Cached(this RouteHandlerBuilder endpoint) => endpoint.WithMetadata(new CachedApiAnswer());
}
