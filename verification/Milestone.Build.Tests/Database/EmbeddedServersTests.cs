using Milestone.Build.Database;
using Milestone.Build.Engine;

namespace Milestone.Build.Tests.Database;

public sealed class EmbeddedServersTests(Programs programs) : IClassFixture<Programs>, IDisposable
{
    readonly string home = Directory.CreateTempSubdirectory("milestone home ").FullName;
    readonly StringWriter said = new();

    public void Dispose()
    {
        Directory.Delete(home, recursive: true);
        said.Dispose();
    }

    string Databases => Path.Combine(home, "database");

    [Fact]
    public async Task Each_run_of_tests_has_a_server_of_its_own_that_leaves_nothing_behind()
    {
        var servers = Servers();
        await using (var one = await servers.StartForTests(keep: false, TestContext.Current.CancellationToken))
        await using (var two = await servers.StartForTests(keep: false, TestContext.Current.CancellationToken))
        {
            Assert.NotEqual(one.ConnectionString(), two.ConnectionString());
            Assert.Equal(1, await ServerFolder.Ask(one, "SELECT 1"));
        }

        Assert.Empty(Directory.EnumerateFileSystemEntries(Databases));
    }

    [Fact]
    public async Task A_kept_server_serves_the_next_run_of_tests_until_it_is_stopped()
    {
        var servers = Servers();
        string first;
        await using (var kept = await servers.StartForTests(keep: true, TestContext.Current.CancellationToken)) first = kept.ConnectionString();

        await using (var next = await servers.StartForTests(keep: false, TestContext.Current.CancellationToken))
            Assert.Equal(first, next.ConnectionString());

        await servers.StopAll(TestContext.Current.CancellationToken);
        await using var fresh = await servers.StartForTests(keep: false, TestContext.Current.CancellationToken);
        Assert.NotEqual(first, fresh.ConnectionString());
    }

    [Fact]
    public async Task What_a_killed_run_left_behind_is_removed_by_the_next()
    {
        var abandoned = Directory.CreateDirectory(Path.Combine(Databases, "once-abandoned", "data")).Parent!;

        await using (await Servers().StartForTests(keep: false, TestContext.Current.CancellationToken))
            Assert.False(Directory.Exists(abandoned.FullName));
    }

    [Fact]
    public async Task The_password_is_never_printed()
    {
        await using var server = await Servers().Start(Purpose.Tests, keep: false, TestContext.Current.CancellationToken);
        Output.Line(server.ConnectionString());

        Assert.Contains("Password=***", said.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_without_PostgreSQL_is_refused_with_the_variable_to_change()
    {
        var servers = new EmbeddedServers(home, home, new Shell(Output, home), Output);

        var error = await Assert.ThrowsAsync<StepFailedException>(() => servers.StartForTests(keep: false, TestContext.Current.CancellationToken));

        Assert.Contains("MILESTONE_POSTGRES_BIN", error.Message, StringComparison.Ordinal);
    }

    Output Output => field ??= new Output(said, new Secrets(), colour: false);

    EmbeddedServers Servers()
    {
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(home, (UnixFileMode)0b111_101_101);
        return new EmbeddedServers(home, programs.Binaries.Folder, new Shell(Output, home), Output);
    }
}
