using System.Globalization;
using Milestone.Build.Auditing;
using Milestone.Build.Database;
using Milestone.Build.Engine;
using Npgsql;

namespace Milestone.Build.Monitoring;

/// <summary>The host with the demo company on a database of its own and its metrics on a port of their own. It can be struck: ended, made to fail, made to wait.</summary>
internal sealed class MonitoredHost : IAsyncDisposable
{
    readonly string program;
    readonly string server;
    readonly string database;
    readonly Dictionary<string, string?> environment;
    readonly Uri root = new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort.Take()}/milestone-app/"));
    readonly HttpClient client;
    Companion? process;
    int asked;

    MonitoredHost(string program, string server, string database, string marker)
    {
        this.program = program;
        this.server = server;
        this.database = database;
        Management = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{FreePort.Take()}");
        client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = root };
        environment = new Dictionary<string, string?>
        {
            ["ConnectionStrings__Milestone"] = ConnectionString,
            ["ConnectionStrings__MilestoneOwner"] = null,
            ["ASPNETCORE_URLS"] = null,
            ["Milestone__ManagementUrls"] = $"http://{Management}",
            ["Milestone__BackupMarker"] = marker,
            ["Milestone__RateLimits__Reads"] = "0",
        };
    }

    /// <summary>Where the metrics are: 127.0.0.1 and a port.</summary>
    public string Management { get; }

    string ConnectionString => new NpgsqlConnectionStringBuilder(server) { Database = database, Pooling = false }.ConnectionString;

    public static async Task<MonitoredHost> Start(string program, string server, string marker, Shell shell, CancellationToken stop)
    {
        var host = new MonitoredHost(program, server, $"milestone_watch_{Guid.NewGuid():N}"[..24], marker);
        await Execute(server, $"CREATE DATABASE {host.database}", stop);
        try
        {
            var said = new List<string>();
            foreach (var command in (string[])["migrate", "demo"])
            {
                if (await shell.Quietly("dotnet", [program, command], said, stop, host.environment) != 0) throw new StepFailedException($"The host's {command} failed: {said.LastOrDefault()}");
            }
            await host.Serve(stop);
            host.client.DefaultRequestHeaders.Add("Cookie", await AuditedSignIn.CookieOf(host.root, AuditedSignIn.PasswordIn(said), stop));
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    public async Task Serve(CancellationToken stop)
    {
        process = Companion.Start("dotnet", [program, "serve", "--urls", root.GetLeftPart(UriPartial.Authority)], environment);
        await process.UntilItAnswers(new Uri(root, "api/health"), stop);
    }

    public async Task End()
    {
        if (process is not null) await process.DisposeAsync();
        process = null;
    }

    /// <summary>Asks for a statement that nobody has asked for yet, so that it is drawn and not given again.</summary>
    public async Task<int> Ask(CancellationToken stop)
    {
        var to = new DateOnly(2026, 12, 31).AddDays(-(asked++ % 1000));
        using var answer = await client.GetAsync(new Uri($"api/v1/statement?from=2023-01-01&to={to.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}", UriKind.Relative), stop);
        return (int)answer.StatusCode;
    }

    /// <summary>Takes from every statement the table that it is drawn from, or gives it back.</summary>
    public Task Hide(bool isHidden, CancellationToken stop) =>
        Execute(ConnectionString, isHidden ? "ALTER TABLE milestone.account_total RENAME TO hidden_total" : "ALTER TABLE milestone.hidden_total RENAME TO account_total", stop);

    /// <summary>Lets nobody read that table for a while, during which others ask.</summary>
    public async Task<int> AskWhileItIsHeld(TimeSpan held, CancellationToken stop)
    {
        await using var source = NpgsqlDataSource.Create(ConnectionString);
        await using var connection = await source.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        await using (var command = new NpgsqlCommand("LOCK TABLE milestone.account_total IN ACCESS EXCLUSIVE MODE", connection, transaction)) await command.ExecuteNonQueryAsync(stop);
        var waiting = Enumerable.Range(0, 4).Select(_ => Ask(stop)).ToList();
        await Task.Delay(held, stop);
        await transaction.RollbackAsync(stop);
        return (await Task.WhenAll(waiting)).Max();
    }

    public async ValueTask DisposeAsync()
    {
        await End();
        client.Dispose();
        await Execute(server, $"DROP DATABASE IF EXISTS {database} WITH (FORCE)", CancellationToken.None);
    }

    static async Task Execute(string connection, string statement, CancellationToken stop)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        await using var command = source.CreateCommand(statement);
        await command.ExecuteNonQueryAsync(stop);
    }
}
