using Milestone.Core;
using Milestone.Core.Access;
using Milestone.Core.Organisations;
using Milestone.Core.People;
using Milestone.Core.Storage;
using Milestone.Host.Api;
using Milestone.Host.Components.Days;
using Milestone.Host.Maintenance;
using Milestone.Host.Shell;
using Milestone.Host.Shell.Masthead;

namespace Milestone.Host.Caching;

/// <summary>
/// Finds the key of a request. That is where it is decided whether the reader may see the organisation at all: an answer is looked up only after that.
/// </summary>
internal sealed class AnswerKeys(OrganisationCatalogue catalogue, PersonalSettings people, MaintenanceBoard maintenance, TimeProvider clock)
{
    private const int LongestQuery = 2000;
    private const string OrganisationParameter = "organisation";

    /// <summary>The key, or null for a request whose answer is not kept: of no organisation, of one that does not exist, or while the database does not answer.</summary>
    public async ValueTask<AnswerKey?> OfAsync(HttpContext context, ICachedAnswer kind)
    {
        var request = context.Request;
        var query = request.QueryString.Value ?? "";
        if (query.Length > LongestQuery)
            return null;
        try
        {
            return await FindAsync(context, kind, query);
        }
        catch (ProblemException)
        {
            // Nobody can say what holds. The endpoint says what there is to say, also of a question that is wrong in itself.
            return null;
        }
    }

    private async ValueTask<AnswerKey?> FindAsync(HttpContext context, ICachedAnswer kind, string query)
    {
        var request = context.Request;
        var known = await catalogue.KnowAsync(context.RequestAborted);
        var named = Named(request, query);
        if ((kind.IsPage ? Visit.InView(known.All, named) : OrganisationChoice.Of(known.All, named)) is not { } organisation)
            return null;
        var visitor = Visitor.Of(context);
        if (visitor.Scope.In(organisation.Id) is not { } membership)
            return null;
        var personal = 0L;
        if (kind.IsPage)
        {
            var visited = new VisitedOrganisations(known.All, organisation, await people.OfAsync(organisation.Id, visitor.Key, context.RequestAborted));
            context.Features.Set(visited);
            personal = visited.Mine.Version;
        }

        return new AnswerKey(
            kind.IsPage,
            ScopeOf(membership, kind.IsPage ? visitor.Key : ""),
            kind.IsPage ? Theme.InBrowser(request) : "",
            personal,
            known.Epoch,
            known.Names,
            organisation.Id,
            new DataState(organisation.DataVersion, organisation.LastSync),
            organisation.Today(clock),
            AsOf.IsOld(organisation, clock),
            kind.IsPage ? maintenance.Of(context).Key : "",
            request.Path.Value ?? "",
            query);
    }

    // A page names its reader; what the API answers is the same for all who may see the same.
    private static string ScopeOf(Membership membership, string key) =>
        membership.Projects is { } projects ? $"{membership.Role}|{string.Join(',', projects)}|{key}" : $"{membership.Role}|{key}";

    // Reading the query takes longer than everything else here, and most addresses name no organisation.
    private static string Named(HttpRequest request, string query) =>
        query.Contains(OrganisationParameter, StringComparison.OrdinalIgnoreCase) || query.Contains('%', StringComparison.Ordinal) || query.Contains('+', StringComparison.Ordinal)
            ? request.Query[OrganisationParameter].ToString()
            : "";
}
