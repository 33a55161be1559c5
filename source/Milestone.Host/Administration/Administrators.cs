using Milestone.Core;
using Milestone.Core.Access;
using Milestone.Core.Organisations;
using Milestone.Host.Shell;

namespace Milestone.Host.Administration;

/// <summary>What the pages for administrators share.</summary>
internal static class Administrators
{
    /// <summary>Goes on only for an administrator of an organisation.</summary>
    /// <exception cref="ProblemException">Forbidden: the visitor is none.</exception>
    public static void Require(Visitor visitor, Guid organisation)
    {
        if (visitor.Scope.In(organisation)?.Role != Role.Administrator)
            throw new ProblemException(ProblemKind.Forbidden, "Only an administrator of these books decides who may see them. Ask one.");
    }

    /// <summary>The projects that were ticked, of those that the organisation has.</summary>
    public static IReadOnlyCollection<Guid> ChosenProjects(HttpRequest request, IReadOnlyList<DimensionListing> projects)
    {
        var known = projects.Select(project => project.Id).ToHashSet();
        return [.. request.Form["project"].Select(text => Guid.TryParse(text, out var id) ? id : Guid.Empty).Where(known.Contains)];
    }
}
