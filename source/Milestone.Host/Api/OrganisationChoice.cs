using Milestone.Core;
using Milestone.Core.Organisations;

namespace Milestone.Host.Api;

/// <summary>Which organisation is meant: the one that is named, or the only one there is.</summary>
internal sealed class OrganisationChoice(OrganisationCatalogue catalogue)
{
    /// <summary>The organisation with this name or id; without either, the only one.</summary>
    /// <exception cref="ProblemException">NotFound: none has that name, or there is none at all. Invalid: there are several and none is named.</exception>
    public async Task<Organisation> OfAsync(string? nameOrId, CancellationToken cancellation)
    {
        if (!string.IsNullOrWhiteSpace(nameOrId))
            return await catalogue.GetAsync(nameOrId.Trim(), cancellation);
        var all = await catalogue.ListAsync(cancellation);
        return all switch
        {
            [var only] => only,
            [] => throw new ProblemException(ProblemKind.NotFound, "There is no organisation yet. Import its books first: import PATH --organisation NAME.") { Field = Name },
            _ => throw new ProblemException(
                ProblemKind.Invalid,
                $"There are {all.Count} organisations. Name one of them: {string.Join(", ", all.Take(5).Select(one => one.Name))}{(all.Count > 5 ? ", ..." : "")}.")
            { Field = Name },
        };
    }

    /// <summary>The one that is meant, among those there are; null where none is, or it is not plain which.</summary>
    public static Organisation? Of(IReadOnlyList<Organisation> all, string nameOrId) => string.IsNullOrWhiteSpace(nameOrId)
        ? all is [var only] ? only : null
        : OrganisationCatalogue.Find(all, nameOrId);

    private const string Name = "organisation";
}
