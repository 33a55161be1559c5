namespace Milestone.Core.Access;

/// <summary>A person's place in one organisation.</summary>
/// <param name="Organisation">The organisation.</param>
/// <param name="Role">What the person is there.</param>
/// <param name="Projects">The projects that a project manager is limited to, perhaps none; null for everybody else, who sees all.</param>
public sealed record Membership(Guid Organisation, Role Role, IReadOnlyList<Guid>? Projects = null)
{
    /// <summary>Whether it shows this project.</summary>
    public bool Shows(Guid project) => Projects is null || Projects.Contains(project);
}
