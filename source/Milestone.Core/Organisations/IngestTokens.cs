using Milestone.Core.Storage;

namespace Milestone.Core.Organisations;

/// <summary>Tokens that let a program such as n8n hand in payloads for one organisation, and nothing else. Only a hash is stored.</summary>
public sealed class IngestTokens(MilestoneDatabase database)
{
    /// <summary>Makes a token; its text is shown this once.</summary>
    /// <param name="organisation">The organisation it may import into.</param>
    /// <param name="label">What it is for, for the person who will revoke it.</param>
    /// <param name="expires">When it stops working, or null for never.</param>
    /// <param name="cancellation">Cancels the work.</param>
    public Task<(IngestToken Token, string Text)> CreateAsync(Guid organisation, string label, DateTimeOffset? expires, CancellationToken cancellation) => throw new NotImplementedException(database.ToString());

    /// <summary>The tokens of an organisation, newest first.</summary>
    public Task<IReadOnlyList<IngestToken>> ListAsync(Guid organisation, CancellationToken cancellation) => throw new NotImplementedException();

    /// <summary>Stops a token for good.</summary>
    /// <exception cref="ProblemException">NotFound: the organisation has no such token.</exception>
    public Task RevokeAsync(Guid organisation, Guid token, CancellationToken cancellation) => throw new NotImplementedException();

    /// <summary>The organisation that a token's text opens, or null when it is unknown, revoked or expired. Records the use.</summary>
    public Task<Guid?> OrganisationOfAsync(string text, CancellationToken cancellation) => throw new NotImplementedException();
}

/// <summary>A token, without its text.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Label">What it is for.</param>
/// <param name="Prefix">The first characters, to tell tokens apart.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ExpiresAt">When it stops working, or null for never.</param>
/// <param name="RevokedAt">When it was stopped, or null.</param>
/// <param name="LastUsedAt">When it was last used, or null.</param>
public sealed record IngestToken(Guid Id, string Label, string Prefix, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? RevokedAt, DateTimeOffset? LastUsedAt);
