using System.Security.Cryptography;
using Milestone.Core;
using Milestone.Host.Commands.Backups;
using Milestone.Host.Tests.Running;
using Milestone.Testing.Postgres;
using Npgsql;
using Xunit;

namespace Milestone.Host.Tests.Backups;

/// <summary>The commands backup and restore as people run them.</summary>
public sealed class BackupCommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("milestone-backups-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_backup_restores_into_an_empty_database_once_and_says_what_is_in_it()
    {
        var from = await TemporaryPostgres.EmptyAsync();
        Assert.SkipUnless(await MatchesAsync(from), "pg_dump is not here, or of an older version than the server.");
        await HostCommands.RunAsync(from, "migrate");
        var books = Path.Combine(folder, "books.json");
        await File.WriteAllTextAsync(books, SmallBooks.Json, TestContext.Current.CancellationToken);
        await HostCommands.RunAsync(from, "import", books, "--organisation", "Small Books Ltd");
        var key = Path.Combine(folder, "backup.key");
        await File.WriteAllTextAsync(key, Convert.ToBase64String(RandomNumberGenerator.GetBytes(48)) + "\n", TestContext.Current.CancellationToken);

        var marker = Path.Combine(folder, "marker.json");
        var before = TimeProvider.System.GetUtcNow();
        var taken = await HostCommands.RunAsync(from, new Dictionary<string, string> { ["Milestone__BackupMarker"] = marker }, "backup", "--output", folder, "--key", key, "--keep-hourly", "1");
        Assert.True(taken.ExitCode == 0, taken.Error);
        Assert.InRange((await BackupMarker.ReadAsync(marker, TestContext.Current.CancellationToken))!.Value, before, TimeProvider.System.GetUtcNow());
        var file = taken.Output.Trim();

        // Net profit as SmallBooks works it out by hand.
        var seen = await HostCommands.RunAsync(null, "restore", file, "--key", key, "--check");
        Assert.Contains("accrual profit 649.25", seen.Output, StringComparison.Ordinal);

        var into = await TemporaryPostgres.EmptyAsync();
        var restored = await HostCommands.RunAsync(null, "restore", file, "--key", key, "--into", into);
        Assert.True(restored.ExitCode == 0, restored.Error);
        Assert.Contains("Restored: 1 organisations, every figure as it was backed up.", restored.Output, StringComparison.Ordinal);
        Assert.Contains("audit erase --again", restored.Error, StringComparison.Ordinal);

        var again = await HostCommands.RunAsync(null, "restore", file, "--key", key, "--into", into);
        Assert.Equal(1, again.ExitCode);
        Assert.Contains("is not empty", again.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_key_nothing_is_written()
    {
        var outcome = await HostCommands.RunAsync("Host=127.0.0.1;Port=1", "backup", "--output", folder);

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("No key is named", outcome.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(folder));
    }

    [Fact]
    public async Task A_pg_dump_that_is_missing_is_named_with_the_setting()
    {
        var from = await TemporaryPostgres.EmptyAsync();
        await HostCommands.RunAsync(from, "migrate");
        using var process = HostProcess.Start(from, new Dictionary<string, string> { ["Milestone__Backups__Tools"] = folder }, "backup", "--output", folder, "--plain");
        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(1, process.ExitCode);
        Assert.Contains("pg_dump is not here", error, StringComparison.Ordinal);
        Assert.Contains("Milestone__Backups__Tools", error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(folder));
    }

    private static async Task<bool> MatchesAsync(string connection)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        await using var opened = await source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        try
        {
            await PostgresTools.RequireAsync("pg_dump", opened.PostgreSqlVersion.Major, TestContext.Current.CancellationToken);
            return true;
        }
        catch (ProblemException)
        {
            return false;
        }
    }
}
