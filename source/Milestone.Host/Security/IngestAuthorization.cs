using Milestone.Core;
using Milestone.Core.Organisations;

namespace Milestone.Host.Security;

/// <summary>Which organisation the bearer of a request may import into.</summary>
internal sealed class IngestAuthorization(IngestTokens tokens)
{
    private const string Scheme = "Bearer ";

    /// <summary>The organisation of the request's ingest token, or null when it carries no valid one.</summary>
    public async Task<Guid?> OrganisationAsync(HttpRequest request, CancellationToken cancellation)
    {
        var header = request.Headers.Authorization.ToString();
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return null;
        var token = header[Scheme.Length..].Trim();
        return token.Length == 0 ? null : await tokens.OrganisationOfAsync(token, cancellation);
    }

    /// <summary>Refuses a token of another organisation than the one that the request names.</summary>
    /// <exception cref="ProblemException">Forbidden: the token opens another organisation.</exception>
    public static void Check(Guid ofToken, Organisation named)
    {
        if (named.Id != ofToken)
            throw new ProblemException(ProblemKind.Forbidden, "This token imports into another organisation. Leave 'organisation' out, or use a token of that organisation.") { Field = "organisation" };
    }
}
