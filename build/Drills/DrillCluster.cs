using System.Diagnostics;
using Milestone.Build.Database;
using Milestone.Build.Engine;
using Npgsql;

namespace Milestone.Build.Drills;

/// <summary>
/// A server that is there to be killed: its data survives as a production server's does. It listens on loopback and asks for no password, because nothing but
/// invented books is ever in it.
/// </summary>
internal sealed class DrillCluster : IAsyncDisposable
{
    public const string Database = "milestone";

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    readonly PostgresBinaries binaries;
    readonly ServerUser user;
    readonly Shell shell;
    ServerProcess? process;

    DrillCluster(string folder, PostgresBinaries binaries, ServerUser user, Shell shell)
    {
        Folder = folder;
        this.binaries = binaries;
        this.user = user;
        this.shell = shell;
        Port = FreePort.Take();
    }

    /// <summary>Its data.</summary>
    public string Folder { get; }

    public int Port { get; }

    /// <summary>A new server with an empty database, running.</summary>
    /// <param name="folder">Its data: a folder that does not exist, in one that the server's user owns.</param>
    /// <param name="settings">Lines of its configuration.</param>
    public static async Task<DrillCluster> Create(string folder, PostgresBinaries binaries, ServerUser user, Shell shell, CancellationToken stop, params string[] settings)
    {
        var cluster = new DrillCluster(folder, binaries, user, shell);
        await cluster.Run("initdb", stop, "-D", folder, "-U", "postgres", "--auth=trust", "-E", "UTF8", "--locale=C", "--data-checksums", "--no-sync");
        await File.AppendAllLinesAsync(
            Path.Combine(folder, "postgresql.conf"),
            ["listen_addresses = '127.0.0.1'", "unix_socket_directories = ''", "timezone = 'UTC'", "jit = off", "wal_level = replica", "max_wal_senders = 10", .. settings],
            stop);
        await cluster.Start(stop);
        await cluster.Execute($"CREATE DATABASE {Database}", stop, "postgres");
        return cluster;
    }

    /// <summary>A copy of it that does not run yet, made while it goes on.</summary>
    public async Task<DrillCluster> Copy(string folder, CancellationToken stop, params string[] options)
    {
        await Run("pg_basebackup", stop, ["-D", folder, "-h", "127.0.0.1", "-p", $"{Port}", "-U", "postgres", "--checkpoint=fast", "--no-sync", .. options]);
        return new DrillCluster(folder, binaries, user, shell);
    }

    public string ConnectionString(string database = Database) =>
        new NpgsqlConnectionStringBuilder { Host = "127.0.0.1", Port = Port, Username = "postgres", Database = database, Pooling = false, Timeout = 5 }.ConnectionString;

    public async Task Start(CancellationToken stop)
    {
        var clock = Stopwatch.StartNew();
        await File.AppendAllLinesAsync(Path.Combine(Folder, "postgresql.conf"), [$"port = {Port}"], stop);
        while (true)
        {
            process = await ServerProcess.Start(binaries, user, Folder, Folder + ".log", stays: false, shell, stop);
            while (!process.HasExited && clock.Elapsed < Patience)
            {
                if (await Answers(stop)) return;
                await Task.Delay(Pause, stop);
            }
            // The last children of a killed server may still hold its memory for a moment.
            if (clock.Elapsed >= Patience) throw new StepFailedException($"The server on {Folder} did not start; see {Folder}.log.");
            process.Dispose();
            await Task.Delay(Pause, stop);
        }
    }

    /// <summary>As a power cut would: the process is gone before it can say goodbye.</summary>
    public async Task Kill()
    {
        if (process is null) return;
        if (PostmasterFile.Read(Folder) is { } file)
        {
            using var server = Process.GetProcessById(file.Process);
            server.Kill();
        }
        while (!process.HasExited) await Task.Delay(Pause);
        process.Dispose();
        process = null;
    }

    public async Task Execute(string sql, CancellationToken stop, string database = Database)
    {
        await using var connection = new NpgsqlConnection(ConnectionString(database));
        await connection.OpenAsync(stop);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(stop);
    }

    public async Task<T> Ask<T>(string sql, CancellationToken stop, params object[] values)
    {
        await using var connection = new NpgsqlConnection(ConnectionString());
        await connection.OpenAsync(stop);
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
        return (T)(await command.ExecuteScalarAsync(stop))!;
    }

    /// <summary>Until a question is answered with yes.</summary>
    public async Task Until(string sql, CancellationToken stop)
    {
        var clock = Stopwatch.StartNew();
        while (!await Ask<bool>(sql, stop))
        {
            if (clock.Elapsed > Patience) throw new StepFailedException($"The server on {Folder} did not come so far: {sql}");
            await Task.Delay(Pause, stop);
        }
    }

    public async ValueTask DisposeAsync() => await Kill();

    async Task<bool> Answers(CancellationToken stop)
    {
        try
        {
            await using var connection = new NpgsqlConnection(ConnectionString("postgres"));
            await connection.OpenAsync(stop);
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    async Task Run(string program, CancellationToken stop, params string[] arguments)
    {
        var (command, words) = user.Command(binaries.Program(program), arguments);
        var said = new List<string>();
        if (await shell.Quietly(command, words, said, stop) != 0)
            throw new StepFailedException($"{program} failed: {string.Join(Environment.NewLine, said.TakeLast(5))}");
    }
}
