using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Milestone.Build.Database;
using Milestone.Build.Engine;

namespace Milestone.Build.Drills;

/// <summary>The published host on a drill's database: its commands, and itself as a process that serves and may be killed.</summary>
internal sealed class DrillHost(string program, string connection) : IAsyncDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    readonly int port = FreePort.Take();
    readonly HttpClient client = new(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(2) }) { Timeout = TimeSpan.FromSeconds(10) };
    Process? process;

    string Root => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/milestone-app/");

    /// <summary>What a command printed; it must succeed.</summary>
    public async Task<string> Run(CancellationToken stop, params string[] arguments)
    {
        using var command = Launch(arguments, new Dictionary<string, string>());
        var output = command.StandardOutput.ReadToEndAsync(stop);
        var error = command.StandardError.ReadToEndAsync(stop);
        await command.WaitForExitAsync(stop);
        return command.ExitCode == 0
            ? (await output).Trim()
            : throw new StepFailedException($"{string.Join(' ', arguments.Take(2))} ended with exit code {command.ExitCode}: {(await output).Trim()} {(await error).Trim()}");
    }

    /// <summary>Serves, and returns when it is ready.</summary>
    public async Task Start(CancellationToken stop)
    {
        var clock = Stopwatch.StartNew();
        process = Launch(
            ["serve", "--urls", string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}")],
            new Dictionary<string, string> { ["Milestone__RateLimits__Imports"] = "0", ["Milestone__RateLimits__Reads"] = "0" });
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await UntilReady(clock, stop);
    }

    public Task UntilReady(CancellationToken stop) => UntilReady(Stopwatch.StartNew(), stop);

    /// <summary>Whether the host can read its database at this moment.</summary>
    public async Task<bool> Reads(CancellationToken stop)
    {
        try
        {
            using var answer = await client.GetAsync(new Uri(Root + "api/health"), stop);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception failure) when (failure is HttpRequestException || (failure is TaskCanceledException && !stop.IsCancellationRequested))
        {
            return false;
        }
    }

    /// <summary>Hands a payload in. True only when the host has said that it is in.</summary>
    public async Task<bool> Imports(string token, string payload, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Root + "api/v1/import/xero")) { Content = new StringContent(payload, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        try
        {
            using var answer = await client.SendAsync(request, stop);
            if (answer.StatusCode == HttpStatusCode.OK)
                return (await answer.Content.ReadAsStringAsync(stop)).Contains("\"rejected\":0", StringComparison.Ordinal);
            return (int)answer.StatusCode < 500 ? throw new StepFailedException($"The import was refused: {await answer.Content.ReadAsStringAsync(stop)}") : false;
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException || (failure is TaskCanceledException && !stop.IsCancellationRequested))
        {
            return false;
        }
    }

    public async Task Kill()
    {
        if (process is null) return;
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        process = null;
    }

    public async ValueTask DisposeAsync()
    {
        await Kill();
        client.Dispose();
    }

    async Task UntilReady(Stopwatch clock, CancellationToken stop)
    {
        while (!await Reads(stop))
        {
            if (process is { HasExited: true } || clock.Elapsed > Patience) throw new StepFailedException("The host did not become ready. Try it by hand: ./build.sh Run.");
            await Task.Delay(20, stop);
        }
    }

    Process Launch(IReadOnlyList<string> arguments, Dictionary<string, string> variables)
    {
        var start = new ProcessStartInfo("dotnet", [program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["ConnectionStrings__Milestone"] = connection;
        start.Environment.Remove("ConnectionStrings__MilestoneOwner");
        start.Environment.Remove("ASPNETCORE_URLS");
        foreach (var (name, value) in variables) start.Environment[name] = value;
        return Process.Start(start)!;
    }
}
