using Microsoft.Extensions.Time.Testing;
using Milestone.Core.Storage;
using Xunit;

namespace Milestone.Testing.Postgres;

/// <summary>
/// A database of its own for one test class: <c>class SomeTests(TemporaryDatabase database) : IClassFixture&lt;TemporaryDatabase&gt;</c>.
/// It has the current schema and no data, and is dropped with the class. Tests of one class share it, each with an organisation of its own.
/// </summary>
public sealed class TemporaryDatabase : IAsyncLifetime
{
    private string? connectionString;
    private MilestoneDatabase? database;

    /// <summary>The clock of <see cref="Database"/>: it stands still until a test moves it.</summary>
    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero));

    /// <summary>Logs in as the server's owner. Skips the test where there is no server.</summary>
    public string ConnectionString
    {
        get
        {
            TemporaryPostgres.Require();
            return connectionString!;
        }
    }

    /// <summary>The database as the program sees it: as milestone_app. Skips the test where there is no server.</summary>
    public MilestoneDatabase Database
    {
        get
        {
            TemporaryPostgres.Require();
            return database ??= MilestoneDatabase.Open(connectionString!, Clock);
        }
    }

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        if (TemporaryPostgres.Missing is null)
            connectionString = await TemporaryPostgres.CloneAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (database is not null)
            await database.DisposeAsync();
        if (connectionString is not null)
            await TemporaryPostgres.DropAsync(connectionString);
    }
}
