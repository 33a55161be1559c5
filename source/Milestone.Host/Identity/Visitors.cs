using Milestone.Core;
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
    public static void UseVisitors(this WebApplication app, HostSettings settings)
    {
        var sessions = app.Services.GetRequiredService<SessionRegister>();
        var tokens = app.Services.GetRequiredService<SessionTokens>();
        app.Use(next => async context =>
        {
            if (context.GetEndpoint()?.Metadata.GetMetadata<AnswersAlways>() is not null)
            {
                await next(context);
                return;
            }

            var visitor = settings.Vouch is { } vouch ? vouch(context.Request) : await OfAsync(context, sessions, tokens);
            context.Features.Set(visitor);
            using var scope = visitor.Scope.Begin();
            await next(context);
        });
    }

    /// <summary>Who asks, for an answer that is given also where nobody can say; nobody then.</summary>
    public static async Task<Visitor> TryAsync(HttpContext context, CancellationToken cancellation)
    {
        var services = context.RequestServices;
        if (services.GetRequiredService<HostSettings>().Vouch is { } vouch)
            return vouch(context.Request);
        try
        {
            return await OfAsync(context, services.GetRequiredService<SessionRegister>(), services.GetRequiredService<SessionTokens>()).AsTask().WaitAsync(cancellation);
        }
        catch (Exception unknown) when (unknown is ProblemException or OperationCanceledException)
        {
            return Visitor.Nobody;
        }
    }

    /// <summary>A person as a visitor.</summary>
    public static Visitor As(KnownPerson person) => new(person.Name, person.User.ToString("D"), person.Scope) { User = person.User };

    private static async ValueTask<Visitor> OfAsync(HttpContext context, SessionRegister sessions, SessionTokens tokens)
    {
        // What says nothing of anybody asks nobody, and so answers also while the database does not.
        if (Door.AsksNobody(context))
            return Visitor.Nobody;
        if (tokens.IsOn && SessionTokens.Of(context.Request) is { } token)
            return await tokens.PersonAsync(token, context) is { } bearer ? As(bearer) : Visitor.Nobody;
        if (SessionCookie.Of(context.Request) is not { } text || await sessions.FindAsync(text, context.RequestAborted) is not { } session)
            return Visitor.Nobody;
        context.Features.Set(session);
        return As(session.Person);
    }
}

/// <summary>Says of an endpoint that it answers whoever asks, also while nobody can say who that is; it asks itself where it wants to know.</summary>
internal sealed record AnswersAlways;
