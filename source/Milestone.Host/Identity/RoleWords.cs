using Milestone.Core.Access;

namespace Milestone.Host.Identity;

/// <summary>Roles as people read and type them.</summary>
internal static class RoleWords
{
    /// <summary>By the word that a form or a command takes.</summary>
    public static IReadOnlyDictionary<string, Role> All { get; } = new Dictionary<string, Role>(StringComparer.OrdinalIgnoreCase)
    {
        ["viewer"] = Role.Viewer,
        ["project-manager"] = Role.ProjectManager,
        ["accountant"] = Role.Accountant,
        ["administrator"] = Role.Administrator,
    };

    /// <summary>In a sentence: project manager.</summary>
    public static string In(Role role) => Key(role).Replace('-', ' ');

    /// <summary>As typed: project-manager.</summary>
    public static string Key(Role role) => All.First(pair => pair.Value == role).Key;

    /// <summary>What it may do, in a line.</summary>
    public static string Meaning(Role role) => role switch
    {
        Role.Viewer => "reads everything, changes nothing",
        Role.ProjectManager => "reads and plans the projects chosen below, and sees no others",
        Role.Accountant => "reads everything, plans, assigns, issues packs, reconciles",
        _ => "all of that, and decides who else may",
    };
}
