using System.Diagnostics;
using Milestone.Build.Engine;

namespace Milestone.Build.Monitoring;

/// <summary>A program that runs as long as it is needed and ends with it. What it said last is kept for when it fails.</summary>
internal sealed class Companion : IAsyncDisposable
{
    const int Kept = 20;
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    readonly Process process;
    readonly string name;
    readonly Queue<string> said = new();

    Companion(Process process, string name) => (this.process, this.name) = (process, name);

    public static Companion Start(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? environment = null, string? directory = null)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = directory ?? "" };
        foreach (var (variable, value) in environment ?? new Dictionary<string, string?>()) start.Environment[variable] = value;
        var companion = new Companion(Process.Start(start)!, Path.GetFileName(program));
        companion.process.OutputDataReceived += (_, line) => companion.Keep(line.Data);
        companion.process.ErrorDataReceived += (_, line) => companion.Keep(line.Data);
        companion.process.BeginOutputReadLine();
        companion.process.BeginErrorReadLine();
        return companion;
    }

    /// <summary>Returns when an address answers with success.</summary>
    public async Task UntilItAnswers(Uri address, CancellationToken stop)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        var clock = Stopwatch.StartNew();
        while (!await Answers(client, address, stop))
        {
            if (process.HasExited || clock.Elapsed > Patience) throw new StepFailedException($"{name} did not come up: {Said}");
            await Task.Delay(Pause, stop);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }

    string Said
    {
        get
        {
            lock (said) return string.Join(" / ", said.TakeLast(3));
        }
    }

    void Keep(string? line)
    {
        if (line is null) return;
        lock (said)
        {
            said.Enqueue(line);
            if (said.Count > Kept) said.Dequeue();
        }
    }

    static async Task<bool> Answers(HttpClient client, Uri address, CancellationToken stop)
    {
        try
        {
            using var answer = await client.GetAsync(address, stop);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception failure) when (failure is HttpRequestException || (failure is TaskCanceledException && !stop.IsCancellationRequested))
        {
            return false;
        }
    }
}
