namespace Milestone.Core.Access;

/// <summary>What a person is in an organisation. What each may do is one table of the host's, and row-level security stands behind it.</summary>
public enum Role
{
    /// <summary>Reads everything, changes nothing but what is the reader's own.</summary>
    Viewer = 1,

    /// <summary>Reads and plans the projects that are given to them, and sees nothing that mixes in others.</summary>
    ProjectManager = 2,

    /// <summary>Reads everything, plans, assigns, issues packs, reconciles.</summary>
    Accountant = 3,

    /// <summary>All of that, and decides who else may.</summary>
    Administrator = 4,
}
