using Milestone.Core.Storage;
using NpgsqlTypes;

namespace Milestone.Core.Access;

/// <summary>Invitations into organisations. The code of one is shown once, to whoever sends it on; only a hash is stored.</summary>
public sealed class InvitationRegister(MilestoneDatabase database)
{
    /// <summary>How long an invitation can be accepted.</summary>
    public static TimeSpan Lifetime => TimeSpan.FromDays(7);

    private static readonly TimeSpan Shown = TimeSpan.FromDays(60);

    /// <summary>Invites somebody; the code is for a link that is shown this once.</summary>
    /// <exception cref="ProblemException">Invalid: the address is none.</exception>
    public async Task<string> CreateAsync(Guid organisation, string email, Role role, IReadOnlyCollection<Guid> projects, string actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(projects);
        email = Typed.Email(email);
        var code = RandomCode.New();
        await database.WriteAsync(
            organisation,
            actor,
            connection => connection.RunAsync(
                "Access/Sql/add-invitation.sql",
                parameters =>
                {
                    parameters.AddWithValue("organisation", organisation);
                    parameters.AddWithValue("invitation", Guid.CreateVersion7(database.Now));
                    parameters.AddWithValue("email", email);
                    parameters.AddWithValue("role", (short)role);
                    parameters.AddWithValue("projects", NpgsqlDbType.Array | NpgsqlDbType.Uuid, role == Role.ProjectManager ? projects.Distinct().ToArray() : []);
                    parameters.AddWithValue("hash", RandomCode.HashOf(code));
                    parameters.AddWithValue("by", actor);
                    parameters.AddWithValue("now", database.Now);
                    parameters.AddWithValue("until", database.Now + Lifetime);
                },
                cancellation),
            cancellation).ConfigureAwait(false);
        return code;
    }

    /// <summary>The invitations of an organisation of the last sixty days, newest first.</summary>
    public Task<IReadOnlyList<Invitation>> ListAsync(Guid organisation, CancellationToken cancellation) => database.SnapshotAsync(
        organisation,
        connection => connection.RowsAsync(
            "Access/Sql/invitations.sql",
            parameters =>
            {
                parameters.AddWithValue("organisation", organisation);
                parameters.AddWithValue("since", database.Now - Shown);
            },
            row => new Invitation(
                row.GetGuid(0), row.GetString(1), (Role)row.GetInt16(2), row.GetFieldValue<Guid[]>(3), row.GetString(4), row.GetFieldValue<DateTimeOffset>(5), row.GetFieldValue<DateTimeOffset>(6),
                row.Optional<DateTimeOffset>(7), row.Optional<DateTimeOffset>(8)),
            cancellation),
        cancellation);

    /// <summary>Takes an invitation back.</summary>
    /// <exception cref="ProblemException">NotFound: there is no such invitation that is still open.</exception>
    public async Task RevokeAsync(Guid organisation, Guid invitation, string actor, CancellationToken cancellation)
    {
        var revoked = await database.WriteAsync(
            organisation,
            actor,
            connection => connection.RunAsync(
                "Access/Sql/revoke-invitation.sql",
                parameters =>
                {
                    parameters.AddWithValue("organisation", organisation);
                    parameters.AddWithValue("invitation", invitation);
                    parameters.AddWithValue("now", database.Now);
                },
                cancellation),
            cancellation).ConfigureAwait(false);
        if (revoked == 0)
            throw new ProblemException(ProblemKind.NotFound, "There is no such invitation that is still open.") { Field = "invitation" };
    }

    /// <summary>The invitation of a code; null for one that is unknown, accepted, taken back or expired.</summary>
    public async Task<OpenInvitation?> OfCodeAsync(string code, CancellationToken cancellation) => (await database.AskAsync(
        connection => connection.RowsAsync(
            "Access/Sql/invitation-of.sql",
            parameters =>
            {
                parameters.AddWithValue("hash", RandomCode.HashOf(code));
                parameters.AddWithValue("now", database.Now);
            },
            row => new OpenInvitation(row.GetGuid(0), row.GetString(1), row.GetString(2), (Role)row.GetInt16(3), row.GetFieldValue<DateTimeOffset>(4), row.GetBoolean(5)),
            cancellation),
        cancellation).ConfigureAwait(false)).SingleOrDefault();

    /// <summary>Whether somebody with an address may still accept an invitation.</summary>
    public Task<bool> IsInvitedAsync(string email, CancellationToken cancellation) => database.AskAsync(
        connection => connection.ValueAsync<bool>(
            "Access/Sql/is-invited.sql",
            parameters =>
            {
                parameters.AddWithValue("email", email);
                parameters.AddWithValue("now", database.Now);
            },
            cancellation),
        cancellation);

    /// <summary>Accepts an invitation by its code.</summary>
    /// <exception cref="ProblemException">NotFound: it cannot be accepted any more.</exception>
    public async Task AcceptAsync(string code, Guid user, string actor, CancellationToken cancellation)
    {
        if (await AcceptAsync(RandomCode.HashOf(code), null, user, actor, cancellation).ConfigureAwait(false) == 0)
            throw new ProblemException(ProblemKind.NotFound, "This invitation is no longer good. Ask for a new one.") { Field = "code" };
    }

    /// <summary>Accepts whatever was sent to an address that a provider vouches for; how many invitations that were.</summary>
    public Task<long> AcceptAllAsync(string email, Guid user, string actor, CancellationToken cancellation) => AcceptAsync(null, email, user, actor, cancellation);

    private Task<long> AcceptAsync(byte[]? hash, string? email, Guid user, string actor, CancellationToken cancellation) => database.ChangeAsync(
        actor,
        connection => connection.ValueAsync<long>(
            "Access/Sql/accept-invitations.sql",
            parameters =>
            {
                parameters.AddBytes("hash", hash);
                parameters.AddOptional("email", NpgsqlDbType.Text, email);
                parameters.AddWithValue("user", user);
                parameters.AddWithValue("now", database.Now);
            },
            cancellation),
        cancellation);
}

/// <summary>An invitation, for those who decide about it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Email">Whom it was sent to.</param>
/// <param name="Role">What they will be.</param>
/// <param name="Projects">The projects of a project manager.</param>
/// <param name="InvitedBy">Who invited.</param>
/// <param name="CreatedAt">When.</param>
/// <param name="ExpiresAt">Until when it can be accepted.</param>
/// <param name="AcceptedAt">When it was accepted, or null.</param>
/// <param name="RevokedAt">When it was taken back, or null.</param>
public sealed record Invitation(
    Guid Id, string Email, Role Role, IReadOnlyList<Guid> Projects, string InvitedBy, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, DateTimeOffset? AcceptedAt, DateTimeOffset? RevokedAt);

/// <summary>An invitation, for whoever holds its code.</summary>
/// <param name="Organisation">The organisation's id.</param>
/// <param name="OrganisationName">Its name.</param>
/// <param name="Email">Whom it was sent to.</param>
/// <param name="Role">What they will be.</param>
/// <param name="ExpiresAt">Until when it can be accepted.</param>
/// <param name="IsUser">Whether somebody with that address is a user already.</param>
public sealed record OpenInvitation(Guid Organisation, string OrganisationName, string Email, Role Role, DateTimeOffset ExpiresAt, bool IsUser);
