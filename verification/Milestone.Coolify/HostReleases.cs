using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Milestone.Coolify;

/// <summary>
/// Real hosts: each release is the published program in a process of its own, and the public address hands every request on to the one that
/// serves. A new one takes over when its own health check says that it lives; the old one ends then, and keeps serving otherwise.
/// </summary>
/// <param name="program">The published host.</param>
/// <param name="connection">Its database.</param>
/// <param name="logs">A folder that gets what each release writes; null for nowhere.</param>
public sealed class HostReleases(string program, string connection, string? logs = null) : IReleases
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Those of one hop, which are not handed on.</summary>
    private static readonly HashSet<string> OwnHeaders = new(StringComparer.OrdinalIgnoreCase) { "Connection", "Keep-Alive", "Transfer-Encoding", "Upgrade", "Proxy-Connection" };

    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, AutomaticDecompression = DecompressionMethods.None });
    private Container? serving;

    /// <inheritdoc/>
    public async Task<bool> RollAsync(Release release, Action<string> log, CancellationToken stop)
    {
        // The database of a bad release does not exist: it lives, and answers errors.
        var books = release.Fault == Fault.None ? connection : connection.Replace("Database=", "Database=nowhere_", StringComparison.OrdinalIgnoreCase);
        var port = FreePort();
        // A container that was given the owner's login migrates by itself before it serves.
        var migratesItself = Environment.GetEnvironmentVariable("ConnectionStrings__MilestoneOwner") is { Length: > 0 };
        if (release.Fault == Fault.None && !migratesItself && await RunAsync(["migrate"], books, release, stop) != 0)
        {
            log("The new container could not migrate: the old one keeps serving.");
            return false;
        }
        var address = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");
        var container = new Container(Start(["serve", "--urls", address], books, release), new Uri(address), release);
        log($"New container started: {release.Version} {release.Commit}");
        var clock = Stopwatch.StartNew();
        while (await RunAsync(["healthcheck", "--url", address + "/api/health/live"], books, release, stop) != 0)
        {
            if (clock.Elapsed < Patience && !container.Process.HasExited) continue;
            log("New container is not healthy, rolling back to the old container.");
            await container.EndAsync();
            return false;
        }
        log("New container is healthy.");
        var old = Interlocked.Exchange(ref serving, container);
        if (old is not null)
        {
            await old.EndAsync();
            log("Old container stopped.");
        }
        return true;
    }

    /// <inheritdoc/>
    public async Task AnswerAsync(HttpContext context)
    {
        if (serving is not { } container)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            await context.Response.WriteAsync("no available server");
            return;
        }
        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), new Uri(container.Address, context.Request.Path + context.Request.QueryString));
        if (context.Request.ContentLength > 0 || context.Request.Headers.TransferEncoding.Count > 0) request.Content = new StreamContent(context.Request.Body);
        foreach (var (name, values) in context.Request.Headers.Where(header => !OwnHeaders.Contains(header.Key)))
        {
            if (!request.Headers.TryAddWithoutValidation(name, (IEnumerable<string>)values!)) request.Content?.Headers.TryAddWithoutValidation(name, (IEnumerable<string>)values!);
        }
        // A proxy before this one has said it already.
        if (!context.Request.Headers.ContainsKey("X-Forwarded-For")) request.Headers.TryAddWithoutValidation("X-Forwarded-For", "127.0.0.1");
        if (!context.Request.Headers.ContainsKey("X-Forwarded-Proto")) request.Headers.TryAddWithoutValidation("X-Forwarded-Proto", "http");
        try
        {
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, context.RequestAborted);
            // A bad release has no database and says 503; whoever rehearses wants to see what a defect in the code would show.
            context.Response.StatusCode = container.Release.Fault == Fault.AnswersErrors && answer.StatusCode == HttpStatusCode.ServiceUnavailable ? 500 : (int)answer.StatusCode;
            foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers).Where(header => !OwnHeaders.Contains(header.Key))) context.Response.Headers[name] = values.ToArray();
            await answer.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
        }
        catch (HttpRequestException)
        {
            context.Response.StatusCode = StatusCodes.Status502BadGateway;
        }
    }

    /// <summary>Kills the process that serves, as a crash would; its number.</summary>
    public int? Kill()
    {
        if (serving is not { Process.HasExited: false } container) return null;
        container.Process.Kill();
        return container.Process.Id;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // The stand-in ends it too, and whoever made it.
        if (Interlocked.Exchange(ref serving, null) is { } container) await container.EndAsync();
        client.Dispose();
    }

    private Process Start(IEnumerable<string> arguments, string books, Release release)
    {
        var start = new ProcessStartInfo("dotnet", [program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["ConnectionStrings__Milestone"] = books;
        // As Coolify tells every container.
        start.Environment["SOURCE_COMMIT"] = release.Commit;
        foreach (var own in (string[])["ASPNETCORE_URLS", "MILESTONE_COOLIFY_TOKEN", "MILESTONE_COOLIFY_LOGS"]) start.Environment.Remove(own);
        if (release.Fault != Fault.None) start.Environment.Remove("ConnectionStrings__MilestoneOwner");
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Keep(release, line.Data);
        process.ErrorDataReceived += (_, line) => Keep(release, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private void Keep(Release release, string? line)
    {
        if (logs is null || line is null) return;
        lock (client) File.AppendAllText(Path.Combine(logs, $"{release.Commit}.log"), line + "\n");
    }

    private async Task<int> RunAsync(IEnumerable<string> arguments, string books, Release release, CancellationToken stop)
    {
        using var process = Start(arguments, books, release);
        await process.WaitForExitAsync(stop);
        return process.ExitCode;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private sealed record Container(Process Process, Uri Address, Release Release)
    {
        public async Task EndAsync()
        {
            if (!Process.HasExited) Process.Kill(entireProcessTree: true);
            await Process.WaitForExitAsync();
            Process.Dispose();
        }
    }
}
