using Milestone.Core.Organisations;
using Milestone.Core.Storage;
using Npgsql;

namespace Milestone.Core.Administration;

/// <summary>When the installation is being worked on: readers are told before, and during it nothing is written but by who works on it.</summary>
public sealed class MaintenanceWindows
{
    private const int LongestMessage = 500;
    private static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    private readonly MilestoneDatabase database;
    private readonly Remembered<IReadOnlyList<MaintenanceWindow>> ahead;

    /// <summary>The windows of a database.</summary>
    public MaintenanceWindows(MilestoneDatabase database)
    {
        ArgumentNullException.ThrowIfNull(database);
        this.database = database;
        ahead = new Remembered<IReadOnlyList<MaintenanceWindow>>(database.Changes, ReadAsync);
    }

    /// <summary>Those that are not over, the next one first.</summary>
    public async ValueTask<IReadOnlyList<MaintenanceWindow>> AheadAsync(CancellationToken cancellation)
    {
        var now = database.Now;
        return [.. (await ahead.GetAsync(cancellation).ConfigureAwait(false)).Where(window => window.To > now)];
    }

    /// <summary>Plans one.</summary>
    /// <param name="from">When it begins; in the past for at once.</param>
    /// <param name="to">When it ends.</param>
    /// <param name="message">What readers are told.</param>
    /// <param name="actor">Who plans it.</param>
    /// <param name="cancellation">Cancels the work.</param>
    /// <exception cref="ProblemException">Invalid: the end is not after the beginning, or is over; it is longer than a week; or there is no message.</exception>
    public async Task<MaintenanceWindow> PlanAsync(DateTimeOffset from, DateTimeOffset to, string message, string actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(message);
        var now = database.Now;
        var text = message.Trim();
        if (to <= from || to <= now)
            throw new ProblemException(ProblemKind.Invalid, "The end has to lie after the beginning and ahead of now.") { Field = "to" };
        if (to - from > Longest)
            throw new ProblemException(ProblemKind.Invalid, "A window lasts at most seven days. Check the year.") { Field = "to" };
        if (text.Length is 0 or > LongestMessage)
            throw new ProblemException(ProblemKind.Invalid, $"Say in 1 to {LongestMessage} characters what readers should know.") { Field = "message" };
        var window = new MaintenanceWindow(Guid.CreateVersion7(now), from.ToUniversalTime(), to.ToUniversalTime(), text, actor);
        await RunAsync(
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
    }

    /// <summary>Ends one that is under way, or calls one off that is ahead.</summary>
    /// <param name="window">Its id.</param>
    /// <param name="actor">Who ends it.</param>
    /// <param name="cancellation">Cancels the work.</param>
    /// <exception cref="ProblemException">NotFound: there is none that is not over.</exception>
    public async Task EndAsync(Guid window, string actor, CancellationToken cancellation)
    {
        var ended = await RunAsync(
            "Administration/Sql/end-window.sql",
            parameters =>
            {
                parameters.AddWithValue("window", window);
                parameters.AddWithValue("actor", actor);
                parameters.AddWithValue("now", database.Now);
            },
            cancellation).ConfigureAwait(false);
        if (ended == 0)
            throw new ProblemException(ProblemKind.NotFound, "There is no such window that is not over. 'maintenance list' names those there are.") { Field = "window" };
    }

    private async Task<int> RunAsync(string sqlFile, Action<NpgsqlParameterCollection> parameters, CancellationToken cancellation)
    {
        var rows = await database.AskAsync(
            async connection =>
            {
                await using var command = new NpgsqlCommand(SqlText.Of(sqlFile), connection);
                parameters(command.Parameters);
                return await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
            },
            cancellation).ConfigureAwait(false);
        database.Changes.Raise();
        return rows;
    }

    private Task<IReadOnlyList<MaintenanceWindow>> ReadAsync(CancellationToken cancellation) => database.AskAsync<IReadOnlyList<MaintenanceWindow>>(
        async connection =>
        {
            await using var command = new NpgsqlCommand(SqlText.Of("Administration/Sql/windows.sql"), connection);
            command.Parameters.AddWithValue("now", database.Now);
            await using var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
            var windows = new List<MaintenanceWindow>();
            while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
                windows.Add(new MaintenanceWindow(reader.GetGuid(0), reader.GetFieldValue<DateTimeOffset>(1), reader.GetFieldValue<DateTimeOffset>(2), reader.GetString(3), reader.GetString(4)));
            return windows;
        },
        cancellation);
}

/// <summary>One maintenance window that is not over.</summary>
/// <param name="Id">Its id.</param>
/// <param name="From">When it begins.</param>
/// <param name="To">When it ends.</param>
/// <param name="Message">What readers are told.</param>
/// <param name="PlannedBy">Who planned it.</param>
public sealed record MaintenanceWindow(Guid Id, DateTimeOffset From, DateTimeOffset To, string Message, string PlannedBy)
{
    /// <summary>Whether it is under way.</summary>
    public bool IsAt(DateTimeOffset now) => From <= now && now < To;
}
