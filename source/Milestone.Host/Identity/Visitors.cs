using Milestone.Core.Access;
using Milestone.Host.Settings;
using Milestone.Host.Shell;

namespace Milestone.Host.Identity;

/// <summary>Finds out who a request comes from, before anything is read for it.</summary>
internal static class Visitors
{
    /// <summary>Stands first: whatever is read for a request that nobody has vouched for yet sees nothing.</summary>
    public static void UseNobody(this WebApplication app) => app.Use(next => async context =>
    {
        using var scope = ReaderScope.Nobody.Begin();
        await next(context);
    });

    /// <summary>Stands behind routing: everything behind it sees what the visitor may see.</summary>
    public static void UseVisitors(this WebApplication app, HostSettings settings) => app.Use(next => async context =>
    {
        if (settings.Vouch is { } vouch)
            context.Features.Set(vouch(context.Request));
        using var scope = Visitor.Of(context).Scope.Begin();
        await next(context);
    });
}
