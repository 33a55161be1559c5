using System.Text.Json;
using System.Text.Json.Serialization;

namespace Milestone.Build.Auditing;

/// <summary>What became of a line of the audit. What could not be looked at is never said to be in order.</summary>
internal enum Verdict
{
    Passed,
    Failed,
    NotChecked,
}

/// <summary>One thing that was looked at, with what was seen or why nothing could be.</summary>
internal sealed record AuditLine(string Topic, Verdict Verdict, string Remark)
{
    /// <summary>The verdict in words.</summary>
    [JsonIgnore]
    public string Word => Verdict == Verdict.NotChecked ? "not checked" : Verdict.ToString().ToLowerInvariant();

    public static AuditLine Passed(string topic, string remark) => new(topic, Verdict.Passed, remark);

    public static AuditLine Failed(string topic, string remark) => new(topic, Verdict.Failed, remark);

    public static AuditLine NotChecked(string topic, string why) => new(topic, Verdict.NotChecked, why);
}

/// <summary>All lines of an audit, as they come, and the files that they are kept in.</summary>
internal sealed class AuditReport(string folder)
{
    static readonly JsonSerializerOptions Form = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase, Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) } };

    readonly List<AuditLine> lines = [];

    public IReadOnlyList<AuditLine> Lines => lines;

    public int Count(Verdict verdict) => lines.Count(line => line.Verdict == verdict);

    /// <summary>Where a check leaves what it found, for whoever wants to read all of it.</summary>
    public string File(string name) => Path.Combine(folder, name);

    public void Add(AuditLine line) => lines.Add(line);

    /// <summary>audit.json and audit.md.</summary>
    public void Save(DateTimeOffset now)
    {
        Directory.CreateDirectory(folder);
        System.IO.File.WriteAllText(File("audit.json"), JsonSerializer.Serialize(new { at = now, lines }, Form));
        System.IO.File.WriteAllLines(File("audit.md"), [
            $"# Audit of {now:yyyy-MM-dd HH:mm} UTC", "",
            "| what | verdict | seen |", "|---|---|---|",
            .. lines.Select(line => $"| {line.Topic} | {line.Word} | {line.Remark.Replace("|", "\\|", StringComparison.Ordinal).ReplaceLineEndings(" ")} |"),
        ]);
    }
}
