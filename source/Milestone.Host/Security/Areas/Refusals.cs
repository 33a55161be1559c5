using Milestone.Core;
using Milestone.Core.Access;

namespace Milestone.Host.Security.Areas;

/// <summary>Says why somebody may not, who may, and who could change that.</summary>
internal static class Refusals
{
    /// <summary>The refusal of a role.</summary>
    public static ProblemException Of(Area area, Use use, Role role)
    {
        var may = Matrix.Roles.Where(one => Matrix.Allows(area, use, one)).Select(Name).ToList();
        if (area == Area.Installation)
            return new ProblemException(ProblemKind.Forbidden, "This is for whoever owns the installation. The command 'user role' says who that is, and makes somebody else one.");
        var who = may.Count switch
        {
            0 => "Nobody may do this.",
            1 => $"This is for an {may[0]}.",
            _ => $"This is for {string.Join(", ", may.SkipLast(1))} or {may[^1]}.",
        };
        return new ProblemException(ProblemKind.Forbidden, $"{who} You are here as {Name(role)}; an administrator of the organisation can give you another role.");
    }

    /// <summary>A role in the words of a sentence.</summary>
    public static string Name(Role role) => role switch
    {
        Role.Viewer => "viewer",
        Role.ProjectManager => "project manager",
        Role.Accountant => "accountant",
        _ => "administrator",
    };
}
