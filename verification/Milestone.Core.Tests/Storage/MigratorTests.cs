using Milestone.Core.Storage;
using Milestone.Testing.Postgres;
using Xunit;

namespace Milestone.Core.Tests.Storage;

/// <summary>Migrations run once, say what they would do, and take turns.</summary>
public sealed class MigratorTests
{
    [Fact]
    public async Task A_dry_run_names_what_is_pending_and_changes_nothing() => await WithEmptyDatabaseAsync(async connectionString =>
    {
        var dry = await Migrator.MigrateAsync(connectionString, dryRun: true, TestContext.Current.CancellationToken);
        var again = await Migrator.MigrateAsync(connectionString, dryRun: true, TestContext.Current.CancellationToken);
        Assert.True(dry.DryRun);
        Assert.NotEmpty(dry.Applied);
        Assert.Equal(dry.Applied, again.Applied);

        await using var database = MilestoneDatabase.Open(connectionString, TimeProvider.System);
        var health = await database.CheckAsync(TestContext.Current.CancellationToken);
        Assert.False(health.Ready);
        Assert.Equal(dry.Applied, health.PendingMigrations);
    });

    [Fact]
    public async Task Migrating_again_applies_nothing() => await WithEmptyDatabaseAsync(async connectionString =>
    {
        var first = await Migrator.MigrateAsync(connectionString, dryRun: false, TestContext.Current.CancellationToken);
        var second = await Migrator.MigrateAsync(connectionString, dryRun: false, TestContext.Current.CancellationToken);
        Assert.Equal(0, first.AlreadyApplied);
        Assert.Empty(second.Applied);
        Assert.Equal(first.Applied.Count, second.AlreadyApplied);

        await using var database = MilestoneDatabase.Open(connectionString, TimeProvider.System);
        Assert.True((await database.CheckAsync(TestContext.Current.CancellationToken)).Ready);
    });

    [Fact]
    public async Task Hosts_that_start_at_once_take_turns() => await WithEmptyDatabaseAsync(async connectionString =>
    {
        var reports = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Migrator.MigrateAsync(connectionString, dryRun: false, TestContext.Current.CancellationToken)));
        Assert.Single(reports, report => report.Applied.Count > 0);
    });

    [Fact]
    public async Task A_server_that_does_not_answer_is_named_without_a_secret()
    {
        const string nowhere = "Host=127.0.0.1;Port=1;Database=books;Username=someone;Password=hunter2";
        var problem = await Assert.ThrowsAsync<ProblemException>(() => Migrator.MigrateAsync(nowhere, dryRun: true, TestContext.Current.CancellationToken));
        Assert.Equal(ProblemKind.Unavailable, problem.Kind);
        Assert.Contains("127.0.0.1", problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", problem.Message, StringComparison.Ordinal);
    }

    private static async Task WithEmptyDatabaseAsync(Func<string, Task> test)
    {
        TemporaryPostgres.Require();
        var connectionString = await TemporaryPostgres.EmptyAsync();
        try
        {
            await test(connectionString);
        }
        finally
        {
            await TemporaryPostgres.DropAsync(connectionString);
        }
    }
}
