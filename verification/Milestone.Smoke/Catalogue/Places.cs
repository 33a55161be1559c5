using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Milestone.Smoke.Running;

namespace Milestone.Smoke.Catalogue;

/// <summary>The ids that addresses of the catalogue leave open, as the API of the host names them.</summary>
internal static partial class Places
{
    private static readonly ConcurrentDictionary<(RunningHost Host, string Word), Task<string>> Known = new();

    /// <summary>The address with its ids.</summary>
    public static async Task<string> FindAsync(RunningHost host, View view)
    {
        var address = view.Address;
        foreach (var word in Word().Matches(view.Address).Select(match => match.Groups[1].Value).Distinct())
            address = address.Replace("{" + word + "}", await Known.GetOrAdd((host, word), _ => LookUpAsync(host, view.Books, word)), StringComparison.Ordinal);
        return address;
    }

    /// <summary>The id of the demo company's project that earned most: it has something on every page.</summary>
    public static async Task<string> ProjectAsync(RunningHost host) => Id(await RichestAsync(host, Year));

    /// <summary>Its name.</summary>
    public static async Task<string> ProjectNameAsync(RunningHost host) => (string)(await RichestAsync(host, Year))["name"]!;

    private static async Task<JsonNode> RichestAsync(RunningHost host, string ask) =>
        (await host.AskAsync($"projects?{ask}"))["projects"]!.AsArray().Where(one => Guid.Parse(Id(one)) != Guid.Empty).MaxBy(one => (decimal)one!["income"]!)!;

    private static async Task<string> LookUpAsync(RunningHost host, Books books, string word)
    {
        var ask = $"organisation={Uri.EscapeDataString(books == Books.Extreme ? ExtremeBooks.Name : DemoName)}&{Year}";
        return word switch
        {
            "project" => Id(await RichestAsync(host, ask)),
            "account" => (await host.AskAsync($"statement?{ask}"))["rows"]!.AsArray().Select(row => (string?)row!["account"]?["id"]).First(id => id is not null)!,
            "bill" => (string)(await host.AskAsync($"postings?{ask}&section=costOfSales&limit=1"))["lines"]![0]!["documentId"]!,
            "pack" => Id((await host.AskAsync($"packs?organisation={Uri.EscapeDataString(DemoName)}"))["packs"]![0]),
            "user" => Id((await host.AskAsync($"admin/users?organisation={Uri.EscapeDataString(DemoName)}"))["users"]!.AsArray().First(one => (string)one!["role"]! == "projectManager")),
            "estimate" => await EstimateAsync(host, Id(await RichestAsync(host, ask))),
            _ => throw new ArgumentException($"No address of the catalogue can name {{{word}}}: say in Places where its id comes from."),
        };
    }

    private static async Task<string> EstimateAsync(RunningHost host, string project) =>
        Id((await host.AskAsync($"projects/{project}/estimates?organisation={Uri.EscapeDataString(DemoName)}"))[0]);

    private const string Year = "from=2026-04-01&to=2027-03-31";
    private const string DemoName = "Harrow & Vale Construction Ltd";

    private static string Id(JsonNode? node) => (string)node!["id"]!;

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Word();
}
