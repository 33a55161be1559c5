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
        var inView = named.Length > 0
            ? all.FirstOrDefault(one => IsNamed(one, named)) ?? await catalogue.GetAsync(named, cancellation)
            : all.OrderByDescending(one => one.LastSync).FirstOrDefault();
        return new VisitedOrganisations(all, inView);
    }

    private static bool IsNamed(Organisation organisation, string named) =>
        string.Equals(organisation.Name, named, StringComparison.OrdinalIgnoreCase) || (Guid.TryParse(named, out var id) && id == organisation.Id);
}

/// <summary>The organisations of the installation and the one in view.</summary>
/// <param name="All">All of them, by name.</param>
/// <param name="Current">The one the address names, else the one last synchronised; null before the first import.</param>
public sealed record VisitedOrganisations(IReadOnlyList<Organisation> All, Organisation? Current);
