using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Milestone.Build.GoLive.Checking;

/// <summary>
/// All lines, and the files they are kept in: report.md and report.html for people, report.json for the next run. Signed by a digest of the version, the moment
/// and every line with its evidence: whoever changes one afterwards has another signature.
/// </summary>
internal sealed class GoLiveReport(string kind, string commit, string tree, DateTimeOffset began, Func<string, string> mask)
{
    static readonly JsonSerializerOptions Form = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    readonly List<Line> lines = [];

    public IReadOnlyList<Line> Lines => lines;

    public string Kind => kind;

    public string Commit => commit;

    public string TreeId => tree;

    public DateTimeOffset Began => began;

    public int Count(Verdict verdict) => lines.Count(line => line.Verdict == verdict);

    public IReadOnlyList<Line> Sabotaged => [.. lines.Where(line => line.Sabotage is not null)];

    /// <summary>Nothing failed, and every act of sabotage that was performed was noticed.</summary>
    public bool IsGood => lines.Count > 0 && lines.TrueForAll(line => line.Verdict != Verdict.Failed && line.Sabotage is not { Good: false });

    public string Conclusion
    {
        get
        {
            var text = string.Create(CultureInfo.InvariantCulture, $"{Count(Verdict.Passed)} passed, {Count(Verdict.Failed)} failed, {Count(Verdict.NeedsProduction)} need production");
            return Sabotaged.Count == 0 ? text : text + string.Create(CultureInfo.InvariantCulture, $"; sabotage: {Sabotaged.Count(line => line.Sabotage!.Good)} of {Sabotaged.Count} noticed and taken back");
        }
    }

    public string Signature => SignatureOf(commit, tree, began, lines);

    public static string SignatureOf(string commit, string tree, DateTimeOffset at, IEnumerable<Line> lines)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{commit}\n{tree}\n{at:O}\n");
        foreach (var line in lines.OrderBy(line => line.Task, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"{line.Task}|{line.Word}|{line.Reason}|{line.Sabotage?.Remark}\n");
            foreach (var (asked, came) in line.Evidence) text.Append(CultureInfo.InvariantCulture, $"{asked}|{came}\n");
        }
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    /// <summary>Masked on the way in, so that what is signed is what can be read.</summary>
    public void Add(Line line) => lines.Add(line with
    {
        Reason = mask(line.Reason),
        Evidence = [.. line.Evidence.Select(seen => new Seen(mask(seen.Asked), mask(seen.Came)))],
        Sabotage = line.Sabotage is { } act ? act with { Remark = mask(act.Remark) } : null,
    });

    public void Save(string folder, DateTimeOffset ended)
    {
        Directory.CreateDirectory(folder);
        lines.Sort((one, other) => string.CompareOrdinal(one.Task, other.Task));
        File.WriteAllText(Path.Combine(folder, "report.json"), JsonSerializer.Serialize(new { kind, commit, tree, at = began, ended, conclusion = Conclusion, signature = Signature, lines }, Form));
        File.WriteAllText(Path.Combine(folder, "report.md"), GoLiveText.Markdown(this, ended));
        File.WriteAllText(Path.Combine(folder, "report.html"), GoLiveText.Html(this, ended));
    }
}
