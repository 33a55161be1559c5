using System.Globalization;

namespace Milestone.Build.Drills;

/// <summary>What a drill did and how long it took, for people: artifacts/drill/report.md.</summary>
internal sealed class DrillReport
{
    readonly List<(string What, string Seen)> lines = [];

    public void Add(string what, string seen) => lines.Add((what, seen));

    public void Add(string what, TimeSpan took) => Add(what, string.Create(CultureInfo.InvariantCulture, $"{took.TotalSeconds:0.00} s"));

    public IReadOnlyList<(string What, string Seen)> Lines => lines;

    public void Save(string folder, DateTimeOffset now)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllLines(Path.Combine(folder, "report.md"), [
            string.Create(CultureInfo.InvariantCulture, $"# Drill of {now:yyyy-MM-dd HH:mm} UTC"), "",
            "| what | seen |", "|---|---|",
            .. lines.Select(line => $"| {line.What} | {line.Seen.Replace("|", "\\|", StringComparison.Ordinal)} |"),
        ]);
    }
}
