using Milestone.Core.Organisations;

namespace Milestone.Host.Shell;

/// <summary>
/// What one request looks at: the organisations there are, and the one in the address. The layout and the page both need it, so it is
/// read once a request.
/// </summary>
public sealed class Visit(OrganisationCatalogue catalogue)
{
    private Task<VisitedOrganisations>? _opened;

    /// <summary>The organisations and the one in view; the same answer all through the request.</summary>
    /// <exception cref="Core.ProblemException">Unavailable: the database does not answer. NotFound: the address names an organisation that does not exist.</exception>
    public Task<VisitedOrganisations> OpenAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return _opened ??= ReadAsync(context.Request.Query["organisation"].ToString(), context.RequestAborted);
    }

    private async Task<VisitedOrganisations> ReadAsync(string named, CancellationToken cancellation)
    {
        var all = await catalogue.ListAsync(cancellation);
        return new VisitedOrganisations(all, InView(all, named) ?? (named.Length > 0 ? await catalogue.GetAsync(named, cancellation) : null));
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
public sealed record VisitedOrganisations(IReadOnlyList<Organisation> All, Organisation? Current);
