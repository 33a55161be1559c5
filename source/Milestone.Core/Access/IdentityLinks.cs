using System.Collections.Concurrent;
using Milestone.Core.Storage;

namespace Milestone.Core.Access;

/// <summary>Identities that others vouch for, by issuer and subject, and the users they are linked to. Kept in memory while changes are heard of.</summary>
public sealed class IdentityLinks(MilestoneDatabase database)
{
    private const int MostRemembered = 10_000;

    private sealed record Found(KnownPerson? Person, long Generation);

    private readonly ConcurrentDictionary<(string Issuer, string Subject), Found> remembered = new();

    /// <summary>The person of an identity; null where it is linked to nobody, or to somebody who was put out.</summary>
    public async ValueTask<KnownPerson?> PersonAsync(string issuer, string subject, CancellationToken cancellation)
    {
        var changes = database.Changes;
        if (remembered.TryGetValue((issuer, subject), out var known) && known.Generation == changes.Generation && changes.IsListening)
            return known.Person;
        var generation = changes.Generation;
        var person = await ReadAsync(issuer, subject, cancellation).ConfigureAwait(false);
        if (remembered.Count > MostRemembered)
            remembered.Clear();
        if (person is not null)
            remembered[(issuer, subject)] = new Found(person, generation);
        return person;
    }

    /// <summary>Links an identity to a user.</summary>
    public Task LinkAsync(Guid user, string issuer, string subject, string actor, CancellationToken cancellation) => database.ChangeAsync(
        actor,
        connection => connection.RunAsync(
            "Access/Sql/link-identity.sql",
            parameters =>
            {
                parameters.AddWithValue("user", user);
                parameters.AddWithValue("issuer", issuer);
                parameters.AddWithValue("subject", subject);
                parameters.AddWithValue("now", database.Now);
            },
            cancellation),
        cancellation);

    /// <summary>Puts out the user of an identity because its issuer says so; the same message again does nothing.</summary>
    /// <returns>done, again, unknown, or "last owner" where that one stays.</returns>
    public async Task<string> DisableAsync(string message, string issuer, string subject, string actor, CancellationToken cancellation) => await database.ChangeAsync(
        actor,
        connection => connection.ValueAsync<string>(
            "Access/Sql/disable-identity.sql",
            parameters =>
            {
                parameters.AddWithValue("message", message);
                parameters.AddWithValue("issuer", issuer);
                parameters.AddWithValue("subject", subject);
                parameters.AddWithValue("now", database.Now);
            },
            cancellation),
        cancellation).ConfigureAwait(false) ?? "unknown";

    private async Task<KnownPerson?> ReadAsync(string issuer, string subject, CancellationToken cancellation) => (await database.AskAsync(
        connection => connection.RowsAsync(
            "Access/Sql/user-of-identity.sql",
            parameters =>
            {
                parameters.AddWithValue("issuer", issuer);
                parameters.AddWithValue("subject", subject);
            },
            row => row.IsDBNull(4) ? new KnownPerson(row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetBoolean(3), InstallationWork.Places(row.GetString(5))) : null,
            cancellation),
        cancellation).ConfigureAwait(false)).SingleOrDefault();
}
