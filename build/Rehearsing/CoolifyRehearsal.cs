using System.Diagnostics;
using System.Security.Cryptography;
using Milestone.Build.Engine;
using Npgsql;

namespace Milestone.Build.Rehearsing;

/// <summary>
/// A Coolify that deploys the published host on this machine: its stand-in with real hosts, on a database of its own with the demo company. All of it
/// listens on loopback, and is gone when this is disposed.
/// </summary>
internal sealed class CoolifyRehearsal : IAsyncDisposable
{
    /// <summary>As the stand-in calls its only application and its database.</summary>
    const string Application = "milestoneapp0123456789ab", CoolifyDatabase = "milestonedb0123456789abc";

    static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    readonly Process process;
    readonly string server;
    readonly string database;

    CoolifyRehearsal(Process process, string server, string database, string token, Uri address)
    {
        this.process = process;
        this.server = server;
        this.database = database;
        Connection = ConnectionTo(server, database);
        Token = token;
        Site = new Uri(address, "/milestone-app");
        Environment = new Dictionary<string, string?>
        {
            ["MILESTONE_COOLIFY_URL"] = address.ToString(),
            ["MILESTONE_COOLIFY_TOKEN"] = token,
            ["MILESTONE_COOLIFY_APPLICATION"] = Application,
            ["MILESTONE_COOLIFY_DATABASE"] = CoolifyDatabase,
            ["MILESTONE_SITE"] = Site.ToString(),
        };
    }

    /// <summary>The database that its hosts serve.</summary>
    public string Connection { get; }

    public string Token { get; }

    /// <summary>The public address.</summary>
    public Uri Site { get; }

    /// <summary>What Deploy, Verify, Rollback and Watch need to know, as the environment tells it.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; }

    /// <param name="program">The stand-in.</param>
    /// <param name="host">The published host.</param>
    /// <param name="server">A server where databases may be made.</param>
    /// <param name="serving">The commit that serves at first.</param>
    /// <param name="next">The head of the branch, which a deployment builds.</param>
    /// <param name="isBad">That one starts well and then answers errors.</param>
    public static async Task<CoolifyRehearsal> Start(string program, string host, string server, string serving, string next, bool isBad, Shell shell, CancellationToken stop)
    {
        var database = $"milestone_rehearsal_{Guid.NewGuid():N}"[..28];
        await Execute(server, $"CREATE DATABASE {database}", stop);
        var environment = new Dictionary<string, string?> { ["ConnectionStrings__Milestone"] = ConnectionTo(server, database), ["ASPNETCORE_URLS"] = null };
        var said = new List<string>();
        foreach (var command in (string[])["migrate", "demo"])
        {
            if (await shell.Quietly("dotnet", [host, command], said, stop, environment) != 0)
                throw new StepFailedException($"The books to rehearse with were not made: {command}: {said.LastOrDefault()}");
        }

        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(20));
        var start = new ProcessStartInfo("dotnet", [program, host, serving, next, .. isBad ? (string[])["bad"] : []])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        start.Environment["MILESTONE_COOLIFY_TOKEN"] = token;
        var process = Process.Start(start)!;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(Patience);
        var address = await Address(process.StandardOutput, patience.Token);
        if (address is not null)
        {
            // Read to the end, so that a full pipe does not stop it.
            _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
            return new CoolifyRehearsal(process, server, database, token, address);
        }
        process.Kill(entireProcessTree: true);
        await Execute(server, $"DROP DATABASE IF EXISTS {database} WITH (FORCE)", CancellationToken.None);
        throw new StepFailedException("The stand-in of Coolify did not come up. Try it by hand: docs/deployment.md says how.");
    }

    public async ValueTask DisposeAsync()
    {
        // It ends with its input, and its hosts with it.
        process.StandardInput.Close();
        using (var grace = new CancellationTokenSource(TimeSpan.FromSeconds(20)))
        {
            try
            {
                await process.WaitForExitAsync(grace.Token);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
            }
        }
        process.Dispose();
        await Execute(server, $"DROP DATABASE IF EXISTS {database} WITH (FORCE)", CancellationToken.None);
    }

    static async Task<Uri?> Address(StreamReader said, CancellationToken stop)
    {
        const string sign = "listens at ";
        try
        {
            while (await said.ReadLineAsync(stop) is { } line)
            {
                if (line.IndexOf(sign, StringComparison.Ordinal) is var at and >= 0) return new Uri(line[(at + sign.Length)..].Trim());
            }
            return null;
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return null;
        }
    }

    static string ConnectionTo(string server, string database) => new NpgsqlConnectionStringBuilder(server) { Database = database }.ConnectionString;

    static async Task Execute(string server, string statement, CancellationToken stop)
    {
        await using var source = NpgsqlDataSource.Create(server);
        await using var command = source.CreateCommand(statement);
        await command.ExecuteNonQueryAsync(stop);
    }
}
