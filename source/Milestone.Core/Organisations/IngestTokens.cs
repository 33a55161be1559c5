using System.Buffers.Text;
using System.Data;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Milestone.Core.Storage;

namespace Milestone.Core.Organisations;

/// <summary>Tokens that let a program such as n8n hand in payloads for one organisation, and nothing else. Only a hash is stored.</summary>
public sealed class IngestTokens(MilestoneDatabase database)
{
    private const string Mark = "mst_"; // so that secret scanners and people know one when they see it
    private const int SecretBytes = 32;
    private const int PrefixLength = 10;
    private const int LongestLabel = 100;
    private const string Command = "token"; // who acts where the command of that name does

    /// <summary>Makes a token; its text is shown this once.</summary>
    /// <param name="organisation">The organisation it may import into.</param>
    /// <param name="label">What it is for, for the person who will revoke it; 1 to 100 characters.</param>
    /// <param name="expires">When it stops working, or null for never.</param>
    /// <param name="cancellation">Cancels the work.</param>
    /// <exception cref="ProblemException">Invalid: the label is empty or too long, or the expiry has passed.</exception>
    public Task<(IngestToken Token, string Text)> CreateAsync(Guid organisation, string label, DateTimeOffset? expires, CancellationToken cancellation) =>
        CreateAsync(organisation, label, expires, Command, cancellation);

    /// <summary>As above, by somebody who is named in the audit log.</summary>
    public async Task<(IngestToken Token, string Text)> CreateAsync(Guid organisation, string label, DateTimeOffset? expires, string actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(label);
        label = label.Trim();
        var now = database.Clock.GetUtcNow().ToUniversalTime();
        if (label.Any(char.IsControl))
            throw new ProblemException(ProblemKind.Invalid, "A token's label is one line of plain characters.") { Field = "label" };
        if (label.Length is 0 or > LongestLabel)
            throw new ProblemException(ProblemKind.Invalid, $"A token's label has 1 to {LongestLabel} characters: say what it is for.") { Field = "label" };
        if (expires <= now)
            throw new ProblemException(ProblemKind.Invalid, "The token would have expired already. Give a day that is still to come.") { Field = "expires" };

        var text = Mark + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
        var token = new IngestToken(Guid.CreateVersion7(now), label, text[..PrefixLength], now, expires?.ToUniversalTime(), null, null);
        await database.WriteAsync(
            organisation,
            actor,
            connection => connection.ExecuteAsync(new CommandDefinition(
                SqlText.Of("Organisations/token-create.sql"),
                new { organisation, token = token.Id, label, prefix = token.Prefix, hash = HashOf(text), now, expires = token.ExpiresAt },
                cancellationToken: cancellation)),
            cancellation).ConfigureAwait(false);
        return (token, text);
    }

    /// <summary>The tokens of an organisation, newest first.</summary>
    public Task<IReadOnlyList<IngestToken>> ListAsync(Guid organisation, CancellationToken cancellation) => database.SnapshotAsync<IReadOnlyList<IngestToken>>(
        organisation,
        async connection =>
        {
            var rows = await connection.QueryAsync<Row>(new CommandDefinition(SqlText.Of("Organisations/tokens.sql"), new { organisation }, cancellationToken: cancellation)).ConfigureAwait(false);
            return [.. rows.Select(row => new IngestToken(row.Id, row.Label, row.Prefix, Utc(row.CreatedAt)!.Value, Utc(row.ExpiresAt), Utc(row.RevokedAt), Utc(row.LastUsedAt)))];
        },
        cancellation);

    /// <summary>Stops a token for good.</summary>
    /// <exception cref="ProblemException">NotFound: the organisation has no such token.</exception>
    public Task RevokeAsync(Guid organisation, Guid token, CancellationToken cancellation) => RevokeAsync(organisation, token, Command, cancellation);

    /// <summary>As above, by somebody who is named in the audit log.</summary>
    public async Task RevokeAsync(Guid organisation, Guid token, string actor, CancellationToken cancellation)
    {
        var revoked = await database.WriteAsync(
            organisation,
            actor,
            connection => connection.ExecuteAsync(new CommandDefinition(
                SqlText.Of("Organisations/token-revoke.sql"),
                new { organisation, token, now = database.Clock.GetUtcNow().ToUniversalTime() },
                cancellationToken: cancellation)),
            cancellation).ConfigureAwait(false);
        if (revoked == 0)
            throw new ProblemException(ProblemKind.NotFound, $"The organisation has no token {token}. List them with: token list.") { Field = "token" };
    }

    /// <summary>The organisation that a token's text opens, or null when it is unknown, revoked or expired. Records the use.</summary>
    public Task<Guid?> OrganisationOfAsync(string text, CancellationToken cancellation) => database.AskAsync(
        async connection =>
        {
            // Read committed: two uses at once take turns at recording themselves.
            await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellation).ConfigureAwait(false);
            var organisation = await connection.ExecuteScalarAsync<Guid?>(new CommandDefinition(
                SqlText.Of("Organisations/token-use.sql"),
                new { hash = HashOf(text), now = database.Clock.GetUtcNow().ToUniversalTime() },
                cancellationToken: cancellation)).ConfigureAwait(false);
            await transaction.CommitAsync(cancellation).ConfigureAwait(false);
            return organisation;
        },
        cancellation);

    // 256 random bits need no slow hash: there is nothing to guess.
    private static byte[] HashOf(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    private static DateTimeOffset? Utc(DateTime? time) => time is { } known ? new DateTimeOffset(known, TimeSpan.Zero) : null;

    private sealed record Row(Guid Id, string Label, string Prefix, DateTime CreatedAt, DateTime? ExpiresAt, DateTime? RevokedAt, DateTime? LastUsedAt);
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
