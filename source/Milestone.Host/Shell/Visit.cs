using Milestone.Core.Organisations;
using Milestone.Core.People;
using Milestone.Host.Security.Areas;

namespace Milestone.Host.Shell;

/// <summary>
/// What one request looks at: the organisations there are, and the one in the address. The layout and the page both need it, so it is
/// read once a request.
/// </summary>
public sealed class Visit(OrganisationCatalogue catalogue, PersonalSettings people)
{
    private Task<VisitedOrganisations>? _opened;

    /// <summary>The organisations and the one in view; the same answer all through the request.</summary>
    /// <exception cref="Core.ProblemException">Unavailable: the database does not answer. NotFound: the address names an organisation that does not exist.</exception>
    public Task<VisitedOrganisations> OpenAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return _opened ??= ReadAsync(context, context.Request.Query["organisation"].ToString(), context.RequestAborted);
    }

    private async Task<VisitedOrganisations> ReadAsync(HttpContext context, string named, CancellationToken cancellation)
    {
        // Whoever looked for a kept answer has asked already; what is drawn then belongs to the same state.
        if (context.Features.Get<VisitedOrganisations>() is { } visited)
            return visited;
        var all = await catalogue.ListAsync(cancellation);
        var inView = (context.Features.Get<AdmittedTo>() is { } admitted ? all.FirstOrDefault(one => one.Id == admitted.Organisation) : InView(all, named)) ?? (named.Length > 0 ? await catalogue.GetAsync(named, cancellation) : null);
        visited = new VisitedOrganisations(all, inView, inView is null ? Personal.Nothing : await people.OfAsync(inView.Id, Visitor.Of(context).Key, cancellation));
        context.Features.Set(visited);
        return visited;
    }

    /// <summary>The organisation that an address names, else the one last synchronised; null where there is none.</summary>
    internal static Organisation? InView(IReadOnlyList<Organisation> all, string named)
    {
        if (named.Length > 0)
            return OrganisationCatalogue.Find(all, named);
        return all is [var only] ? only : all.OrderByDescending(one => one.LastSync).FirstOrDefault();
    }
}

/// <summary>The organisations of the installation and the one in view.</summary>
/// <param name="All">All of them, by name.</param>
/// <param name="Current">The one the address names, else the one last synchronised; null before the first import.</param>
/// <param name="Mine">What is the reader's own there.</param>
public sealed record VisitedOrganisations(IReadOnlyList<Organisation> All, Organisation? Current, Personal Mine);
