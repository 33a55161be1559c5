using Milestone.Load.Measuring;
using Milestone.Load.Models;
using Milestone.Load.Scenarios;

namespace Milestone.Load.Verdicts;

/// <summary>All that a run has measured.</summary>
/// <param name="At">When it began.</param>
/// <param name="Duration">How long the open model asked, without the warming up.</param>
/// <param name="Groups">By scenario and kind.</param>
/// <param name="Memory">The host's, to the end of the closed model.</param>
/// <param name="Noise">What the machine did during the open model.</param>
/// <param name="Lateness">Milliseconds by which requests left late: the asking side's own part of the latencies.</param>
/// <param name="Steps">The closed model.</param>
internal sealed record LoadRun(
    DateTimeOffset At, TimeSpan Duration, IReadOnlyList<Measured> Groups, IReadOnlyList<MemorySample> Memory, Noise Noise, Latencies Lateness, IReadOnlyList<UserStep> Steps)
{
    /// <summary>Reads while the host warmed up, just started: shown, and judged by nobody.</summary>
    public Latencies WarmUp { get; init; } = new([]);

    /// <summary>Where more users only wait longer; null when that was not reached.</summary>
    public UserStep? Knee => Models.Knee.Of(Steps, Limits.P99Of(Kind.Reads));

    public double MostMemory => Memory.Count == 0 ? 0 : Memory.Max(sample => sample.Megabytes);

    /// <summary>Of memory of no file; null where nobody says.</summary>
    public double? MostOfItsOwn => Memory.Max(sample => sample.Own);
}

/// <summary>One kind of request of one scenario.</summary>
/// <param name="Scenario">The scenario's name.</param>
/// <param name="Title">And its title.</param>
/// <param name="Kind">Reads, files, orders or imports.</param>
/// <param name="Recorded">What came of them.</param>
internal sealed record Measured(string Scenario, string Title, Kind Kind, Recorded Recorded)
{
    public string Name => $"{Scenario}, {Word(Kind)}";

    public static string Word(Kind kind) => kind switch
    {
        Kind.Reads => "reads",
        Kind.Files => "files",
        Kind.Orders => "orders",
        _ => "imports",
    };
}
