using Milestone.Core.Access;
using Milestone.Host.Shell;

namespace Milestone.Host.Security.Areas;

/// <summary>The page that a reader begins at: the dashboard mixes projects, so a project manager begins at the list of the own ones.</summary>
internal static class Home
{
    /// <summary>The path below the base.</summary>
    public static string Of(HttpContext context) => May(context, Area.Books, Use.Read) ? "dashboard" : "projects";

    /// <summary>Whether whoever asks may use an area, in the organisation in view; pages leave out what they may not.</summary>
    public static bool May(HttpContext context, Area area, Use use) =>
        area == Area.Installation ? Visitor.Of(context).Scope.IsEverything : RoleOf(context) is { } role && Matrix.Allows(area, use, role);

    private static Role? RoleOf(HttpContext context)
    {
        var scope = Visitor.Of(context).Scope;
        if (scope.OnlyRole is { } role)
            return role;
        var organisation = context.Features.Get<AdmittedTo>()?.Organisation ?? context.Features.Get<VisitedOrganisations>()?.Current?.Id;
        return organisation is { } one ? scope.In(one)?.Role : null;
    }
}
