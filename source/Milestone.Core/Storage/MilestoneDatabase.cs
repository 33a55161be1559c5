using Npgsql;

namespace Milestone.Core.Storage;

/// <summary>
/// The door to PostgreSQL. Whatever login the connection string names, it works as milestone_app: no DDL, and only the rows of the
/// organisation a request is about.
/// </summary>
public sealed class MilestoneDatabase : IAsyncDisposable
{
    private MilestoneDatabase(NpgsqlDataSource source, TimeProvider clock)
    {
        Source = source;
        Clock = clock;
    }

    /// <summary>Opens a pool; no connection is made before the first request.</summary>
    /// <exception cref="ProblemException">The connection string cannot be understood.</exception>
    public static MilestoneDatabase Open(string connectionString, TimeProvider clock) => throw new NotImplementedException();

    /// <summary>The clock that recorded times come from.</summary>
    public TimeProvider Clock { get; }

    internal NpgsqlDataSource Source { get; }

    /// <summary>Whether the database answers, and whether its schema is the one this program was built for.</summary>
    public Task<DatabaseHealth> CheckAsync(CancellationToken cancellation) => throw new NotImplementedException();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Source.DisposeAsync();
}

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
