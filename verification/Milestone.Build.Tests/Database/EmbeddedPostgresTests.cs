using System.Diagnostics;
using System.Globalization;
using Milestone.Build.Database;
using Npgsql;

namespace Milestone.Build.Tests.Database;

public sealed class EmbeddedPostgresTests(Programs programs) : IClassFixture<Programs>
{
    [Fact]
    public async Task A_server_starts_on_a_path_with_blanks_answers_and_is_gone_when_it_ends()
    {
        await using var folder = new ServerFolder(programs.Binaries);
        var server = await folder.Start();
        var process = PostmasterFile.Read(folder.Data)!;

        Assert.False(server.Found);
        Assert.Equal("off", await ServerFolder.Ask(server, "SHOW fsync"));
        Assert.Equal("127.0.0.1", await ServerFolder.Ask(server, "SHOW listen_addresses"));
        Assert.Equal("UTF8", await ServerFolder.Ask(server, "SHOW server_encoding"));

        await server.DisposeAsync();

        Assert.False(process.IsAlive(folder.Data));
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => ServerFolder.Ask(server, "SELECT 1"));
    }

    [Fact]
    public async Task A_wrong_password_is_refused()
    {
        await using var folder = new ServerFolder(programs.Binaries);
        await using var server = await folder.Start();
        var guess = new NpgsqlConnectionStringBuilder(server.ConnectionString()) { Password = "postgres", Pooling = false };

        await using var connection = new NpgsqlConnection(guess.ConnectionString);
        var error = await Assert.ThrowsAsync<PostgresException>(() => connection.OpenAsync(TestContext.Current.CancellationToken));

        Assert.Equal(PostgresErrorCodes.InvalidPassword, error.SqlState);
    }

    [Fact]
    public async Task A_killed_server_starts_again_with_everything_it_acknowledged()
    {
        await using var folder = new ServerFolder(programs.Binaries);
        await using var killed = await folder.Start(Purpose.Development);
        await ServerFolder.Ask(killed, "CREATE TABLE kept (value int)");
        await ServerFolder.Ask(killed, "SET synchronous_commit = on; INSERT INTO kept SELECT generate_series(1, 1000)");
        using (var postmaster = Process.GetProcessById(PostmasterFile.Read(folder.Data)!.Process)) postmaster.Kill();

        await using var restarted = await folder.Start(Purpose.Development);

        Assert.False(restarted.Found);
        Assert.Equal(1000L, await ServerFolder.Ask(restarted, "SELECT count(*) FROM kept"));
    }

    [Fact]
    public async Task Of_several_starts_at_once_one_starts_and_the_others_find_it_running()
    {
        await using var folder = new ServerFolder(programs.Binaries);

        var servers = await Task.WhenAll(folder.Start(), folder.Start(), folder.Start());

        Assert.Single(servers, server => !server.Found);
        Assert.Single(servers.Select(server => server.ConnectionString()).Distinct());
        foreach (var server in servers.Where(server => server.Found)) await server.DisposeAsync();
        Assert.Equal(1, await ServerFolder.Ask(servers[0], "SELECT 1"));     // who found it running leaves it running
        await servers.Single(server => !server.Found).DisposeAsync();
    }

    [Fact]
    public async Task A_pid_file_whose_number_another_program_has_is_not_believed()
    {
        await using var folder = new ServerFolder(programs.Binaries);
        await (await folder.Start()).DisposeAsync();
        // PostgreSQL would refuse to start: the number is alive and its user is the server's own.
        var user = await ServerUser.For([folder.Path], folder.Shell, TestContext.Current.CancellationToken);
        var (program, arguments) = user.Command("sleep", "60");
        using var other = Process.Start(program, arguments);
        try
        {
            await File.WriteAllTextAsync(
                Path.Combine(folder.Data, "postmaster.pid"),
                string.Create(CultureInfo.InvariantCulture, $"{other.Id}\n{folder.Data}\n1700000000\n5432\n\n127.0.0.1\n         0         0\nready   \n"),
                TestContext.Current.CancellationToken);

            await using var server = await folder.Start();

            Assert.False(server.Found);
            Assert.Equal(1, await ServerFolder.Ask(server, "SELECT 1"));
            Assert.False(other.HasExited);
        }
        finally
        {
            other.Kill();
        }
    }

    [Fact]
    public async Task A_server_that_stays_is_found_by_the_next_start_and_ends_when_told()
    {
        await using var folder = new ServerFolder(programs.Binaries);
        await (await folder.Start(stays: true)).DisposeAsync();

        await using var next = await folder.Start();

        Assert.True(next.Found);
        Assert.Equal(1, await ServerFolder.Ask(next, "SELECT 1"));
        Assert.True(await folder.Stop());
        Assert.False(await folder.Stop());
    }

    [Fact]
    public async Task A_half_made_data_folder_is_made_anew()
    {
        await using var folder = new ServerFolder(programs.Binaries);
        Directory.CreateDirectory(Path.Combine(folder.Path, "data.new", "base"));

        await using var server = await folder.Start();

        Assert.Equal(1, await ServerFolder.Ask(server, "SELECT 1"));
    }

    [Fact]
    public async Task A_database_is_made_once()
    {
        await using var folder = new ServerFolder(programs.Binaries);
        await using var server = await folder.Start();

        await server.CreateDatabaseIfMissing("milestone", TestContext.Current.CancellationToken);
        await server.CreateDatabaseIfMissing("milestone", TestContext.Current.CancellationToken);

        Assert.Equal(1L, await ServerFolder.Ask(server, "SELECT count(*) FROM pg_database WHERE datname = 'milestone'"));
    }

    [Fact]
    public async Task Root_steps_down_also_where_only_root_may_enter()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "Only root has to step down.");
        await using var folder = new ServerFolder(programs.Binaries) { Closed = true };
        Assert.SkipWhen(
            await folder.Shell.Read("unshare", ["--user", "--map-user=65534", "true"], TestContext.Current.CancellationToken) is null,
            "User namespaces are not allowed here.");

        await using var server = await folder.Start();

        Assert.Equal(1, await ServerFolder.Ask(server, "SELECT 1"));
    }
}
