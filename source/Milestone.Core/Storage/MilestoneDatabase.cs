using System.Data;
using Npgsql;

namespace Milestone.Core.Storage;

/// <summary>
/// The door to PostgreSQL. Whatever login the connection string names, it works as milestone_app: no DDL, and only the rows of the
/// organisation a request is about.
/// </summary>
public sealed class MilestoneDatabase : IAsyncDisposable
{
    private readonly ConnectionSettings settings;

    private MilestoneDatabase(ConnectionSettings settings, TimeProvider clock)
    {
        this.settings = settings;
        Clock = clock;
        // Named, because the name goes with every measurement of the pool, and would otherwise be the connection string.
        Source = new NpgsqlDataSourceBuilder(settings.AsApp()) { Name = "milestone" }.Build();
    }

    /// <summary>Opens a pool; no connection is made before the first request.</summary>
    /// <param name="connectionString">An Npgsql connection string.</param>
    /// <param name="clock">Where recorded times come from.</param>
    /// <exception cref="ProblemException">Invalid: the connection string cannot be understood.</exception>
    public static MilestoneDatabase Open(string connectionString, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        return new MilestoneDatabase(ConnectionSettings.Parse(connectionString), clock);
    }

    /// <summary>The clock that recorded times come from.</summary>
    public TimeProvider Clock { get; }

    /// <summary>Now, as PostgreSQL keeps it: in UTC and to the microsecond, so that what is answered at once is what is read back later.</summary>
    internal DateTimeOffset Now
    {
        get
        {
            var now = Clock.GetUtcNow().ToUniversalTime();
            return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
        }
    }

    internal NpgsqlDataSource Source { get; }

    /// <summary>Whether what was read before still holds.</summary>
    internal ChangeSignal Changes { get; } = new();

    /// <summary>What a <see cref="ChangeListener"/> connects with.</summary>
    internal string ListenerConnectionString => settings.AsListener();

    /// <summary>Whether the database answers, and whether its schema is the one this program was built for.</summary>
    public async Task<DatabaseHealth> CheckAsync(CancellationToken cancellation)
    {
        try
        {
            return await AskAsync(
                async connection =>
                {
                    var (applied, pending) = await Migrator.PendingAsync(connection, cancellation).ConfigureAwait(false);
                    return new DatabaseHealth(true, pending.Count == 0 ? null : "The schema is older than this program. Run the command migrate.", applied, pending);
                },
                cancellation).ConfigureAwait(false);
        }
        catch (ProblemException problem)
        {
            return new DatabaseHealth(false, problem.Message, 0, []);
        }
    }

    /// <summary>Runs <paramref name="work"/> on a connection that sees no organisation's rows.</summary>
    internal Task<T> AskAsync<T>(Func<NpgsqlConnection, Task<T>> work, CancellationToken cancellation) =>
        ExplainAsync(async () =>
        {
            await using var connection = await Source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
            return await work(connection).ConfigureAwait(false);
        });

    /// <summary>Runs <paramref name="work"/>, turning the database's refusals into problems that a person can read.</summary>
    internal async Task<T> ExplainAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (Exception failure) when (DatabaseProblem.From(failure, settings) is { } problem)
        {
            throw problem;
        }
    }

    /// <summary>
    /// Reads an organisation's rows with the statements of one .sql file, in one round trip and one transaction: the organisation is chosen by a command
    /// of its own in front of them. <paramref name="parameters"/> is asked for each statement's parameters; <paramref name="read"/> begins at the first result.
    /// </summary>
    internal Task<T> ReadAsync<T>(Guid organisation, string sqlFile, Action<NpgsqlParameterCollection> parameters, Func<NpgsqlDataReader, Task<T>> read, CancellationToken cancellation) =>
        AskAsync(
            async connection =>
            {
                await using var batch = new NpgsqlBatch(connection);
                var watch = Begin(batch, organisation);
                foreach (var statement in SqlText.StatementsOf(sqlFile))
                {
                    var command = new NpgsqlBatchCommand(statement);
                    parameters(command.Parameters);
                    batch.BatchCommands.Add(command);
                }

                await using var reader = await batch.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
                await NoteAsync(watch, organisation, reader, cancellation).ConfigureAwait(false);
                await reader.NextResultAsync(cancellation).ConfigureAwait(false);
                return await read(reader).ConfigureAwait(false);
            },
            cancellation);

    /// <summary>
    /// Asks several questions about an organisation in one round trip and one transaction. Each is one statement in a file of its own, so that
    /// only what is wanted is sent and PostgreSQL plans each by itself; <paramref name="parameters"/> is asked for the parameters of each.
    /// </summary>
    internal Task<bool> AskAsync(Guid organisation, Action<NpgsqlParameterCollection> parameters, IEnumerable<Question> questions, CancellationToken cancellation) =>
        AskAsync(
            async connection =>
            {
                await using var batch = new NpgsqlBatch(connection);
                var watch = Begin(batch, organisation);
                var asked = questions.ToList();
                foreach (var question in asked)
                {
                    var command = new NpgsqlBatchCommand(SqlText.Of(question.SqlFile));
                    parameters(command.Parameters);
                    batch.BatchCommands.Add(command);
                }

                await using var reader = await batch.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
                await NoteAsync(watch, organisation, reader, cancellation).ConfigureAwait(false);
                foreach (var question in asked)
                {
                    await reader.NextResultAsync(cancellation).ConfigureAwait(false);
                    while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
                        question.OnRow(reader);
                }

                return true;
            },
            cancellation);

    /// <summary>Reads an organisation's rows with several commands that all see one state of the database.</summary>
    internal Task<T> SnapshotAsync<T>(Guid organisation, Func<NpgsqlConnection, Task<T>> work, CancellationToken cancellation) =>
        AskAsync(
            async connection =>
            {
                await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation).ConfigureAwait(false);
                await Session.BeginAsync(connection, organisation, "", Clock.GetUtcNow(), cancellation).ConfigureAwait(false);
                await NoteAsync(ReadVersions.Current, organisation, connection, cancellation).ConfigureAwait(false);
                return await work(connection).ConfigureAwait(false);
            },
            cancellation);

    /// <summary>Runs <paramref name="work"/> in one transaction on an organisation's rows, committed when it returns.</summary>
    internal Task<T> WriteAsync<T>(Guid organisation, string actor, Func<NpgsqlConnection, Task<T>> work, CancellationToken cancellation) =>
        AskAsync(
            async connection =>
            {
                await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellation).ConfigureAwait(false);
                await Session.BeginAsync(connection, organisation, actor, Clock.GetUtcNow(), cancellation).ConfigureAwait(false);
                var result = await work(connection).ConfigureAwait(false);
                await transaction.CommitAsync(cancellation).ConfigureAwait(false);
                // Heard of without waiting for the database's word: who has just written sees it in the next answer.
                Changes.Raise();
                return result;
            },
            cancellation);

    /// <summary>
    /// As <see cref="WriteAsync"/>, for a visible change that posts nothing, such as an estimate: the organisation's data version rises with it, so
    /// that no reader is shown what was there before.
    /// </summary>
    internal Task<T> ChangeAsync<T>(Guid organisation, string actor, Func<NpgsqlConnection, Task<T>> work, CancellationToken cancellation) => WriteAsync(
        organisation,
        actor,
        async connection =>
        {
            var result = await work(connection).ConfigureAwait(false);
            await using var command = new NpgsqlCommand(SqlText.Of("Storage/raise-data-version.sql"), connection);
            command.Parameters.AddWithValue("organisation", organisation);
            if (await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false) == 0)
                throw new ProblemException(ProblemKind.NotFound, "There is no such organisation.") { Field = "organisation" };
            return result;
        },
        cancellation);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Source.DisposeAsync();

    // The state that rows are read from is asked for in their own transaction, and only where somebody notes it.
    private static ReadVersions? Begin(NpgsqlBatch batch, Guid organisation)
    {
        batch.BatchCommands.Add(Session.Choose(organisation));
        if (ReadVersions.Current is not { } watch)
            return null;
        batch.BatchCommands.Add(new NpgsqlBatchCommand(SqlText.Of(DataStateSql)) { Parameters = { new NpgsqlParameter<Guid>("organisation", organisation) } });
        return watch;
    }

    private static async Task NoteAsync(ReadVersions? watch, Guid organisation, NpgsqlDataReader reader, CancellationToken cancellation)
    {
        if (watch is null)
            return;
        await reader.NextResultAsync(cancellation).ConfigureAwait(false);
        watch.Add(organisation, await reader.ReadAsync(cancellation).ConfigureAwait(false) ? StateOf(reader) : null);
    }

    private static async Task NoteAsync(ReadVersions? watch, Guid organisation, NpgsqlConnection connection, CancellationToken cancellation)
    {
        if (watch is null)
            return;
        await using var command = new NpgsqlCommand(SqlText.Of(DataStateSql), connection);
        command.Parameters.AddWithValue("organisation", organisation);
        await using var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        watch.Add(organisation, await reader.ReadAsync(cancellation).ConfigureAwait(false) ? StateOf(reader) : null);
    }

    private static DataState StateOf(NpgsqlDataReader row) => new(row.GetInt64(0), row.IsDBNull(1) ? null : row.GetFieldValue<DateTimeOffset>(1));

    private const string DataStateSql = "Storage/Changes/data-state.sql";
}

/// <summary>One statement, and what is done with each row of its answer.</summary>
/// <param name="SqlFile">The file that holds it.</param>
/// <param name="OnRow">Told each row, in order.</param>
internal sealed record Question(string SqlFile, Action<NpgsqlDataReader> OnRow);

/// <summary>What a health check saw.</summary>
/// <param name="Reachable">Whether the database answered.</param>
/// <param name="Message">What is wrong and what to do, or null when all is well.</param>
/// <param name="AppliedMigrations">How many migrations are applied.</param>
/// <param name="PendingMigrations">The names of those that are not.</param>
public sealed record DatabaseHealth(bool Reachable, string? Message, int AppliedMigrations, IReadOnlyList<string> PendingMigrations)
{
    /// <summary>Whether requests can be served.</summary>
    public bool Ready => Reachable && PendingMigrations.Count == 0;
}
