using Milestone.Core.Ledger;

namespace Milestone.Core.Xero;

/// <summary>A tracking category as it is stored, with the role of its options.</summary>
internal sealed record StoredCategory(Guid Id, string Name, string Status, TrackingRole? Role, bool RoleChosen, DateTimeOffset UpdatedUtc);

/// <summary>
/// Which category is projects and which is build phases, until a person says otherwise: the active category named like Project* or Job*, and the one
/// named like *Phase* or *Stage*. A category keeps the role when it is archived, so that its history keeps its projects, until another takes over.
/// </summary>
internal static class TrackingRoles
{
    public static IReadOnlyList<StoredCategory> Assign(IReadOnlyList<StoredCategory> categories)
    {
        var project = HolderOf(TrackingRole.Project, categories);
        var phase = HolderOf(TrackingRole.Phase, categories);
        return [.. categories.Select(category => category with { Role = category.Id == project ? TrackingRole.Project : category.Id == phase ? TrackingRole.Phase : null })];
    }

    private static Guid? HolderOf(TrackingRole role, IReadOnlyList<StoredCategory> categories)
    {
        if (categories.FirstOrDefault(category => category.RoleChosen && category.Role == role) is { } chosen)
            return chosen.Id;
        var fitting = categories
            .Where(category => !category.RoleChosen && category.Status == "ACTIVE" && Fits(role, category.Name))
            .OrderBy(category => category.Name, StringComparer.OrdinalIgnoreCase)
            .ThenBy(category => category.Id)
            .FirstOrDefault();
        return (fitting ?? categories.FirstOrDefault(category => !category.RoleChosen && category.Role == role))?.Id;
    }

    // "Project phase" is a phase: it says more about its options than "Project" does.
    private static bool Fits(TrackingRole role, string name)
    {
        var isPhase = name.Contains("phase", StringComparison.OrdinalIgnoreCase) || name.Contains("stage", StringComparison.OrdinalIgnoreCase);
        return role == TrackingRole.Phase
            ? isPhase
            : !isPhase && (name.StartsWith("project", StringComparison.OrdinalIgnoreCase) || name.StartsWith("job", StringComparison.OrdinalIgnoreCase));
    }
}
