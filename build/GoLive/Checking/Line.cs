using System.Globalization;

namespace Milestone.Build.GoLive.Checking;

/// <summary>What became of a task.</summary>
internal enum Verdict
{
    Passed,
    Failed,
    NeedsProduction,
}

/// <summary>How an act of sabotage went: seen and taken back, or what it shows about the check.</summary>
internal sealed record Sabotaged(bool Noticed, bool Recovered, string Remark, double Seconds)
{
    public bool Good => Noticed && Recovered;
}

/// <summary>One of the 57 lines.</summary>
internal sealed record Line(string Task, string Title, string Subject, bool Critical, Verdict Verdict, string Reason, double Seconds, IReadOnlyList<Seen> Evidence)
{
    public Sabotaged? Sabotage { get; init; }

    /// <summary>Passed, failed, or needs production with the reason.</summary>
    public string Word => Verdict switch
    {
        Verdict.Passed => "passed",
        Verdict.Failed => "failed",
        _ => "needs production",
    };

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Task} {Title}: {Word}{(Reason.Length > 0 ? ": " + Reason : "")} ({Seconds:0.0} s){(Sabotage is { } act ? $"; sabotage: {act.Remark}" : "")}");
}
