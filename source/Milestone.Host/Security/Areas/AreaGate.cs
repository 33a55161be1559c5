using Milestone.Core;
using Milestone.Core.Access;
using Milestone.Core.Organisations;
using Milestone.Host.Api;
using Milestone.Host.Identity;
using Milestone.Host.Shell;

namespace Milestone.Host.Security.Areas;

/// <summary>
/// Lets a request through to its endpoint where the <see cref="Matrix"/> allows it. It denies what says no area: whoever forgets to say it finds out at once.
/// A step of our own instead of the framework's authorization, which asks its policies anew at every request: this is two look-ups, and a third where an organisation is named.
/// </summary>
internal sealed class AreaGate(OrganisationCatalogue catalogue, RequestDelegate next)
{
    private const string Organisation = "organisation";

    public Task InvokeAsync(HttpContext context)
    {
        // Without a route of ours it is 404, 405 or 415, and those are the framework's to answer.
        if (context.GetEndpoint() is not RouteEndpoint endpoint)
            return next(context);
        var place = endpoint.Metadata.GetMetadata<InAttribute>();
        // The token of an import is asked for where it is used up: a person's rights have no part in it.
        if (place is { Area: Area.Public or Area.Import })
            return next(context);
        var visitor = Visitor.Of(context);
        if (!visitor.IsSignedIn)
        {
            Door.AskToSignIn(context);
            return Task.CompletedTask;
        }

        if (place is null)
            throw new ProblemException(ProblemKind.Forbidden, "Nobody has said yet who may use this, so nobody may.");
        var use = place.UseOf(context.Request.Method);
        return visitor.Scope.OnlyRole is not { } role ? ByOrganisationAsync(context, visitor.Scope, place.Area, use)
            : context.Request.Query.ContainsKey(Organisation) ? AmongOwnAsync(context, place.Area, use, role)
            : Pass(context, place.Area, use, role);
    }

    private static bool IsOwners(HttpContext context, Area area) => area == Area.Installation && Visitor.Of(context).Scope.IsEverything;

    // One that is none of the reader's does not exist, also where the role would be refused: the refusal would tell it from one that nobody has.
    private async Task AmongOwnAsync(HttpContext context, Area area, Use use, Role role)
    {
        if (context.Request.Query[Organisation].ToString().Trim() is { Length: > 0 } named)
            await catalogue.GetAsync(named, context.RequestAborted);
        await Pass(context, area, use, role);
    }

    // Somebody with different roles in different organisations: which is meant decides, and the page then shows exactly that one.
    private async Task ByOrganisationAsync(HttpContext context, ReaderScope scope, Area area, Use use)
    {
        if (scope.Memberships.Count == 0)
            throw new ProblemException(ProblemKind.Forbidden, "You belong to no organisation here yet. An administrator of one can invite you.");
        var all = await catalogue.ListAsync(context.RequestAborted);
        var named = context.Request.Query[Organisation].ToString().Trim();
        var meant = IsForPrograms(context) ? OrganisationChoice.Of(all, named) : Visit.InView(all, named);
        if (meant is null)
        {
            if (named.Length > 0)
                await catalogue.GetAsync(named, context.RequestAborted);
            // Of none in particular: the endpoint says so, and can do nothing else.
            await Pass(context, area, use, scope.Memberships.Select(one => one.Role).MinBy(role => (Matrix.Of(area, use, role), role)));
            return;
        }

        context.Features.Set(new AdmittedTo(meant.Id));
        await Pass(context, area, use, scope.In(meant.Id)!.Role);
    }

    private Task Pass(HttpContext context, Area area, Use use, Role role) =>
        Matrix.Allows(area, use, role) || IsOwners(context, area) ? next(context) : throw Refusals.Of(area, use, role);

    private static bool IsForPrograms(HttpContext context) => context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase);
}

/// <summary>The organisation that the gate has let a request into, where the address did not leave only one.</summary>
internal sealed record AdmittedTo(Guid Organisation);

/// <summary>Where the gate stands.</summary>
internal static class AreaGates
{
    /// <summary>Stands behind whoever knows the visitor, and before everything that answers.</summary>
    public static void UseAreas(this WebApplication app)
    {
        var catalogue = app.Services.GetRequiredService<OrganisationCatalogue>();
        app.Use(next => new AreaGate(catalogue, next).InvokeAsync);
    }
}
