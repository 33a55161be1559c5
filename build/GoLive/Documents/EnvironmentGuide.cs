using System.Globalization;
using System.Text.RegularExpressions;
using Milestone.Build.GoLive.Checking;
using Milestone.Build.GoLive.Worlds;

namespace Milestone.Build.GoLive.Documents;

internal sealed partial class EnvironmentGuide : GuideCheck
{
    static readonly (string File, string Prefix)[] Classes =
    [
        ("source/Milestone.Host/Settings/HostSettings.cs", "Milestone__"), ("source/Milestone.Host/Settings/SignInSettings.cs", "Milestone__SignIn__"), ("source/Milestone.Host/Security/Rates/RateSettings.cs", "Milestone__RateLimits__"),
    ];

    // Set by the program, by another variable, or for tests alone.
    static readonly string[] NoVariables = ["ConnectionString", "Urls", "Rates", "SignIn", "Clock", "Vouch", "Log", "BetweenKeyFetches", "ManagementIsNamed"];

    // Read from a section of its own.
    static readonly Dictionary<string, string> Renamed = new(StringComparer.Ordinal) { ["Milestone__NoticeWebhook"] = "Milestone__Notices__Webhook" };

    public override string Task => "T284";

    public override string Title => "The guide to the environment";

    public override string Proves => "docs/environment.md has every setting that the options classes have and no other, with its default, whether it is needed, whether it is secret, and what it does";

    public override string Sabotage => "docs/environment.md loses the line of a variable";

    protected override string Document => "docs/environment.md";

    protected override string Heart => @"(?m)^\| `Milestone__PathBase`.*\n";

    public override Task Look(World world, Evidence evidence, CancellationToken stop)
    {
        if (Guide.Read(world, evidence, Document, "build argument", "secret") is not { } text) return System.Threading.Tasks.Task.CompletedTask;
        var rows = Rows().Matches(text).ToDictionary(match => match.Groups["name"].Value, match => match, StringComparer.Ordinal);
        var settings = Classes.SelectMany(one => Properties().Matches(world.Tree.Text(one.File) ?? "").Select(match => match.Groups["name"].Value).Where(name => !NoVariables.Contains(name)).Select(name => Renamed.GetValueOrDefault(one.Prefix + name, one.Prefix + name))).ToList();
        var missing = settings.Where(name => !rows.ContainsKey(name)).ToList();
        var more = rows.Keys.Where(name => Array.Exists(Classes, one => name.StartsWith(one.Prefix, StringComparison.Ordinal)) && !settings.Contains(name) && (world.Tree.Files("source/Milestone.Host", "*.cs").All(path => !(world.Tree.Text(path) ?? "").Contains(name.Split("__")[^1], StringComparison.Ordinal)))).ToList();
        evidence.Expect(settings.Count > 20 && missing.Count + more.Count == 0, $"{Document} against the classes", missing.Count + more.Count == 0 ? string.Create(CultureInfo.InvariantCulture, $"{settings.Count} settings, {rows.Count} rows: the same") : $"not in the guide: {string.Join(", ", missing)}; not in the program: {string.Join(", ", more)}");
        var silent = rows.Where(pair => pair.Value.Groups["what"].Value.Trim().Length < 10).Select(pair => pair.Key).ToList();
        evidence.Expect(silent.Count == 0, "rows without an explanation", silent.Count == 0 ? "none" : string.Join(", ", silent));
        foreach (var secret in (string[])["ConnectionStrings__Milestone", "Milestone__SignIn__ClientSecret", "Milestone__SignIn__WebhookSecret"])
            evidence.Expect(rows.TryGetValue(secret, out var row) && row.Groups["secret"].Value.Trim() == "yes", $"{Document}, {secret}", "said to be secret");
        return System.Threading.Tasks.Task.CompletedTask;
    }

    [GeneratedRegex(@"^\| `(?<name>\w+)` \|(?<usual>[^|]*)\|(?<needed>[^|]*)\|(?<secret>[^|]*)\|(?<what>[^|\n]*)\|", RegexOptions.Multiline)]
    private static partial Regex Rows();

    [GeneratedRegex(@"public [\w<>?\[\], .]+ (?<name>\w+) \{ get; init; \}")]
    private static partial Regex Properties();
}
