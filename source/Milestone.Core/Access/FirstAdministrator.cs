using Milestone.Core.Storage;

namespace Milestone.Core.Access;

/// <summary>The way in for whoever sets an installation up: a link that works once, and only while there is no user at all.</summary>
public sealed class FirstAdministrator(MilestoneDatabase database)
{
    /// <summary>How long a link works.</summary>
    public static TimeSpan Lifetime => TimeSpan.FromHours(24);

    /// <summary>A code for a link; null where there is a user already.</summary>
    public async Task<string?> OfferAsync(CancellationToken cancellation)
    {
        var code = RandomCode.New();
        var isOffered = await database.NoteAsync(
            connection => connection.ValueAsync<bool>(
                "Access/Sql/offer-first.sql",
                parameters =>
                {
                    parameters.AddWithValue("hash", RandomCode.HashOf(code));
                    parameters.AddWithValue("now", database.Now);
                    parameters.AddWithValue("until", database.Now + Lifetime);
                },
                cancellation),
            cancellation).ConfigureAwait(false);
        return isOffered ? code : null;
    }

    /// <summary>Whether a code still works.</summary>
    public Task<bool> IsGoodAsync(string code, CancellationToken cancellation) => database.AskAsync(
        connection => connection.ValueAsync<bool>(
            "Access/Sql/is-first.sql",
            parameters =>
            {
                parameters.AddWithValue("hash", RandomCode.HashOf(code));
                parameters.AddWithValue("now", database.Now);
            },
            cancellation),
        cancellation);

    /// <summary>Makes the first administrator, who is one of every organisation.</summary>
    /// <returns>The user's id.</returns>
    /// <exception cref="ProblemException">Invalid: the address or the name cannot be used. Forbidden: the code does not work any more.</exception>
    public async Task<Guid> TakeAsync(string code, string email, string name, string passwordHash, CancellationToken cancellation)
    {
        var user = Guid.CreateVersion7(database.Now);
        email = Typed.Email(email);
        name = Typed.Name(name);
        var isTaken = await database.ChangeAsync(
            "first administrator",
            connection => connection.ValueAsync<bool>(
                "Access/Sql/take-first.sql",
                parameters =>
                {
                    parameters.AddWithValue("hash", RandomCode.HashOf(code));
                    parameters.AddWithValue("user", user);
                    parameters.AddWithValue("email", email);
                    parameters.AddWithValue("name", name);
                    parameters.AddWithValue("password", passwordHash);
                    parameters.AddWithValue("now", database.Now);
                },
                cancellation),
            cancellation).ConfigureAwait(false);
        return isTaken ? user : throw new ProblemException(ProblemKind.Forbidden, "This link is no longer good: it has been used, or is too old. Start the host again for a new one, or run: user add.");
    }
}
