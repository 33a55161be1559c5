using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Milestone.Build.Deploying;

/// <summary>What happened, when, and how it ended; for the terminal as it happens, for people and programs afterwards.</summary>
internal sealed class DeployReport(TimeProvider time, Action<string> say, Func<string, string> mask)
{
    static readonly JsonSerializerOptions Json = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase, Converters = { new JsonStringEnumConverter() } };

    readonly DateTimeOffset start = time.GetUtcNow();
    readonly List<DeployEvent> events = [];

    public IReadOnlyList<DeployEvent> Events => events;

    public DeployOutcome? Outcome { get; private set; }

    public string Reason { get; private set; } = "";

    public Release? Before { get; set; }

    public Release? After { get; set; }

    /// <summary>From the first bad answer to the first good one of the release before, where it came to that.</summary>
    public TimeSpan? Recovery { get; set; }

    public TimeSpan Elapsed => time.GetUtcNow() - start;

    public void Note(string what)
    {
        var text = mask(what);
        events.Add(new DeployEvent(Elapsed, text));
        say(string.Create(CultureInfo.InvariantCulture, $"[{Clock(Elapsed)}] {text}"));
    }

    /// <summary>Lines of Coolify's own log are shown and not kept: they stay with Coolify.</summary>
    public void Show(string line) => say("    | " + mask(line));

    public void Conclude(DeployOutcome outcome, string reason)
    {
        Outcome = outcome;
        Reason = mask(reason);
        Note($"{Words(outcome)}: {reason}");
    }

    /// <summary>report.md and report.json.</summary>
    public void Save(string folder)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "report.md"), Markdown());
        File.WriteAllText(Path.Combine(folder, "report.json"), JsonSerializer.Serialize(
            new
            {
                outcome = Outcome,
                reason = Reason,
                started = start,
                seconds = Elapsed.TotalSeconds,
                before = Before,
                after = After,
                recoverySeconds = Recovery?.TotalSeconds,
                events = events.Select(one => new { seconds = one.At.TotalSeconds, what = one.What }),
            },
            Json));
    }

    public string Markdown()
    {
        var text = new StringBuilder("# Deployment\n\n");
        text.Append(CultureInfo.InvariantCulture, $"**{(Outcome is { } outcome ? Words(outcome) : "Not ended")}**: {Reason}\n\n");
        text.Append(CultureInfo.InvariantCulture, $"Started {start:yyyy-MM-dd HH:mm:ss} UTC, took {Clock(Elapsed)}. Before: {Before?.ToString() ?? "nothing answered"}. After: {After?.ToString() ?? "nothing answered"}.");
        if (Recovery is { } recovery) text.Append(CultureInfo.InvariantCulture, $" From the first bad answer until the release before answered again: {recovery.TotalSeconds:0.0} s.");
        text.Append("\n\n| at | what |\n|---|---|\n");
        foreach (var (at, what) in events) text.Append(CultureInfo.InvariantCulture, $"| {Clock(at)} | {what.ReplaceLineEndings(" ").Replace("|", "\\|", StringComparison.Ordinal)} |\n");
        return text.ToString();
    }

    static string Clock(TimeSpan time) => time.ToString(@"hh\:mm\:ss\.f", CultureInfo.InvariantCulture);

    static string Words(DeployOutcome outcome) => outcome switch
    {
        DeployOutcome.Deployed => "Deployed",
        DeployOutcome.NotDeployed => "Not deployed",
        DeployOutcome.RolledBack => "Rolled back",
        _ => "Broken, look at once",
    };
}

internal sealed record DeployEvent(TimeSpan At, string What);
