using System.Text.Json;
using Milestone.Load.Models;
using Milestone.Load.Verdicts;

namespace Milestone.Load.Reporting;

/// <summary>A run in numbers, as report.json keeps it and the next run compares itself with. A committed baseline is such a file.</summary>
/// <param name="At">When it began.</param>
/// <param name="Seconds">How long it asked.</param>
/// <param name="Requests">How many it asked.</param>
/// <param name="Values">Milliseconds, megabytes, answers a second, by name.</param>
/// <param name="Verdicts">Every limit.</param>
/// <param name="Steps">The closed model.</param>
/// <param name="Noise">What the machine did meanwhile.</param>
internal sealed record Figures(
    DateTimeOffset At, double Seconds, int Requests, IReadOnlyDictionary<string, double> Values, IReadOnlyList<Verdict> Verdicts, IReadOnlyList<UserStep> Steps, Measuring.Noise? Noise)
{
    private static readonly JsonSerializerOptions Written = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static Figures Of(LoadRun run, IReadOnlyList<Verdict> verdicts)
    {
        var values = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var group in run.Groups)
        {
            foreach (var percent in (double[])[50, 90, 99])
                values[Name(group, percent)] = Math.Round(group.Recorded.Latencies.Percentile(percent), 2);
        }

        if (run.Memory.Count > 0)
            values["host, MB at most"] = Math.Round(run.MostMemory, 1);
        if (run.MostOfItsOwn is { } own)
            values["host, MB of its own at most"] = Math.Round(own, 1);
        if (run.Knee is { } knee)
            values["knee, answers a second"] = Math.Round(knee.PerSecond, 1);
        return new Figures(run.At, run.Duration.TotalSeconds, run.Groups.Sum(group => group.Recorded.Samples.Count), values, verdicts, run.Steps, run.Noise);
    }

    /// <summary>The name of a percentile of a group.</summary>
    public static string Name(Measured group, double percent) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{group.Name}, p{percent:0} ms");

    public void Save(string file) => File.WriteAllText(file, JsonSerializer.Serialize(this, Written));

    /// <summary>What to compare with: the last run of this machine where there is one, else the baseline; and which it is, in words.</summary>
    public static (Figures? Figures, string Which) Earlier(string lastRun, string baseline)
    {
        foreach (var (file, which) in new[] { (lastRun, "the last run on this machine"), (baseline, "the committed baseline, measured on another machine") })
        {
            if (File.Exists(file) && Read(file) is { } figures)
                return (figures, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{which}, of {figures.At:yyyy-MM-dd HH:mm} UTC"));
        }

        return (null, "nothing, as there is no earlier run and no baseline");
    }

    private static Figures? Read(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<Figures>(File.ReadAllText(file), Written) is { Values: not null } figures ? figures : null;
        }
        catch (JsonException)
        {
            // Of a run that was cut off while it wrote, or of another shape than this build's.
            return null;
        }
    }
}
