using System.Diagnostics;

namespace Milestone.Load.Measuring;

/// <summary>Looks at the host's process once a second, and at what the machine did meanwhile.</summary>
internal sealed class HostWatch : IDisposable
{
    private const string ProcessorTimes = "/proc/stat";
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Process? host;
    private readonly List<MemorySample> samples = [];
    private readonly Stopwatch clock = new();
    private readonly CancellationTokenSource stop = new();
    private (TimeSpan Host, TimeSpan Mine, double Busy) begun;
    private Task watching = Task.CompletedTask;

    /// <param name="process">The host's process on this machine; null where it runs elsewhere, and nothing of it is known.</param>
    public HostWatch(int? process) => host = process is { } id ? Process.GetProcessById(id) : null;

    /// <summary>Begins.</summary>
    public void Start()
    {
        begun = Used();
        clock.Start();
        watching = Task.Run(async () =>
        {
            using var timer = new PeriodicTimer(Pause);
            do
            {
                if (host is { } process && Resident.Of(process) is { } resident)
                    samples.Add(new MemorySample(clock.Elapsed.TotalSeconds, resident.All, resident.Own));
            }
            while (await timer.WaitForNextTickAsync(stop.Token));
        });
    }

    /// <summary>What the processors did since the beginning.</summary>
    public Noise Noise()
    {
        var used = Used();
        var processors = clock.Elapsed.TotalSeconds * Environment.ProcessorCount;
        var hostShare = (used.Host - begun.Host).TotalSeconds / processors;
        var mine = (used.Mine - begun.Mine).TotalSeconds / processors;
        var busy = (used.Busy - begun.Busy) / processors;
        return new Noise(hostShare, mine, Math.Max(0, busy - hostShare - mine));
    }

    /// <summary>Ends, and gives the host's memory over the time.</summary>
    public async Task<IReadOnlyList<MemorySample>> EndAsync()
    {
        await stop.CancelAsync();
        try
        {
            await watching;
        }
        catch (OperationCanceledException)
        {
            // As asked.
        }

        return samples;
    }

    public void Dispose()
    {
        stop.Dispose();
        host?.Dispose();
    }

    private (TimeSpan Host, TimeSpan Mine, double Busy) Used()
    {
        using var mine = Process.GetCurrentProcess();
        host?.Refresh();
        return (host is null || host.HasExited ? TimeSpan.Zero : host.TotalProcessorTime, mine.TotalProcessorTime, Busy());
    }

    // Seconds that all processors together were not idle: the first line counts hundredths of user, nice, system, idle, iowait and more.
    private static double Busy()
    {
        if (!File.Exists(ProcessorTimes))
            return 0;
        var fields = File.ReadLines(ProcessorTimes).First().Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Take(8)
            .Select(text => long.Parse(text, System.Globalization.CultureInfo.InvariantCulture)).ToList();
        return (fields.Sum() - fields[3] - fields[4]) / 100.0;
    }
}

/// <summary>What the machine did while it was measured, each as a share of all processors.</summary>
/// <param name="Host">What the host used.</param>
/// <param name="Generator">What asking used.</param>
/// <param name="Others">What everything else used: PostgreSQL, and whoever else shares the machine.</param>
internal sealed record Noise(double Host, double Generator, double Others);
