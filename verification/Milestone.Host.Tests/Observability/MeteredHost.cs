using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using Milestone.Core.Organisations;
using Milestone.Core.Storage;
using Milestone.Host.Commands.Backups;
using Milestone.Host.Tests.Running;
using Milestone.Testing.Postgres;
using Xunit;

namespace Milestone.Host.Tests.Observability;

/// <summary>A host in a process of its own, as instruments belong to a process, with its metrics on a port of their own and books that it may be given.</summary>
public sealed partial class MeteredHost : IAsyncLifetime
{
    /// <summary>The organisation of its books: a name that no metric may show.</summary>
    public const string Organisation = "Withheld & Sons";

    /// <summary>An address that somebody signs in with, which none may show either.</summary>
    public const string Email = "ann.withheld@example.test";

    private readonly string folder = Path.Combine(Path.GetTempPath(), "milestone-metered-" + Guid.NewGuid().ToString("N"));
    private readonly StringBuilder log = new();
    private readonly TaskCompletionSource<Uri> management = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Process? process;
    private string? connectionString;

    /// <summary>The database, as the server's owner.</summary>
    public string ConnectionString => connectionString!;

    /// <summary>An ingest token of its organisation.</summary>
    public string Token { get; private set; } = "";

    /// <summary>Asks the public address, from its root. Skips the test where there is no server.</summary>
    public HttpClient Public { get; } = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });

    /// <summary>Asks the management address.</summary>
    public HttpClient Management { get; } = new();

    /// <summary>What it has logged, a JSON object a line.</summary>
    public IReadOnlyList<string> Log
    {
        get
        {
            lock (log)
                return log.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }
    }

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        if (TemporaryPostgres.Missing is not null)
            return;
        connectionString = await TemporaryPostgres.CloneAsync();
        await using (var database = MilestoneDatabase.Open(connectionString, TimeProvider.System))
        {
            var (organisation, _) = await new OrganisationCatalogue(database).GetOrCreateAsync(Organisation, null, CancellationToken.None);
            Token = (await new IngestTokens(database).CreateAsync(organisation.Id, "tests", null, CancellationToken.None)).Text;
        }

        // Everything that there is an age of has happened once.
        Directory.CreateDirectory(folder);
        var books = Path.Combine(folder, "books.json");
        await File.WriteAllTextAsync(books, SmallBooks.Json);
        foreach (var command in new string[][] { ["import", books, "--organisation", Organisation], ["ledger", "verify"] })
        {
            if (await HostCommands.RunAsync(connectionString, command) is { ExitCode: not 0 } failed)
                throw new InvalidOperationException(failed.Error);
        }

        var marker = Path.Combine(folder, "backup.json");
        await BackupMarker.WriteAsync(marker, TimeProvider.System.GetUtcNow(), CancellationToken.None);
        process = HostProcess.Start(connectionString, new Dictionary<string, string> { ["Milestone__ManagementUrls"] = "http://127.0.0.1:0", ["Milestone__BackupMarker"] = marker }, "--urls", "http://127.0.0.1:0");
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        var said = await process.StandardError.ReadLineAsync(TestContext.Current.CancellationToken);
        Public.BaseAddress = new Uri(PublicAddress().Match(said ?? "").Groups[1].Value);
        Management.BaseAddress = await management.Task.WaitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Everything that Prometheus would read now.</summary>
    public Task<string> ScrapeAsync()
    {
        TemporaryPostgres.Require();
        return Management.GetStringAsync(new Uri("/metrics", UriKind.Relative), TestContext.Current.CancellationToken);
    }

    /// <summary>The sum of a metric's series whose labels contain all of some texts; 0 where there are none.</summary>
    public async Task<double> ReadAsync(string metric, params string[] labels) =>
        (await ScrapeAsync()).Split('\n')
            .Where(line => line.StartsWith(metric + "{", StringComparison.Ordinal) || line.StartsWith(metric + " ", StringComparison.Ordinal))
            .Where(line => labels.All(label => line.Contains(label, StringComparison.Ordinal)))
            .Sum(line => double.Parse(line[(line.LastIndexOf('}') + 1)..].Trim().Split(' ').First(part => part.Length > 0 && !part.StartsWith(metric, StringComparison.Ordinal)), CultureInfo.InvariantCulture));

    /// <summary>Hands a payload in.</summary>
    public async Task<HttpResponseMessage> ImportAsync(string json)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/milestone-app/api/v1/import/xero", UriKind.Relative)) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        return await Public.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Public.Dispose();
        Management.Dispose();
        if (process is { HasExited: false })
            process.Kill();
        process?.Dispose();
        if (connectionString is not null)
            await TemporaryPostgres.DropAsync(connectionString);
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    private void Keep(string? line)
    {
        if (line is null)
            return;
        lock (log)
            log.Append(line).Append('\n');
        if (ManagementAddress().Match(line) is { Success: true } found)
            management.TrySetResult(new Uri(found.Groups[1].Value));
    }

    [GeneratedRegex(@"^Milestone is at (http://127\.0\.0\.1:\d+)/milestone-app$")]
    private static partial Regex PublicAddress();

    [GeneratedRegex("\"Urls\":\"(http://127\\.0\\.0\\.1:\\d+)/metrics\"")]
    private static partial Regex ManagementAddress();
}
