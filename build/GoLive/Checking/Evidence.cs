namespace Milestone.Build.GoLive.Checking;

/// <summary>What a check asked and what came back, with what was wrong about it.</summary>
internal sealed class Evidence
{
    const int LongestText = 400;

    readonly List<Seen> seen = [];
    readonly List<string> faults = [];

    public IReadOnlyList<Seen> Seen => seen;

    public IReadOnlyList<string> Faults => faults;

    /// <summary>Why a rehearsal cannot say more; null where it could.</summary>
    public string? OnlyInProduction { get; private set; }

    /// <param name="asked">The command, request or file.</param>
    /// <param name="came">What came back.</param>
    public void Saw(string asked, string came) => seen.Add(new Seen(Short(asked), Short(came)));

    public void Fault(string what) => faults.Add(Short(what));

    /// <summary>Notes what came back, and that it is wrong where it does not hold.</summary>
    public void Expect(bool holds, string asked, string came)
    {
        Saw(asked, came);
        if (!holds) Fault($"{asked}: {came}");
    }

    public void NeedsProduction(string reason) => OnlyInProduction = reason;

    static string Short(string text)
    {
        var line = string.Join(' ', text.Split((char[])['\r', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        return line.Length > LongestText ? line[..LongestText] + " ..." : line;
    }
}

/// <summary>One thing that was asked, and what came back.</summary>
internal sealed record Seen(string Asked, string Came);
