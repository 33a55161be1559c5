using System.Security.Cryptography;
using Milestone.Build.Engine;
using Npgsql;

namespace Milestone.Build.Database;

/// <summary>
/// A running server on a data folder of the project. Whoever started it stops it, unless it is to stay; whoever found
/// it running leaves it running.
/// </summary>
internal sealed class EmbeddedPostgres : IAsyncDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);

    /// <summary>Another program was faster to the port, or the last children of a killed server still hold its memory.</summary>
    static readonly string[] PassingObstacles = ["could not create any TCP/IP sockets", "is still in use", "already exists"];

    readonly string folder;
    readonly PostgresBinaries binaries;
    readonly Purpose purpose;
    readonly Shell shell;
    readonly Output output;

    ServerUser user = new([], null);
    ThrowAwayFolder? throwAway; // its folder, when that goes with it
    ServerProcess? process;     // of a server that this object started and that ends with it
    int port;
    string password = "";

    EmbeddedPostgres(string folder, PostgresBinaries binaries, Purpose purpose, Shell shell, Output output)
    {
        this.folder = folder;
        this.binaries = binaries;
        this.purpose = purpose;
        this.shell = shell;
        this.output = output;
    }

    /// <summary>True when the server was already running.</summary>
    public bool Found { get; private set; }

    string Data => Path.Combine(folder, "data");

    string Log => Path.Combine(folder, "server.log");

    /// <param name="folder">Holds the data, the password and the log; made when missing.</param>
    /// <param name="stays">The server outlives this process.</param>
    public static async Task<EmbeddedPostgres> Start(
        string folder, PostgresBinaries binaries, Purpose purpose, bool stays, Shell shell, Output output, CancellationToken stop)
    {
        var server = new EmbeddedPostgres(folder, binaries, purpose, shell, output);
        CreateOpenFolder(folder);
        using var only = await FileLock.Take(Path.Combine(folder, "lock"), Patience, stop);
        server.user = await ServerUser.For([folder, binaries.Folder], shell, stop);
        await server.Initialise(stop);

        if (PostmasterFile.Read(server.Data) is { } running)
        {
            if (running.IsAlive(server.Data))
            {
                server.Found = true;
                await server.Join(running, stop);
                return server;
            }
            File.Delete(running.Path);
        }
        await server.StartAnew(stays, stop);
        return server;
    }

    /// <summary>A server for tests, on a fresh folder that is deleted with it.</summary>
    public static async Task<EmbeddedPostgres> StartThrowAway(
        string folder, PostgresBinaries binaries, Shell shell, Output output, CancellationToken stop)
    {
        var claim = await ThrowAwayFolder.Claim(folder, stop);
        try
        {
            var server = await Start(folder, binaries, Purpose.Tests, stays: false, shell, output, stop);
            server.throwAway = claim;
            return server;
        }
        catch
        {
            claim.Dispose();
            throw;
        }
    }

    /// <summary>Stops the server of a folder, whoever started it. False when none was running.</summary>
    public static async Task<bool> Stop(string folder, PostgresBinaries binaries, Shell shell, Output output, CancellationToken stop)
    {
        var server = new EmbeddedPostgres(folder, binaries, Purpose.Development, shell, output);
        if (PostmasterFile.Read(server.Data) is not { } running || !running.IsAlive(server.Data)) return false;
        server.user = await ServerUser.For([folder, binaries.Folder], shell, stop);
        await server.ShutDown();
        return true;
    }

    /// <summary>As the superuser postgres, which is what tests need to make databases and roles of their own.</summary>
    public string ConnectionString(string database = "postgres") => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = port,
        Username = "postgres",
        Password = password,
        Database = database,
    }.ConnectionString;

    public async Task CreateDatabaseIfMissing(string name, CancellationToken stop)
    {
        await using var connection = new NpgsqlConnection(ConnectionString());
        await connection.OpenAsync(stop);
        await using var exists = new NpgsqlCommand("SELECT count(*) FROM pg_database WHERE datname = $1", connection) { Parameters = { new() { Value = name } } };
        if ((long)(await exists.ExecuteScalarAsync(stop))! > 0) return;
        await using var create = new NpgsqlCommand($"CREATE DATABASE \"{name}\"", connection);
        await create.ExecuteNonQueryAsync(stop);
    }

    public async ValueTask DisposeAsync()
    {
        if (process is null) return;
        NpgsqlConnection.ClearAllPools();
        using (await FileLock.Take(Path.Combine(folder, "lock"), Patience, CancellationToken.None)) await ShutDown();
        process.Dispose();
        process = null;
        throwAway?.Dispose();
    }

    async Task Initialise(CancellationToken stop)
    {
        var passwordFile = Path.Combine(folder, "password");
        if (Directory.Exists(Data))
        {
            Remember(await File.ReadAllTextAsync(passwordFile, stop));
            return;
        }

        Remember(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24)));
        await File.WriteAllTextAsync(passwordFile, password, stop);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(passwordFile, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await user.Give(passwordFile, shell, stop);

        // Made aside and renamed, so that a folder called data is always a whole one.
        var unfinished = Data + ".new";
        if (Directory.Exists(unfinished)) Directory.Delete(unfinished, recursive: true);
        Directory.CreateDirectory(unfinished);
        await user.Give(unfinished, shell, stop);
        string[] options =
        [
            "-D", unfinished, "-U", "postgres", "--auth=scram-sha-256", $"--pwfile={passwordFile}", "--no-sync",
            "-E", "UTF8", OperatingSystem.IsLinux() ? "--locale=C.UTF-8" : "--locale=C",
        ];
        var (program, arguments) = user.Command(binaries.Program("initdb"), purpose == Purpose.Tests ? options : [.. options, "--data-checksums"]);
        var said = new List<string>();
        if (await shell.Quietly(program, arguments, said, stop) != 0)
            throw new StepFailedException($"initdb could not make {Data}:{Environment.NewLine}{string.Join(Environment.NewLine, said)}");
        await File.AppendAllTextAsync(Path.Combine(unfinished, "postgresql.conf"), $"include '{ServerSettings.FileName}'\n", stop);
        Directory.Move(unfinished, Data);
    }

    void Remember(string secret)
    {
        password = secret;
        output.Secrets.Add(secret);
    }

    async Task StartAnew(bool stays, CancellationToken stop)
    {
        for (var waited = TimeSpan.Zero; ;)
        {
            port = FreePort.Take();
            await File.WriteAllTextAsync(Path.Combine(Data, ServerSettings.FileName), ServerSettings.For(purpose, port), stop);
            await user.Give(Data, shell, stop);
            var logStart = File.Exists(Log) ? new FileInfo(Log).Length : 0;
            var started = await ServerProcess.Start(binaries, user, Data, Log, stays, shell, stop);
            try
            {
                if (await Accepts(() => OperatingSystem.IsLinux() && started.HasExited, stop))
                {
                    process = stays ? null : started;
                    return;
                }
            }
            catch
            {
                await ShutDown();
                started.Dispose();
                throw;
            }
            started.Dispose();

            var said = LogSince(logStart);
            if (!PassingObstacles.Any(obstacle => said.Contains(obstacle, StringComparison.Ordinal)) || waited >= Patience) throw new StepFailedException($"PostgreSQL did not start; {Log} says:{Environment.NewLine}{said}");
            await Task.Delay(Pause, stop);
            waited += Pause;
        }
    }

    async Task Join(PostmasterFile running, CancellationToken stop)
    {
        port = running.Port ?? throw new StepFailedException($"{running.Path} names no port; try again in a moment.");
        if (!await Accepts(() => !running.IsAlive(Data), stop))
            throw new StepFailedException($"The server on {Data} ended while it was being joined; run this again.");
    }

    /// <summary>True when the server answers a query, false when it has ended.</summary>
    async Task<bool> Accepts(Func<bool> hasEnded, CancellationToken stop)
    {
        var connectionString = new NpgsqlConnectionStringBuilder(ConnectionString()) { Pooling = false, Timeout = 5 }.ConnectionString;
        for (var waited = TimeSpan.Zero; waited < Patience; waited += Pause)
        {
            if (hasEnded()) return false;
            try
            {
                await using var connection = new NpgsqlConnection(connectionString);
                await connection.OpenAsync(stop);
                return true;
            }
            catch (PostgresException error) when (error.SqlState == PostgresErrorCodes.InvalidPassword)
            {
                throw new StepFailedException($"The server on {Data} refuses the password in {folder}; delete that folder to begin anew.");
            }
            catch (NpgsqlException)
            {
                // Not listening yet, or recovering: it sends no signal when it is ready.
                await Task.Delay(Pause, stop);
            }
        }
        throw new StepFailedException($"PostgreSQL on {Data} did not answer within {Patience.TotalSeconds:0} s; see {Log}.");
    }

    async Task ShutDown()
    {
        var mode = purpose == Purpose.Tests ? "immediate" : "fast";
        var (program, arguments) = user.Command(binaries.Program("pg_ctl"), "stop", "-D", Data, "-m", mode, "-w", "-t", "30", "-s");
        await shell.Read(program, arguments, CancellationToken.None);
    }

    string LogSince(long position)
    {
        using var file = new FileStream(Log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        file.Position = Math.Min(position, file.Length);
        return new StreamReader(file).ReadToEnd().Trim();
    }

    /// <summary>The server's user must be able to enter, whatever the caller's umask.</summary>
    static void CreateOpenFolder(string folder)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, (UnixFileMode)0b111_101_101);
    }
}
