using Milestone.Core.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Milestone.Core.Access;

/// <summary>Invitations into organisations. The code of one is shown once, to whoever sends it on; only a hash is stored.</summary>
public sealed class InvitationRegister(MilestoneDatabase database)
{
    /// <summary>How long an invitation can be accepted.</summary>
    public static TimeSpan Lifetime => TimeSpan.FromDays(7);

    private static readonly TimeSpan Shown = TimeSpan.FromDays(60);

    /// <summary>Invites somebody; the code is for a link that is shown this once.</summary>
    /// <exception cref="ProblemException">Invalid: the address is none. Conflict: somebody with that address has a place there already.</exception>
    public async Task<string> CreateAsync(Guid organisation, string email, Role role, IReadOnlyCollection<Guid> projects, string actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(projects);
        email = Typed.Email(email);
        var code = RandomCode.New();
        await database.WriteAsync(
            organisation,
            actor,
            async connection =>
            {
                var members = await connection.RowsAsync("Access/Sql/members.sql", _ => { }, row => row.GetString(1), cancellation).ConfigureAwait(false);
                if (members.Contains(email, StringComparer.OrdinalIgnoreCase))
                    throw new ProblemException(ProblemKind.Conflict, $"{email} belongs to these books already. Change the role there, under Members.") { Field = "email" };
                return await connection.RunAsync(
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
                    cancellation).ConfigureAwait(false);
            },
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

    /// <summary>Accepts an invitation by its code. Whoever has a place there by now keeps it as it is.</summary>
    /// <exception cref="ProblemException">NotFound: it cannot be accepted any more.</exception>
    public async Task AcceptAsync(string code, Guid user, string actor, CancellationToken cancellation)
    {
        if (await AcceptAsync(RandomCode.HashOf(code), null, user, actor, cancellation).ConfigureAwait(false) == 0)
            throw NoLonger();
    }

    /// <summary>Makes a user with a password of whoever was invited and accepts the invitation: all of it, or nothing.</summary>
    /// <param name="code">The invitation's code.</param>
    /// <param name="name">What the user is called.</param>
    /// <param name="hash">The hash of its password.</param>
    /// <param name="actor">Who does so.</param>
    /// <param name="cancellation">Cancels the work.</param>
    /// <returns>The user's id.</returns>
    /// <exception cref="ProblemException">NotFound: it cannot be accepted any more. Invalid: the name cannot be used. Conflict: a user has the address by now.</exception>
    public async Task<Guid> JoinAsync(string code, string name, string hash, string actor, CancellationToken cancellation)
    {
        name = Typed.Name(name);
        var invited = await OfCodeAsync(code, cancellation).ConfigureAwait(false) ?? throw NoLonger();
        var user = Guid.CreateVersion7(database.Now);
        try
        {
            await database.ChangeAsync(
                actor,
                async connection =>
                {
                    await connection.RunAsync("Access/Sql/add-user.sql", Parameters, cancellation).ConfigureAwait(false);
                    await connection.RunAsync("Access/Sql/set-password.sql", Parameters, cancellation).ConfigureAwait(false);
                    var taken = await connection.ValueAsync<long>("Access/Sql/accept-invitations.sql", parameters => Code(parameters, RandomCode.HashOf(code), null, user), cancellation).ConfigureAwait(false);
                    return taken > 0 ? true : throw NoLonger();
                },
                cancellation).ConfigureAwait(false);
        }
        catch (PostgresException taken) when (taken.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            throw new ProblemException(ProblemKind.Conflict, "Somebody with this address has joined already. Sign in with it.", taken) { Field = "email" };
        }

        return user;

        void Parameters(NpgsqlParameterCollection parameters)
        {
            parameters.AddWithValue("user", user);
            parameters.AddWithValue("email", invited.Email);
            parameters.AddWithValue("name", name);
            parameters.AddWithValue("owner", false);
            parameters.AddWithValue("now", database.Now);
            parameters.AddWithValue("hash", hash);
        }
    }

    /// <summary>Accepts whatever was sent to an address that a provider vouches for; how many invitations that were.</summary>
    public Task<long> AcceptAllAsync(string email, Guid user, string actor, CancellationToken cancellation) => AcceptAsync(null, email, user, actor, cancellation);

    private static ProblemException NoLonger() => new(ProblemKind.NotFound, "This invitation is no longer good. Ask for a new one.") { Field = "code" };

    private Task<long> AcceptAsync(byte[]? hash, string? email, Guid user, string actor, CancellationToken cancellation) => database.ChangeAsync(
        actor,
        connection => connection.ValueAsync<long>(
            "Access/Sql/accept-invitations.sql",
            parameters => Code(parameters, hash, email, user),
            cancellation),
        cancellation);

    private void Code(NpgsqlParameterCollection parameters, byte[]? hash, string? email, Guid user)
    {
        parameters.AddBytes("hash", hash);
        parameters.AddOptional("email", NpgsqlDbType.Text, email);
        parameters.AddWithValue("user", user);
        parameters.AddWithValue("now", database.Now);
    }
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
