using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Milestone.Build.Database;
using Milestone.Build.Engine;

namespace Milestone.Build.GoLive.Worlds;

/// <summary>The published host as a process that serves, with what it wrote to its log.</summary>
internal sealed class WorldHost : IAsyncDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    readonly Process process;
    bool disposed;
    readonly ConcurrentQueue<string> log = new();

    WorldHost(Process process, Uri root)
    {
        this.process = process;
        Root = root;
    }

    public Uri Root { get; }

    public bool HasEnded => process.HasExited;

    /// <summary>Its lines so far.</summary>
    public IReadOnlyCollection<string> Log => log;

    /// <summary>Limits are out of the way unless a check asks for them: it is one machine that asks everything.</summary>
    public static async Task<WorldHost> Start(World world, string connection, IReadOnlyDictionary<string, string?> variables, CancellationToken stop)
    {
        var (process, root) = Launch(world, connection, variables);
        var host = new WorldHost(process, root);
        process.OutputDataReceived += (_, line) => host.Note(line.Data);
        process.ErrorDataReceived += (_, line) => host.Note(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await host.UntilItAnswers("api/health/live", stop);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    public async Task UntilItAnswers(string path, CancellationToken stop, int code = 200)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        var clock = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                using var answer = await client.GetAsync(new Uri(Root, path), stop);
                if ((int)answer.StatusCode == code) return;
            }
            catch (Exception failure) when (failure is HttpRequestException || (failure is TaskCanceledException && !stop.IsCancellationRequested))
            {
                // Not listening yet.
            }
            if (process.HasExited || clock.Elapsed > Patience) throw new StepFailedException($"{path} did not come to answer {code}: {string.Join(' ', log.TakeLast(2))}");
            await Task.Delay(50, stop);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (disposed) return;
        disposed = true;
        if (!process.HasExited) process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }

    static (Process Process, Uri Root) Launch(World world, string connection, IReadOnlyDictionary<string, string?> variables)
    {
        var port = FreePort.Take();
        var start = new ProcessStartInfo("dotnet", [world.Settings.Program, "serve", "--urls", string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}")]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("Milestone__", StringComparison.OrdinalIgnoreCase)).ToList()) start.Environment.Remove(name);
        foreach (var kind in (string[])["Reads", "Writes", "Exports", "Imports", "SignIns"]) start.Environment[$"Milestone__RateLimits__{kind}"] = "100000";
        start.Environment["ConnectionStrings__Milestone"] = connection;
        start.Environment.Remove("ConnectionStrings__MilestoneOwner");
        start.Environment.Remove("ASPNETCORE_URLS");
        foreach (var (name, value) in variables.Concat(world.Variables)) start.Environment[name] = value;
        return (Process.Start(start)!, new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/milestone-app/")));
    }

    void Note(string? line)
    {
        if (line is not null) log.Enqueue(line);
    }
}
