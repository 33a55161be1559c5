using Milestone.Core.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Milestone.Core.Access;

/// <summary>The users of the installation. How a password becomes a hash is the host's business; here only the hash is kept.</summary>
public sealed class UserRegister(MilestoneDatabase database)
{
    /// <summary>All users that have a name, by name.</summary>
    public Task<IReadOnlyList<User>> ListAsync(CancellationToken cancellation) => database.AskAsync(
        connection => connection.RowsAsync(
            "Access/Sql/users.sql",
            _ => { },
            row => new User(
                row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetBoolean(3), row.GetFieldValue<DateTimeOffset>(4), row.Optional<DateTimeOffset>(5), row.GetInt64(6),
                row.GetBoolean(7), row.Optional<DateTimeOffset>(8), InstallationWork.Places(row.GetString(9))),
            cancellation),
        cancellation);

    /// <summary>The user with an address, ignoring case.</summary>
    /// <exception cref="ProblemException">NotFound: there is none.</exception>
    public async Task<User> GetAsync(string email, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(email);
        return (await ListAsync(cancellation).ConfigureAwait(false)).FirstOrDefault(one => one.Email.Equals(email.Trim(), StringComparison.OrdinalIgnoreCase))
            ?? throw new ProblemException(ProblemKind.NotFound, $"There is no user {email.Trim()}. 'user list' names those there are; 'user add' adds one.") { Field = "email" };
    }

    /// <summary>Adds a user.</summary>
    /// <param name="email">Its address, which no other user has.</param>
    /// <param name="name">What it is called.</param>
    /// <param name="isOwner">Whether it is administrator of every organisation.</param>
    /// <param name="actor">Who adds it.</param>
    /// <param name="cancellation">Cancels the work.</param>
    /// <returns>The user's id.</returns>
    /// <exception cref="ProblemException">Invalid: the address or the name cannot be used. Conflict: another user has the address.</exception>
    public async Task<Guid> AddAsync(string email, string name, bool isOwner, string actor, CancellationToken cancellation)
    {
        var user = Guid.CreateVersion7(database.Clock.GetUtcNow());
        email = Typed.Email(email);
        name = Typed.Name(name);
        try
        {
            await database.ChangeAsync(
                actor,
                connection => connection.RunAsync(
                    "Access/Sql/add-user.sql",
                    parameters =>
                    {
                        parameters.AddWithValue("user", user);
                        parameters.AddWithValue("email", email);
                        parameters.AddWithValue("name", name);
                        parameters.AddWithValue("owner", isOwner);
                        parameters.AddWithValue("now", database.Now);
                    },
                    cancellation),
                cancellation).ConfigureAwait(false);
        }
        catch (PostgresException taken) when (taken.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            throw new ProblemException(ProblemKind.Conflict, $"There is a user {email} already.", taken) { Field = "email" };
        }

        return user;
    }

    /// <summary>The user with an address, with what its password is compared with; null where there is none.</summary>
    public async Task<PasswordAccount?> AccountAsync(string email, CancellationToken cancellation) => (await database.AskAsync(
        connection => connection.RowsAsync(
            "Access/Sql/user-of-email.sql",
            parameters => parameters.AddWithValue("email", email.Trim()),
            row => new PasswordAccount(row.GetGuid(0), row.GetString(1), row.OptionalText(2), row.Optional<DateTimeOffset>(3)),
            cancellation),
        cancellation).ConfigureAwait(false)).SingleOrDefault();

    /// <summary>Gives a user a password. All of its sessions end: whoever knew the old one is out.</summary>
    public Task SetPasswordAsync(Guid user, string hash, string actor, CancellationToken cancellation) => database.ChangeAsync(
        actor,
        connection => connection.RunAsync(
            "Access/Sql/set-password.sql",
            parameters =>
            {
                parameters.AddWithValue("user", user);
                parameters.AddWithValue("hash", hash);
                parameters.AddWithValue("now", database.Now);
            },
            cancellation),
        cancellation);

    /// <summary>Makes a user administrator of every organisation, or no longer.</summary>
    /// <exception cref="ProblemException">NotFound: there is no such user. Conflict: it is the last administrator of the installation.</exception>
    public Task SetOwnerAsync(User user, bool isOwner, string actor, CancellationToken cancellation) => ChangeAsync(user, isOwner, user.DisabledAt, actor, cancellation);

    /// <summary>Puts a user out, at once and everywhere, or lets it in again.</summary>
    /// <exception cref="ProblemException">NotFound: there is no such user. Conflict: it is the last administrator of the installation.</exception>
    public Task SetDisabledAsync(User user, bool isDisabled, string actor, CancellationToken cancellation) =>
        ChangeAsync(user, user.IsOwner, isDisabled ? user.DisabledAt ?? database.Now : null, actor, cancellation);

    /// <summary>Forgets who a user is, for good: name, address, password, identities, places. What it did stays under its id.</summary>
    /// <exception cref="ProblemException">NotFound: there is no such user. Conflict: it is the last administrator of the installation.</exception>
    public async Task EraseAsync(Guid user, string actor, CancellationToken cancellation) => InstallationWork.Check(await database.ChangeAsync(
        actor,
        connection => connection.ValueAsync<string>(
            "Access/Sql/erase-person.sql",
            parameters =>
            {
                parameters.AddWithValue("user", user);
                parameters.AddWithValue("now", database.Now);
            },
            cancellation),
        cancellation).ConfigureAwait(false));

    private async Task ChangeAsync(User user, bool isOwner, DateTimeOffset? disabledAt, string actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(user);
        InstallationWork.Check(await database.ChangeAsync(
            actor,
            connection => connection.ValueAsync<string>(
                "Access/Sql/change-user.sql",
                parameters =>
                {
                    parameters.AddWithValue("user", user.Id);
                    parameters.AddWithValue("owner", isOwner);
                    parameters.AddOptional("disabled", NpgsqlDbType.TimestampTz, disabledAt);
                    parameters.AddWithValue("now", database.Now);
                },
                cancellation),
            cancellation).ConfigureAwait(false));
    }
}
