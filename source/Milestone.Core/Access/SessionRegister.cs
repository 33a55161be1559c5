using System.Collections.Concurrent;
using Milestone.Core.Auditing;
using Milestone.Core.Storage;
using NpgsqlTypes;

namespace Milestone.Core.Access;

/// <summary>
/// Who has signed in. A session is known by a random text that the browser holds; the database has its hash. While a <see cref="ChangeListener"/> listens,
/// sessions that were looked up are kept in memory: then asking for one costs a hash and a look into a dictionary. The end of a session anywhere, or a change of
/// what a user may see, is heard of, and what was kept counts for nothing.
/// </summary>
public sealed class SessionRegister(MilestoneDatabase database)
{
    private const int MostKnown = 20_000;

    // A session in use is written down as often as this, so that one that is not used any more can be told apart.
    private static readonly TimeSpan BetweenNotes = TimeSpan.FromMinutes(5);

    private sealed record Known(OpenSession Session, long Generation, DateTimeOffset Until);

    // By what the hash is made of: a stranger's text is not kept, so there is nothing to fill this with from outside.
    private readonly ConcurrentDictionary<SessionKey, Known> known = new();

    /// <summary>After how long without use a session ends; to within five minutes.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromHours(2);

    /// <summary>After how long a session ends whatever happens.</summary>
    public TimeSpan Longest { get; init; } = TimeSpan.FromHours(12);

    /// <summary>Begins a session and writes it into the audit log.</summary>
    /// <param name="user">Whose.</param>
    /// <param name="isLocal">Whether the user signed in with a password of this installation.</param>
    /// <param name="address">From which network address, for the audit log.</param>
    /// <param name="cancellation">Cancels the work.</param>
    /// <returns>The text for the browser to keep, and when it stops working.</returns>
    /// <exception cref="ProblemException">Forbidden: the user may not come in.</exception>
    public async Task<(string Text, DateTimeOffset Expires)> StartAsync(Guid user, bool isLocal, string address, CancellationToken cancellation)
    {
        var text = RandomCode.New();
        var session = Guid.CreateVersion7(database.Now);
        var kind = isLocal ? "local" : "oidc";
        var until = database.Now + Longest;
        var isIn = await database.NoteAsync(
            connection => connection.ValueAsync<bool>(
                "Access/Sql/start-session.sql",
                parameters =>
                {
                    parameters.AddWithValue("session", session);
                    parameters.AddWithValue("hash", RandomCode.HashOf(text));
                    parameters.AddWithValue("user", user);
                    parameters.AddWithValue("kind", kind);
                    parameters.AddWithValue("now", database.Now);
                    parameters.AddWithValue("until", until);
                },
                cancellation),
            cancellation).ConfigureAwait(false);
        if (!isIn)
            throw new ProblemException(ProblemKind.Forbidden, "This account is disabled. Ask an administrator to let you in again.");
        await RecordAsync(user, "sign-in", new Dictionary<string, string> { ["session"] = session.ToString("D"), ["kind"] = kind, ["address"] = address }, cancellation).ConfigureAwait(false);
        return (text, until);
    }

    /// <summary>The session of a text; null for one that is unknown, has ended or has expired, and for a user who was put out.</summary>
    public ValueTask<OpenSession?> FindAsync(string text, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(text);
        var hash = RandomCode.HashOf(text);
        var key = new SessionKey(hash);
        var now = database.Clock.GetUtcNow();
        return known.TryGetValue(key, out var one) && one.Until > now && one.Generation == database.Changes.Generation && database.Changes.IsListening
            ? new ValueTask<OpenSession?>(one.Session)
            : new ValueTask<OpenSession?>(LookUpAsync(hash, key, now, cancellation));
    }

    /// <summary>Ends a session. From then on its text opens nothing, on any host.</summary>
    public async Task EndAsync(OpenSession session, string text, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(session);
        await EndAsync(RandomCode.HashOf(text), null, session.Person.Name, cancellation).ConfigureAwait(false);
        await RecordAsync(session.Person.User, "sign-out", new Dictionary<string, string> { ["session"] = session.Id.ToString("D") }, cancellation).ConfigureAwait(false);
    }

    /// <summary>Ends all sessions of a user; how many there were.</summary>
    public async Task<long> EndAllAsync(Guid user, string actor, CancellationToken cancellation)
    {
        var ended = await EndAsync(null, user, actor, cancellation).ConfigureAwait(false);
        await RecordAsync(user, "sign-out-everywhere", new Dictionary<string, string>(), cancellation).ConfigureAwait(false);
        return ended;
    }

    private Task RecordAsync(Guid user, string action, Dictionary<string, string> details, CancellationToken cancellation) =>
        new AuditLog(database).RecordAsync(new AuditEvent(AuditLog.Installation, user.ToString("D"), action, "session", details), cancellation);

    private Task<long> EndAsync(byte[]? hash, Guid? user, string actor, CancellationToken cancellation) => database.ChangeAsync(
        actor,
        connection => connection.ValueAsync<long>(
            "Access/Sql/end-sessions.sql",
            parameters =>
            {
                parameters.AddBytes("hash", hash);
                parameters.AddOptional("user", NpgsqlDbType.Uuid, user);
                parameters.AddWithValue("now", database.Now);
            },
            cancellation),
        cancellation);

    private async Task<OpenSession?> LookUpAsync(byte[] hash, SessionKey key, DateTimeOffset now, CancellationToken cancellation)
    {
        // The generation is taken before the reading: a change in between makes what was read count for nothing.
        var generation = database.Changes.Generation;
        var rows = await database.NoteAsync(
            connection => connection.RowsAsync(
                "Access/Sql/use-session.sql",
                parameters =>
                {
                    parameters.AddWithValue("hash", hash);
                    parameters.AddWithValue("now", database.Now);
                    parameters.AddWithValue("idle", Idle);
                },
                row => new OpenSession(
                    row.GetGuid(0),
                    new KnownPerson(row.GetGuid(1), row.GetString(2), row.GetString(3), row.GetBoolean(4), InstallationWork.Places(row.GetString(7))),
                    row.GetString(5) == "local",
                    row.GetFieldValue<DateTimeOffset>(6)),
                cancellation),
            cancellation).ConfigureAwait(false);
        if (rows is not [var session])
        {
            known.TryRemove(key, out _);
            return null;
        }

        if (known.Count > MostKnown)
            known.Clear();
        var until = now + (BetweenNotes < Idle ? BetweenNotes : Idle);
        known[key] = new Known(session, generation, until < session.ExpiresAt ? until : session.ExpiresAt);
        return session;
    }

    private readonly record struct SessionKey(long First, long Second, long Third, long Fourth)
    {
        public SessionKey(byte[] hash)
            : this(BitConverter.ToInt64(hash, 0), BitConverter.ToInt64(hash, 8), BitConverter.ToInt64(hash, 16), BitConverter.ToInt64(hash, 24))
        {
        }
    }
}

/// <summary>A session that is good at this moment.</summary>
/// <param name="Id">Its id, which opens nothing.</param>
/// <param name="Person">Whose it is, and what may be seen in it.</param>
/// <param name="IsLocal">Whether it began with a password of this installation.</param>
/// <param name="ExpiresAt">When it ends whatever happens.</param>
public sealed record OpenSession(Guid Id, KnownPerson Person, bool IsLocal, DateTimeOffset ExpiresAt);
