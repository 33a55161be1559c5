using System.Globalization;
using System.Reflection;
using System.Text;
using System.Xml.Linq;
using Milestone.Host.Settings;

namespace Milestone.Host.Tests.Settings;

/// <summary>
/// Every variable that a host reads, from the classes that read them: docs/environment.md and .env.example are written from this, and a test holds them to it.
/// What a variable does is the summary of its property.
/// </summary>
internal static class EnvironmentGuide
{
    private const string Prefix = "Milestone__";

    // By where the value would let somebody in or tell somebody something.
    private static readonly string[] Secrets = ["ConnectionStrings__Milestone", "ConnectionStrings__MilestoneOwner", "ConnectionStrings__MilestoneAdministrator", "Milestone__Notices__Webhook", "Milestone__SignIn__ClientSecret", "Milestone__SignIn__WebhookSecret"];

    /// <summary>The variables, in the order of their names but for the connection strings, which come first.</summary>
    public static IReadOnlyList<EnvironmentVariable> Variables()
    {
        var words = Summaries();
        var found = new List<EnvironmentVariable>
        {
            new("ConnectionStrings__Milestone", "", true, true, "How to reach PostgreSQL; several hosts, separated by commas, with Target Session Attributes=primary go on with the one that was promoted"),
            new("ConnectionStrings__MilestoneOwner", "", false, true, "A login that may migrate: where it is set, the host migrates before it serves, and uses it for nothing else"),
            new("ConnectionStrings__MilestoneAdministrator", "", false, true, "A login that may create databases and roles: for the command migrate --bootstrap, and no other"),
            new("ASPNETCORE_URLS", ListeningUrls.Default, false, false, "The addresses to listen on, where --urls does not say; the image sets http://0.0.0.0:3000"),
            new("ASPNETCORE_ENVIRONMENT", "", false, false, "Production refuses accounts of the demo; the image sets it"),
            new("OTEL_EXPORTER_OTLP_ENDPOINT", "", false, false, "The collector that traces are sent to, as OpenTelemetry names it; the others of its OTEL_ variables hold too. Empty sends none"),
            new("Milestone__ManagementUrls", HostSettings.UsualManagement, false, false, "The addresses that answer /metrics and nothing else, to whoever reaches them; empty for none. The stack sets http://0.0.0.0:9464"),
            new("Milestone__Notices__Webhook", "", false, true, "Where notices of maintenance are posted to, as JSON with a text; empty tells nobody outside"),
            new("MILESTONE_TRACE", "", false, false, "1 shows where a failure happened that was not foreseen"),
            new("Milestone__Backups__KeyFile", "", false, false, "The file whose contents seal backups: for the commands backup and restore"),
            new("Milestone__Backups__Tools", "", false, false, "The folder of pg_dump and pg_restore, where they are not on the path"),
        };
        var host = new HostSettings { ConnectionString = "" };
        found.AddRange(Of(host, Prefix, words, nameof(HostSettings.ConnectionString), nameof(HostSettings.Urls), nameof(HostSettings.Rates), nameof(HostSettings.SignIn), nameof(HostSettings.Clock), nameof(HostSettings.Vouch), nameof(HostSettings.Log), nameof(HostSettings.ManagementUrls), nameof(HostSettings.ManagementIsNamed), nameof(HostSettings.NoticeWebhook)));
        found.AddRange(Of(host.SignIn, Prefix + "SignIn__", words, nameof(SignInSettings.BetweenKeyFetches)));
        found.AddRange(Of(host.Rates, Prefix + "RateLimits__", words).Select(one => one with { Meaning = "Requests a minute of one user, token or address; 0 counts nothing" }));
        return [.. found.Take(3), .. found.Skip(3).OrderBy(one => one.Name, StringComparer.Ordinal)];
    }

    /// <summary>The table of docs/environment.md.</summary>
    public static string Table()
    {
        var text = new StringBuilder("| variable | default | required | secret | what |\n|---|---|---|---|---|\n");
        foreach (var one in Variables())
            text.Append(CultureInfo.InvariantCulture, $"| `{one.Name}` | {(one.Usual.Length == 0 ? "" : $"`{one.Usual}`")} | {(one.IsRequired ? "yes" : "")} | {(one.IsSecret ? "yes" : "")} | {one.Meaning} |\n");
        return text.ToString();
    }

    /// <summary>The part of .env.example that the host reads. The connection strings are put together in compose.yaml.</summary>
    public static string Example()
    {
        var text = new StringBuilder();
        foreach (var one in Variables().Where(one => IsOfTheStack(one.Name)))
            text.Append(CultureInfo.InvariantCulture, $"# {one.Meaning}.\n#{one.Name}={one.Usual}\n");
        return text.ToString();
    }

    /// <summary>Whether compose.yaml hands it on to the host.</summary>
    public static bool IsOfTheStack(string name) =>
        (name.StartsWith(Prefix, StringComparison.Ordinal) && !name.StartsWith(Prefix + "Backups__", StringComparison.Ordinal)) || name.StartsWith("OTEL_", StringComparison.Ordinal);

    private static IEnumerable<EnvironmentVariable> Of(object settings, string prefix, Dictionary<string, string> words, params string[] except) => settings.GetType()
        .GetProperties(BindingFlags.Instance | BindingFlags.Public)
        .Where(property => property.CanWrite && !except.Contains(property.Name))
        .Select(property =>
        {
            var name = prefix + property.Name;
            var isSecret = Secrets.Contains(name);
            return new EnvironmentVariable(name, isSecret ? "" : Text(name, property.GetValue(settings)), false, isSecret, words.GetValueOrDefault($"P:{settings.GetType().FullName}.{property.Name}", ""));
        });

    // The host answers to this machine's own names whatever is named, so its list begins empty to whoever sets it.
    private static string Text(string name, object? value) => value switch
    {
        _ when name == Prefix + nameof(HostSettings.AllowedHosts) => "",
        null => "",
        bool yes => yes ? "true" : "false",
        string text => text,
        IEnumerable<object> several => string.Join(",", several),
        System.Collections.IEnumerable several => string.Join(",", several.Cast<object>()),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    // "The base path: Milestone__PathBase. Empty for the root." loses the name that stands beside it already.
    private static Dictionary<string, string> Summaries()
    {
        var file = Path.ChangeExtension(typeof(HostSettings).Assembly.Location, ".xml");
        return XDocument.Load(file).Descendants("member").ToDictionary(
            member => (string)member.Attribute("name")!,
            member => Plain(string.Join(' ', (member.Element("summary")?.Value ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), ((string)member.Attribute("name")!).Split('.')[^1]),
            StringComparer.Ordinal);
    }

    private static string Plain(string summary, string property)
    {
        foreach (var said in new[] { $": Milestone__{property}", $": {property}" })
            summary = summary.Replace(said, "", StringComparison.Ordinal);
        return summary.TrimEnd('.').Replace("|", "\\|", StringComparison.Ordinal);
    }
}

/// <summary>A variable that a host reads.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Usual">What holds where it is not set; empty for nothing.</param>
/// <param name="IsRequired">Whether the host does not start without it.</param>
/// <param name="IsSecret">Whether nobody else may read it.</param>
/// <param name="Meaning">What it does.</param>
internal sealed record EnvironmentVariable(string Name, string Usual, bool IsRequired, bool IsSecret, string Meaning);
