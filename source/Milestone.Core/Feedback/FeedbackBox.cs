using System.Globalization;
using System.Runtime.CompilerServices;
using Milestone.Core.Access;
using Milestone.Core.Auditing;
using Milestone.Core.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Milestone.Core.Feedback;

/// <summary>What readers say about the program. Everybody who has signed in may say something; only who looks after the installation reads it.</summary>
public sealed class FeedbackBox(MilestoneDatabase database)
{
    /// <summary>How long one may be, in characters.</summary>
    public const int LongestWords = 2000;

    /// <summary>How many one reader may say within an hour.</summary>
    public const int MostAnHour = 20;

    /// <summary>The most that one answer holds.</summary>
    public const int MostEntries = 500;

    private const int LongestPage = 500;
    private const int LongestVersion = 100;

    /// <summary>Keeps what somebody says.</summary>
    /// <param name="words">What: 1 to 2000 characters.</param>
    /// <param name="page">The page that it was said on; what is longer than an address is cut.</param>
    /// <param name="version">The version of the program.</param>
    /// <param name="user">The user, where there is one.</param>
    /// <param name="saidBy">Who, by name.</param>
    /// <param name="cancellation">Cancels the work.</param>
    /// <exception cref="ProblemException">Invalid: nothing is said, too much, or with a null character. Conflict: it was the twentieth within an hour before.</exception>
    public Task<FeedbackEntry> SayAsync(string words, string page, string version, Guid? user, string saidBy, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(words);
        ArgumentNullException.ThrowIfNull(page);
        ArgumentNullException.ThrowIfNull(version);
        var text = words.ReplaceLineEndings("\n").Trim();
        if (text.Contains('\0', StringComparison.Ordinal))
            throw new ProblemException(ProblemKind.Invalid, "It holds a null character, which no text has. Leave it out.") { Field = "words" };
        if (text.Length is 0 or > LongestWords)
            throw new ProblemException(ProblemKind.Invalid, string.Create(CultureInfo.InvariantCulture, $"Say it in 1 to {LongestWords} characters; this has {text.Length}.")) { Field = "words" };
        var now = database.Now;
        var entry = new FeedbackEntry(Guid.CreateVersion7(now), now, saidBy, Shortened(page, LongestPage), Shortened(version, LongestVersion), text) { User = user };
        return database.ChangeAsync(
            saidBy,
            async connection =>
            {
                await RefuseFloodAsync(connection, entry, cancellation).ConfigureAwait(false);
                await connection.RunAsync(
                    "Feedback/Sql/say.sql",
                    parameters =>
                    {
                        Who(parameters, entry);
                        parameters.AddWithValue("feedback", entry.Id);
                        parameters.AddWithValue("now", now);
                        parameters.AddWithValue("page", entry.Page);
                        parameters.AddWithValue("version", entry.Version);
                        parameters.AddWithValue("words", text);
                    },
                    cancellation).ConfigureAwait(false);
                return entry;
            },
            cancellation);
    }

    /// <summary>What was said, the latest first.</summary>
    /// <param name="onlyUnread">Whether without what was read already.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="after">The one that the page before ended with; null for the first page.</param>
    /// <param name="cancellation">Cancels the reading.</param>
    /// <exception cref="ProblemException">NotFound: the reader does not look after the installation. Invalid: there is none of that id to go on from.</exception>
    public async Task<IReadOnlyList<FeedbackEntry>> ListAsync(bool onlyUnread, int limit, Guid? after, CancellationToken cancellation)
    {
        DateTimeOffset? since = null;
        if (after is { } last)
        {
            var found = await ReadAsync("Feedback/Sql/one.sql", parameters => parameters.AddWithValue("feedback", last), row => row.GetFieldValue<DateTimeOffset>(0), cancellation).ConfigureAwait(false);
            since = found is [var one] ? one : throw new ProblemException(ProblemKind.Invalid, "That is not where a page ended. Leave it out to begin at the first page.") { Field = "after" };
        }

        return await ReadAsync(
            "Feedback/Sql/feedback.sql",
            parameters =>
            {
                parameters.AddWithValue("unread", onlyUnread);
                parameters.AddWithValue("limit", Math.Clamp(limit, 1, MostEntries));
                parameters.AddOptional("beforeAt", NpgsqlDbType.TimestampTz, since?.UtcDateTime);
                parameters.AddOptional("beforeId", NpgsqlDbType.Uuid, after);
            },
            row => new FeedbackEntry(row.GetGuid(0), row.GetFieldValue<DateTimeOffset>(1), row.GetString(2), row.GetString(4), row.GetString(5), row.GetString(6))
            {
                User = row.Optional<Guid>(3),
                ReadAt = row.Optional<DateTimeOffset>(7),
                ReadBy = row.OptionalText(8),
            },
            cancellation).ConfigureAwait(false);
    }

    /// <summary>All of it, the latest first, however much.</summary>
    /// <inheritdoc cref="ListAsync"/>
    public async IAsyncEnumerable<FeedbackEntry> StreamAsync(bool onlyUnread, [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (Guid? after = null; ;)
        {
            var page = await ListAsync(onlyUnread, MostEntries, after, cancellation).ConfigureAwait(false);
            foreach (var entry in page)
                yield return entry;
            if (page.Count < MostEntries)
                yield break;
            after = page[^1].Id;
        }
    }

    /// <summary>Notes that one was read; who read it first stands.</summary>
    /// <exception cref="ProblemException">NotFound: there is none of that id.</exception>
    public Task MarkReadAsync(Guid feedback, string actor, CancellationToken cancellation) => database.ChangeAsync(
        actor,
        async connection => await connection.RunAsync(
            "Feedback/Sql/mark-read.sql",
            parameters =>
            {
                parameters.AddWithValue("installation", AuditLog.Installation);
                parameters.AddWithValue("feedback", feedback);
                parameters.AddWithValue("now", database.Now);
                parameters.AddWithValue("by", actor);
            },
            cancellation).ConfigureAwait(false) > 0
            ? true
            : throw new ProblemException(ProblemKind.NotFound, "Nobody said anything under that id.") { Field = "feedback" },
        cancellation);

    private static async Task RefuseFloodAsync(NpgsqlConnection connection, FeedbackEntry entry, CancellationToken cancellation)
    {
        var lately = await connection.RowsAsync(
            "Feedback/Sql/said-lately.sql",
            parameters =>
            {
                Who(parameters, entry);
                parameters.AddWithValue("since", entry.SaidAt.AddHours(-1));
            },
            row => row.GetInt64(0),
            cancellation).ConfigureAwait(false);
        if (lately is [>= MostAnHour])
            throw new ProblemException(ProblemKind.Conflict, string.Create(CultureInfo.InvariantCulture, $"You have said {MostAnHour} things within an hour, which is as many as are taken. Say the rest later."));
    }

    private static void Who(NpgsqlParameterCollection parameters, FeedbackEntry entry)
    {
        parameters.AddWithValue("installation", AuditLog.Installation);
        parameters.AddWithValue("by", entry.SaidBy);
        parameters.AddOptional("user", NpgsqlDbType.Uuid, entry.User);
    }

    // The page says it of itself, so it is kept as it is as far as a text goes, and never followed.
    private static string Shortened(string text, int most)
    {
        var plain = string.Concat(text.Where(character => !char.IsControl(character)));
        return plain.Length <= most ? plain : plain[..(char.IsHighSurrogate(plain[most - 1]) ? most - 1 : most)];
    }

    private Task<IReadOnlyList<T>> ReadAsync<T>(string sqlFile, Action<NpgsqlParameterCollection> more, Func<NpgsqlDataReader, T> row, CancellationToken cancellation) => database.ReadAsync(
        AuditLog.Installation,
        sqlFile,
        parameters =>
        {
            parameters.AddWithValue("installation", AuditLog.Installation);
            more(parameters);
        },
        reader => reader.RowsAsync(row, cancellation),
        cancellation);
}
