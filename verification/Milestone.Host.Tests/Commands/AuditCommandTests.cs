using Milestone.Host.Tests.Running;
using Npgsql;
using Xunit;

namespace Milestone.Host.Tests.Commands;

/// <summary>The command audit, as a process, on the books of <see cref="SmallBooks"/>.</summary>
public sealed class AuditCommandTests(BooksDatabase books) : IClassFixture<BooksDatabase>
{
    [Fact]
    public async Task A_chain_is_anchored_verified_found_wanting_and_erased_from()
    {
        var stop = TestContext.Current.CancellationToken;
        var anchors = Path.Combine(Directory.CreateTempSubdirectory("milestone-audit-").FullName, "anchors");
        var anchored = await HostCommands.RunAsync(books.ConnectionString, "audit", "anchor");
        Assert.Equal(0, anchored.ExitCode);
        await File.WriteAllTextAsync(anchors, anchored.Output, stop);

        var sound = await HostCommands.RunAsync(books.ConnectionString, "audit", "verify", "--anchors", anchors);
        Assert.Equal((0, ""), (sound.ExitCode, sound.Error));
        Assert.Contains("Small Books: ", sound.Output, StringComparison.Ordinal);

        var erased = await HostCommands.RunAsync(books.ConnectionString, "audit", "erase", "--person", "import");
        Assert.Equal(0, erased.ExitCode);
        Assert.Contains("\"erased\":[{\"row\":1,\"digest\":\"", erased.Output, StringComparison.Ordinal);
        Assert.Equal(0, (await HostCommands.RunAsync(books.ConnectionString, "audit", "verify", "--anchors", anchors)).ExitCode);
        Assert.Equal(0, (await HostCommands.RunAsync(books.ConnectionString, "audit", "erase", "--again")).ExitCode);
        Assert.Equal(2, (await HostCommands.RunAsync(books.ConnectionString, "audit", "erase")).ExitCode);

        await using var owner = NpgsqlDataSource.Create(books.ConnectionString);
        await using (var command = owner.CreateCommand("UPDATE milestone.audit_log SET recorded_at = recorded_at + interval '1 day' WHERE seq = 2"))
            await command.ExecuteNonQueryAsync(stop);
        var changed = await HostCommands.RunAsync(books.ConnectionString, "audit", "verify", "--organisation", "Small Books");
        Assert.Equal(1, changed.ExitCode);
        Assert.Contains("Row 2 is not what was written", changed.Output, StringComparison.Ordinal);
    }
}
