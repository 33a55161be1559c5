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

    private static async Task<string> LookUpAsync(RunningHost host, Books books, string word)
    {
        var ask = $"organisation={Uri.EscapeDataString(books == Books.Extreme ? ExtremeBooks.Name : DemoName)}&from=2026-04-01&to=2027-03-31";
        return word switch
        {
            // The project that earned most: it has something on every page.
            "project" => Id((await host.AskAsync($"projects?{ask}"))["projects"]!.AsArray().Where(one => Guid.Parse(Id(one)) != Guid.Empty).MaxBy(one => (decimal)one!["income"]!)),
            "account" => (await host.AskAsync($"statement?{ask}"))["rows"]!.AsArray().Select(row => (string?)row!["account"]?["id"]).First(id => id is not null)!,
            "bill" => (string)(await host.AskAsync($"postings?{ask}&section=costOfSales&limit=1"))["lines"]![0]!["documentId"]!,
            "pack" => Id((await host.AskAsync($"packs?organisation={Uri.EscapeDataString(DemoName)}"))["packs"]![0]),
            _ => throw new ArgumentException($"No address of the catalogue can name {{{word}}}: say in Places where its id comes from."),
        };
    }

    private const string DemoName = "Harrow & Vale Construction Ltd";

    private static string Id(JsonNode? node) => (string)node!["id"]!;

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Word();
}
