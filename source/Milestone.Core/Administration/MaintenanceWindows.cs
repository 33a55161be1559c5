using System.Globalization;
using Milestone.Core.Access;
using Milestone.Core.Organisations;
using Milestone.Core.Storage;
using Npgsql;

namespace Milestone.Core.Administration;

/// <summary>
/// When the installation is being worked on: readers are told before, and during it hosts refuse to write. Every change of a window stands in the
/// installation's own audit log.
/// </summary>
public sealed class MaintenanceWindows
{
    /// <summary>How long a message may be, in characters.</summary>
    public const int LongestMessage = 500;

    /// <summary>How many windows may lie ahead at once.</summary>
    public const int MostAhead = 20;

    private static readonly TimeSpan Longest = TimeSpan.FromDays(7);
    private static readonly TimeSpan Furthest = TimeSpan.FromDays(366);

    private readonly MilestoneDatabase database;
    private readonly Remembered<IReadOnlyList<MaintenanceWindow>> windows;

    /// <summary>The windows of a database.</summary>
    public MaintenanceWindows(MilestoneDatabase database)
    {
        ArgumentNullException.ThrowIfNull(database);
        this.database = database;
        windows = new Remembered<IReadOnlyList<MaintenanceWindow>>(database.Changes, ReadAsync);
    }

    /// <summary>What was last listed, where it is known to hold: somebody listens for changes, and none was heard. Null where it has to be asked for.</summary>
    public IReadOnlyList<MaintenanceWindow>? Known => windows.Known;

    /// <summary>Those that are not over, the next one first, then the last twenty that are, the latest first.</summary>
    public ValueTask<IReadOnlyList<MaintenanceWindow>> ListAsync(CancellationToken cancellation) => windows.GetAsync(cancellation);

    /// <summary>Those that are not over, the next one first.</summary>
    public async ValueTask<IReadOnlyList<MaintenanceWindow>> AheadAsync(CancellationToken cancellation)
    {
        var now = database.Now;
        return [.. (await ListAsync(cancellation).ConfigureAwait(false)).Where(window => window.IsAt(now) || window.IsAhead(now))];
    }

    /// <summary>Plans one.</summary>
    /// <param name="from">When it begins; now or earlier for at once.</param>
    /// <param name="to">When it ends.</param>
    /// <param name="message">What readers are told: one line of 1 to 500 characters.</param>
    /// <param name="actor">Who plans it.</param>
    /// <param name="cancellation">Cancels the work.</param>
    /// <exception cref="ProblemException">
    /// Invalid: the end is not after the beginning, or is over; it is longer than a week or more than a year ahead; or the message is none. Conflict: it
    /// overlaps another, or too many lie ahead.
    /// </exception>
    public Task<MaintenanceWindow> PlanAsync(DateTimeOffset from, DateTimeOffset to, string message, string actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(message);
        var now = database.Now;
        var text = message.Trim();
        Check(from < now ? now : from, to, now);
        if (text.Any(char.IsControl))
            throw new ProblemException(ProblemKind.Invalid, "The message is one line of plain characters: it stands at the top of every page.") { Field = "message" };
        if (text.Length is 0 or > LongestMessage)
            throw new ProblemException(ProblemKind.Invalid, string.Create(CultureInfo.InvariantCulture, $"Say in 1 to {LongestMessage} characters what readers should know.")) { Field = "message" };
        // What began before it was planned would overlap what has been.
        var window = new MaintenanceWindow(Guid.CreateVersion7(now), from < now ? now : ToMicrosecond(from), ToMicrosecond(to), text, actor) { PlannedAt = now, PlannedTo = ToMicrosecond(to) };
        return ChangeAsync(
            actor,
            async connection =>
            {
                await RefuseOverlapAsync(connection, window, cancellation).ConfigureAwait(false);
                var ahead = await connection.RowsAsync("Administration/Sql/windows-ahead.sql", parameters => parameters.AddWithValue("now", now), row => row.GetInt64(0), cancellation).ConfigureAwait(false);
                if (ahead is [>= MostAhead])
                    throw new ProblemException(ProblemKind.Conflict, string.Create(CultureInfo.InvariantCulture, $"{MostAhead} windows lie ahead, which is as many as there can be. Call one off first."));
                await connection.RunAsync(
                    "Administration/Sql/plan-window.sql",
                    parameters =>
                    {
                        parameters.AddWithValue("window", window.Id);
                        parameters.AddWithValue("from", window.From);
                        parameters.AddWithValue("to", window.To);
                        parameters.AddWithValue("message", text);
                        parameters.AddWithValue("actor", actor);
                        parameters.AddWithValue("now", now);
                    },
                    cancellation).ConfigureAwait(false);
                return window;
            },
            cancellation);
    }

    /// <summary>Moves the end of one that is not over, as a rule to later.</summary>
    /// <param name="window">Its id.</param>
    /// <param name="to">When it ends now.</param>
    /// <param name="actor">Who moves it.</param>
    /// <param name="cancellation">Cancels the work.</param>
    /// <exception cref="ProblemException">NotFound: there is none that is not over. Invalid, Conflict: as for planning.</exception>
    public Task<MaintenanceWindow> ExtendAsync(Guid window, DateTimeOffset to, string actor, CancellationToken cancellation) => ChangeAsync(
        actor,
        async connection =>
        {
            var now = database.Now;
            var extended = await OpenAsync(connection, window, now, cancellation).ConfigureAwait(false) with { To = ToMicrosecond(to) };
            Check(extended.From, extended.To, now);
            await RefuseOverlapAsync(connection, extended, cancellation).ConfigureAwait(false);
            await connection.RunAsync(
                "Administration/Sql/extend-window.sql",
                parameters =>
                {
                    parameters.AddWithValue("window", window);
                    parameters.AddWithValue("to", extended.To);
                },
                cancellation).ConfigureAwait(false);
            return extended;
        },
        cancellation);

    /// <summary>Ends one that is under way, or calls one off that is ahead.</summary>
    /// <param name="window">Its id.</param>
    /// <param name="actor">Who ends it.</param>
    /// <param name="cancellation">Cancels the work.</param>
    /// <exception cref="ProblemException">NotFound: there is none that is not over.</exception>
    public Task<MaintenanceWindow> EndAsync(Guid window, string actor, CancellationToken cancellation) => ChangeAsync(
        actor,
        async connection =>
        {
            var now = database.Now;
            var ended = await OpenAsync(connection, window, now, cancellation).ConfigureAwait(false) with { EndedAt = now, EndedBy = actor };
            await connection.RunAsync(
                "Administration/Sql/end-window.sql",
                parameters =>
                {
                    parameters.AddWithValue("window", window);
                    parameters.AddWithValue("actor", actor);
                    parameters.AddWithValue("now", now);
                },
                cancellation).ConfigureAwait(false);
            return ended;
        },
        cancellation);

    private static void Check(DateTimeOffset from, DateTimeOffset to, DateTimeOffset now)
    {
        if (to <= from || to <= now)
            throw new ProblemException(ProblemKind.Invalid, $"The end has to lie after the beginning and ahead of now, which is {Text(now)}.") { Field = "to" };
        if (to - from > Longest)
            throw new ProblemException(ProblemKind.Invalid, "A window lasts at most seven days. Check the year.") { Field = "to" };
        if (from - now > Furthest)
            throw new ProblemException(ProblemKind.Invalid, "A window begins within a year from now. Check the year.") { Field = "from" };
    }

    // The constraint of the table is what holds between two who plan at once; this says which window it is.
    private static async Task RefuseOverlapAsync(NpgsqlConnection connection, MaintenanceWindow window, CancellationToken cancellation)
    {
        var others = await connection.RowsAsync(
            "Administration/Sql/overlapping-windows.sql",
            parameters =>
            {
                parameters.AddWithValue("window", window.Id);
                parameters.AddWithValue("from", window.From);
                parameters.AddWithValue("to", window.To);
            },
            Row,
            cancellation).ConfigureAwait(false);
        if (others is [var other, ..])
            throw Overlap($"the window from {Text(other.From)} to {Text(other.To)}, \"{other.Message}\"");
    }

    private static ProblemException Overlap(string other) =>
        new(ProblemKind.Conflict, $"It would overlap {other}. Choose another time, extend that one, or end it first.") { Field = "from" };

    private static async Task<MaintenanceWindow> OpenAsync(NpgsqlConnection connection, Guid window, DateTimeOffset now, CancellationToken cancellation)
    {
        var found = await connection.RowsAsync(
            "Administration/Sql/window.sql",
            parameters =>
            {
                parameters.AddWithValue("window", window);
                parameters.AddWithValue("now", now);
            },
            Row,
            cancellation).ConfigureAwait(false);
        return found is [var one] ? one : throw new ProblemException(ProblemKind.NotFound, "There is no such window that is not over. 'maintenance list' names those there are.") { Field = "window" };
    }

    private async Task<MaintenanceWindow> ChangeAsync(string actor, Func<NpgsqlConnection, Task<MaintenanceWindow>> work, CancellationToken cancellation)
    {
        try
        {
            return await database.ChangeAsync(actor, work, cancellation).ConfigureAwait(false);
        }
        catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.ExclusionViolation)
        {
            throw Overlap("a window that somebody else has just planned");
        }
    }

    private Task<IReadOnlyList<MaintenanceWindow>> ReadAsync(CancellationToken cancellation) => database.AskAsync(
        connection => connection.RowsAsync("Administration/Sql/windows.sql", parameters => parameters.AddWithValue("now", database.Now), Row, cancellation),
        cancellation);

    private static MaintenanceWindow Row(NpgsqlDataReader row) =>
        new(row.GetGuid(0), row.GetFieldValue<DateTimeOffset>(1), row.GetFieldValue<DateTimeOffset>(2), row.GetString(3), row.GetString(4))
        {
            PlannedAt = row.GetFieldValue<DateTimeOffset>(5),
            EndedAt = row.Optional<DateTimeOffset>(6),
            EndedBy = row.OptionalText(7),
            PlannedTo = row.GetFieldValue<DateTimeOffset>(8),
        };

    private static string Text(DateTimeOffset moment) => moment.UtcDateTime.ToString("d MMM yyyy HH:mm 'UTC'", CultureInfo.InvariantCulture);

    // As PostgreSQL keeps it: what is answered is what is read back.
    private static DateTimeOffset ToMicrosecond(DateTimeOffset moment) => moment.ToUniversalTime() is var utc ? utc.AddTicks(-(utc.Ticks % TimeSpan.TicksPerMicrosecond)) : default;
}
