using Milestone.Build.Database;
using Milestone.Build.Engine;
using Npgsql;

namespace Milestone.Build.Tests.Database;

/// <summary>The programs of PostgreSQL, found once for all tests the way the pipeline finds them.</summary>
public sealed class Programs : IAsyncLifetime
{
    public static string Root { get; } = FindRoot();

    internal PostgresBinaries Binaries { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var output = new Output(TextWriter.Null, new Secrets(), colour: false);
        Directory.CreateDirectory(Path.Combine(Root, ".milestone"));
        Binaries = await PostgresBinaries.Find(
            Environment.GetEnvironmentVariable("MILESTONE_POSTGRES_BIN"), Path.Combine(Root, ".milestone", "postgres"), new Shell(output, Root), output, CancellationToken.None);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Milestone.sln"))) folder = folder.Parent!;
        return folder.FullName;
    }
}

/// <summary>A folder for one test's servers, with blanks in its path; whatever still runs there is stopped at the end.</summary>
internal sealed class ServerFolder(PostgresBinaries binaries) : IAsyncDisposable
{
    readonly Output output = new(TextWriter.Null, new Secrets(), colour: false);
    readonly string folder = Directory.CreateTempSubdirectory("milestone server ").FullName;

    public string Path => System.IO.Path.Combine(folder, "a server");

    public string Data => System.IO.Path.Combine(Path, "data");

    public Shell Shell => new(output, folder);

    public Task<EmbeddedPostgres> Start(Purpose purpose = Purpose.Tests, bool stays = false)
    {
        // As .milestone is: the server's user may enter. Temporary folders are closed to others.
        if (!OperatingSystem.IsWindows() && !Closed) File.SetUnixFileMode(folder, (UnixFileMode)0b111_101_101);
        return EmbeddedPostgres.Start(Path, binaries, purpose, stays, Shell, output, TestContext.Current.CancellationToken);
    }

    /// <summary>Nobody but the caller may enter, as in a home folder.</summary>
    public bool Closed { get; init; }

    public Task<bool> Stop() => EmbeddedPostgres.Stop(Path, binaries, Shell, output, CancellationToken.None);

    public static async Task<object?> Ask(EmbeddedPostgres server, string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server.ConnectionString()) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        Directory.Delete(folder, recursive: true);
    }
}
