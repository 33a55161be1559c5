using System.Diagnostics;
using System.Globalization;
using Milestone.Build.Database;
using Milestone.Build.Engine;
using Npgsql;

namespace Milestone.Build.Auditing;

/// <summary>The host with the demo company on a database of its own, on this machine only, for as long as it is looked at. Nothing limits how often it is asked.</summary>
internal sealed class AuditedHost : IAsyncDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    readonly Process process;
    readonly Dictionary<string, string?> environment;
    readonly string program;
    readonly string server;
    readonly string database;

    AuditedHost(Process process, string program, Dictionary<string, string?> environment, string server, string database, int port)
    {
        this.process = process;
        this.program = program;
        this.environment = environment;
        this.server = server;
        this.database = database;
        Root = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/milestone-app/"));
        Client = Plain();
        SignedIn = Plain();
    }

    /// <summary>Where everything lives.</summary>
    public Uri Root { get; }

    /// <summary>Of the demo company's accounts.</summary>
    public string Password { get; private set; } = "";

    /// <summary>For whoever watches its memory.</summary>
    public int ProcessId => process.Id;

    /// <summary>Asks as nobody.</summary>
    public HttpClient Client { get; }

    /// <summary>Asks as an administrator of the demo company.</summary>
    public HttpClient SignedIn { get; }

    /// <summary>The administrator's Cookie header, for scanners.</summary>
    public string Cookie { get; private set; } = "";

    /// <param name="program">The built host.</param>
    /// <param name="server">The connection string of a server where databases may be made.</param>
    /// <param name="shell">Runs its commands.</param>
    /// <param name="stop">Ends it early.</param>
    /// <param name="settings">Variables of its environment beside the usual ones.</param>
    public static async Task<AuditedHost> Start(string program, string server, Shell shell, CancellationToken stop, params (string Name, string Value)[] settings)
    {
        var database = $"milestone_audit_{Guid.NewGuid():N}"[..24];
        await Execute(server, $"CREATE DATABASE {database}", stop);
        var environment = new Dictionary<string, string?>
        {
            ["ConnectionStrings__Milestone"] = new NpgsqlConnectionStringBuilder(server) { Database = database }.ConnectionString,
            ["ASPNETCORE_URLS"] = null,
        };
        foreach (var kind in (string[])["Reads", "Writes", "Exports", "Imports", "SignIns"]) environment[$"Milestone__RateLimits__{kind}"] = "0";
        foreach (var (name, value) in settings) environment[name] = value;
        await shell.Run("dotnet", [program, "migrate"], stop, environment);
        var said = new List<string>();
        if (await shell.Quietly("dotnet", [program, "demo"], said, stop, environment) != 0)
            throw new StepFailedException($"The demo company did not load: {said.LastOrDefault()}");

        var port = FreePort.Take();
        var start = new ProcessStartInfo("dotnet", [program, "serve", "--urls", string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}")]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        var process = Process.Start(start)!;
        // Read to the end, so that a full pipe does not stop it.
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var host = new AuditedHost(process, program, environment, server, database, port);
        await host.UntilItIsReady(stop);
        host.Password = AuditedSignIn.PasswordIn(said);
        host.Cookie = await AuditedSignIn.CookieOf(host.Root, host.Password, stop);
        host.SignedIn.DefaultRequestHeaders.Add("Cookie", host.Cookie);
        return host;
    }

    /// <summary>A token that lets Xero's pages in.</summary>
    public async Task<string> IngestToken(Shell shell, CancellationToken stop)
    {
        var said = new List<string>();
        await shell.Quietly("dotnet", [program, "token", "create", "--label", "load"], said, stop, environment);
        return said.FirstOrDefault(line => line.StartsWith("mst_", StringComparison.Ordinal)) ?? throw new StepFailedException($"The host made no ingest token: {said.LastOrDefault()}");
    }

    /// <summary>Whether it still answers, after all that was done to it.</summary>
    public async Task<bool> IsWell(CancellationToken stop)
    {
        try
        {
            using var answer = await Client.GetAsync(new Uri("api/health", UriKind.Relative), stop);
            return answer.IsSuccessStatusCode && !process.HasExited;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>Whether the administrator's session still opens the dashboard.</summary>
    public async Task<bool> IsSignedIn(CancellationToken stop)
    {
        using var answer = await SignedIn.GetAsync(new Uri("dashboard", UriKind.Relative), stop);
        return answer.IsSuccessStatusCode;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        SignedIn.Dispose();
        if (!process.HasExited) process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        await Execute(server, $"DROP DATABASE IF EXISTS {database} WITH (FORCE)", CancellationToken.None);
    }

    async Task UntilItIsReady(CancellationToken stop)
    {
        var clock = Stopwatch.StartNew();
        while (!await IsWell(stop))
        {
            if (process.HasExited || clock.Elapsed > Patience) throw new StepFailedException("The host to be audited did not come up. Try it by hand: ./build.sh Run.");
            await Task.Delay(200, stop);
        }
    }

    HttpClient Plain() => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Root };

    static async Task Execute(string server, string statement, CancellationToken stop)
    {
        await using var source = NpgsqlDataSource.Create(server);
        await using var command = source.CreateCommand(statement);
        await command.ExecuteNonQueryAsync(stop);
    }
}
