using System.Text.Json;
using System.Text.Json.Nodes;

namespace Milestone.Build.Auditing;

/// <summary>What the product is made of, as CycloneDX 1.5 in JSON, from the lock files: so it says what a build machine restores, no more and no less.</summary>
internal static class BillOfMaterials
{
    static readonly JsonSerializerOptions Form = new() { WriteIndented = true };

    public static AuditLine Write(IReadOnlyList<Dependency> all, string version, DateTimeOffset now, string file)
    {
        var bill = Of(all, version, now);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, bill.ToJsonString(Form));
        var faults = Faults(bill);
        return faults.Count == 0
            ? AuditLine.Passed("Bill of materials", $"{Path.GetFileName(file)}: CycloneDX 1.5, {all.Count} components")
            : AuditLine.Failed("Bill of materials", string.Join("; ", faults.Take(5)));
    }

    internal static JsonObject Of(IReadOnlyList<Dependency> all, string version, DateTimeOffset now) => new()
    {
        ["bomFormat"] = "CycloneDX",
        ["specVersion"] = "1.5",
        ["serialNumber"] = $"urn:uuid:{Guid.NewGuid():D}",
        ["version"] = 1,
        ["metadata"] = new JsonObject
        {
            ["timestamp"] = now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture),
            ["component"] = new JsonObject { ["type"] = "application", ["bom-ref"] = "milestone", ["name"] = "Milestone", ["version"] = version },
        },
        ["components"] = new JsonArray([.. all.Select(Component)]),
        ["dependencies"] = new JsonArray(new JsonObject { ["ref"] = "milestone", ["dependsOn"] = new JsonArray([.. all.Where(one => one.Ships).Select(one => (JsonNode)Url(one))]) }),
    };

    /// <summary>What a reader of the bill would miss: the members that CycloneDX requires, and that each component is there once.</summary>
    internal static IReadOnlyList<string> Faults(JsonObject bill)
    {
        var faults = new List<string>();
        if ((string?)bill["bomFormat"] != "CycloneDX" || (string?)bill["specVersion"] != "1.5") faults.Add("the format is not named");
        if ((string?)bill["serialNumber"] is not { } serial || !serial.StartsWith("urn:uuid:", StringComparison.Ordinal)) faults.Add("the serial number is missing");
        var components = bill["components"]?.AsArray() ?? [];
        if (components.Count == 0) faults.Add("there are no components");
        foreach (var component in components)
        {
            foreach (var name in (string[])["type", "name", "version", "purl", "bom-ref", "licenses"])
            {
                if (component?[name] is null) faults.Add($"{component?["name"]} has no {name}");
            }
        }
        faults.AddRange(components.GroupBy(one => (string?)one?["bom-ref"]).Where(same => same.Count() > 1).Select(same => $"{same.Key} is there {same.Count()} times"));
        var known = components.Select(one => (string?)one?["bom-ref"]).ToHashSet();
        faults.AddRange((bill["dependencies"]?[0]?["dependsOn"]?.AsArray() ?? []).Where(reference => !known.Contains((string?)reference)).Select(reference => $"{reference} is needed and not there"));
        return faults;
    }

    static JsonNode Component(Dependency one)
    {
        var component = new JsonObject
        {
            ["type"] = "library",
            ["bom-ref"] = Url(one),
            ["name"] = one.Name,
            ["version"] = one.Version,
            ["scope"] = one.Ships ? "required" : "excluded",
            ["licenses"] = new JsonArray(one.Licence is null ? new JsonObject { ["license"] = new JsonObject { ["name"] = "unknown" } } : new JsonObject { ["expression"] = one.Licence }),
            ["purl"] = Url(one),
        };
        if (one.Hash is { } hash)
            component["hashes"] = new JsonArray(new JsonObject { ["alg"] = "SHA-512", ["content"] = Convert.ToHexStringLower(Convert.FromBase64String(hash)) });
        return component;
    }

    static string Url(Dependency one) => $"pkg:{one.Kind}/{one.Name.Replace("@", "%40", StringComparison.Ordinal)}@{one.Version}";
}
