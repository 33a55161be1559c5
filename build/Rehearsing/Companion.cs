using System.Diagnostics;
using System.Threading.Channels;
using Milestone.Build.Engine;

namespace Milestone.Build.Rehearsing;

/// <summary>
/// A program that runs beside the pipeline and ends with it, however the pipeline ends: it holds the other end of the program's input, and whatever does not
/// look at its input is put behind a shell that does.
/// </summary>
internal sealed class Companion : IAsyncDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    readonly Process process;
    readonly string name;
    readonly Queue<string> last = new();
    readonly Channel<string> lines = Channel.CreateUnbounded<string>();

    Companion(string name, Process process)
    {
        this.name = name;
        this.process = process;
        process.OutputDataReceived += (_, line) => Take(line.Data);
        process.ErrorDataReceived += (_, line) => Remember(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <param name="minds">Whether the program ends by itself when its input does.</param>
    public static Companion Start(string name, string program, IEnumerable<string> arguments, bool minds, IReadOnlyDictionary<string, string?>? environment = null, string? directory = null)
    {
        var start = minds
            ? new ProcessStartInfo(program, arguments)
            : new ProcessStartInfo("/bin/sh", ["-c", "\"$@\" & child=$!; cat >/dev/null; kill $child; wait $child", name, program, .. arguments]);
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        if (directory is not null) start.WorkingDirectory = directory;
        foreach (var (variable, value) in environment ?? new Dictionary<string, string?>()) start.Environment[variable] = value;
        return new Companion(name, Process.Start(start) ?? throw new StepFailedException($"{name} did not start."));
    }

    /// <summary>The next line that begins so.</summary>
    public async Task<string> Line(string beginning, CancellationToken stop)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(Patience);
        try
        {
            while (true)
            {
                var line = await lines.Reader.ReadAsync(patience.Token);
                if (line.StartsWith(beginning, StringComparison.Ordinal)) return line;
            }
        }
        catch (Exception failure) when (failure is ChannelClosedException || (failure is OperationCanceledException && !stop.IsCancellationRequested))
        {
            throw new StepFailedException($"{name} did not come so far as to say '{beginning}'; it said: {string.Join(" / ", last)}");
        }
    }

    /// <summary>Tells the program something, which it answers by a line that begins with ok.</summary>
    public async Task<string> Tell(string what, CancellationToken stop)
    {
        await process.StandardInput.WriteLineAsync(what.AsMemory(), stop);
        await process.StandardInput.FlushAsync(stop);
        return await Line("ok", stop);
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
        }
        process.Dispose();
    }

    void Take(string? line)
    {
        if (line is null) lines.Writer.TryComplete();
        else if (lines.Writer.TryWrite(line)) Remember(line);
    }

    void Remember(string? line)
    {
        if (line is null) return;
        lock (last)
        {
            last.Enqueue(line);
            if (last.Count > 5) last.Dequeue();
        }
    }
}
