using System.Globalization;
using Milestone.Core.Storage;
using Milestone.Core.Storage.Installing;
using Milestone.Testing.Postgres;
using Npgsql;
using Xunit;

namespace Milestone.Core.Tests.Storage.Installing;

/// <summary>A new server is made ready by its administrator, once or again; what serves may do no more than it must.</summary>
public sealed class InstallationTests
{
    [Fact]
    public async Task A_server_is_installed_migrated_by_the_one_login_and_served_by_the_other() => await WithNamesAsync(async (admin, owner, app) =>
    {
        Assert.True(await Installation.PrepareAsync(admin, owner, app, TestContext.Current.CancellationToken));
        Assert.False(await Installation.PrepareAsync(admin, owner, app, TestContext.Current.CancellationToken));

        Assert.NotEmpty((await Migrator.MigrateAsync(owner, dryRun: false, TestContext.Current.CancellationToken)).Applied);
        await using var database = MilestoneDatabase.Open(app, TimeProvider.System);
        Assert.True((await database.CheckAsync(TestContext.Current.CancellationToken)).Ready);
        var refused = await Assert.ThrowsAnyAsync<Exception>(() => Migrator.MigrateAsync(app, dryRun: false, TestContext.Current.CancellationToken));
        Assert.Contains("lacks a right", refused.Message, StringComparison.Ordinal);
    });

    [Fact]
    public async Task Three_logins_of_one_database_are_needed() => await WithNamesAsync(async (admin, owner, app) =>
    {
        foreach (var (one, other) in new[] { (owner, owner), (admin, app), (owner, new NpgsqlConnectionStringBuilder(app) { Database = "elsewhere" }.ConnectionString), (new NpgsqlConnectionStringBuilder(owner) { Password = null }.ConnectionString, app) })
        {
            var refused = await Assert.ThrowsAsync<ProblemException>(() => Installation.PrepareAsync(admin, one, other, TestContext.Current.CancellationToken));
            Assert.Equal(ProblemKind.Invalid, refused.Kind);
            Assert.StartsWith("ConnectionStrings__Milestone", refused.Field, StringComparison.Ordinal);
        }
    });

    private static async Task WithNamesAsync(Func<string, string, string, Task> test)
    {
        TemporaryPostgres.Require();
        var admin = await TemporaryPostgres.EmptyAsync();
        var mark = string.Create(CultureInfo.InvariantCulture, $"install_{Guid.NewGuid():N}")[..24];
        string Named(string login) => new NpgsqlConnectionStringBuilder(admin) { Database = mark, Username = $"{mark}_{login}", Password = "it's a \\ password", Pooling = false }.ConnectionString;
        try
        {
            await test(admin, Named("owner"), Named("app"));
        }
        finally
        {
            NpgsqlConnection.ClearAllPools();
            await using var source = NpgsqlDataSource.Create(admin);
            foreach (var statement in new[] { $"DROP DATABASE IF EXISTS {mark} WITH (FORCE)", $"DROP ROLE IF EXISTS {mark}_owner", $"DROP ROLE IF EXISTS {mark}_app" })
            {
                await using var command = source.CreateCommand(statement);
                await command.ExecuteNonQueryAsync(CancellationToken.None);
            }
            await TemporaryPostgres.DropAsync(admin);
        }
    }
}
