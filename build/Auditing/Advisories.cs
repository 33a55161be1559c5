using System.Text.Json;
using System.Text.Json.Nodes;
using Milestone.Build.Engine;

namespace Milestone.Build.Auditing;

/// <summary>Known weaknesses of the packages, as far as the package sources serve them. A source that serves none has said nothing, and the line says so.</summary>
internal sealed class Advisories(Shell shell, string root, HttpClient web)
{
    public async Task<AuditLine> OfNuGet(string solution, CancellationToken stop)
    {
        const string topic = "Advisories, NuGet";
        var sources = await shell.Read("dotnet", ["nuget", "list", "source", "--format", "short"], stop, root);
        var enabled = (sources ?? "").Split('\n').Where(line => line.StartsWith("E ", StringComparison.Ordinal)).Select(line => line[2..].Trim()).ToList();
        if (enabled.Count == 0) return AuditLine.NotChecked(topic, "no package source is configured");
        foreach (var source in enabled)
        {
            if (!await ServesAdvisories(source, stop)) return AuditLine.NotChecked(topic, "a configured package source serves no advisory data, so nothing it answers would mean anything");
        }

        var said = await shell.Read("dotnet", ["list", solution, "package", "--vulnerable", "--include-transitive", "--format", "json"], stop, root);
        return said is null ? AuditLine.NotChecked(topic, "dotnet list package --vulnerable did not end well") : Read(topic, said);
    }

    internal static AuditLine Read(string topic, string said)
    {
        var found = JsonNode.Parse(said)!["projects"]!.AsArray()
            .SelectMany(project => project!["frameworks"]?.AsArray() ?? [])
            .SelectMany(framework => (framework!["topLevelPackages"]?.AsArray() ?? []).Concat(framework["transitivePackages"]?.AsArray() ?? []))
            .Where(package => package!["vulnerabilities"] is JsonArray { Count: > 0 })
            .Select(package => $"{package!["id"]} {package["resolvedVersion"]} ({string.Join(", ", package["vulnerabilities"]!.AsArray().Select(one => one!["severity"]))})")
            .Distinct().ToList();
        return found.Count == 0 ? AuditLine.Passed(topic, "no package has a known weakness") : AuditLine.Failed(topic, string.Join("; ", found));
    }

    public async Task<AuditLine> OfNpm(string folder, CancellationToken stop)
    {
        var topic = $"Advisories, npm, {Path.GetRelativePath(root, folder)}";
        var said = new List<string>();
        try
        {
            await shell.Quietly("npm", ["audit", "--json", "--package-lock-only", "--prefix", folder], said, stop);
        }
        catch (StepFailedException missing)
        {
            return AuditLine.NotChecked(topic, missing.Message);
        }

        return ReadNpm(topic, string.Join('\n', said.SkipWhile(line => !line.StartsWith('{'))));
    }

    internal static AuditLine ReadNpm(string topic, string said)
    {
        try
        {
            var end = said.LastIndexOf("\n}", StringComparison.Ordinal);
            var answer = JsonNode.Parse(end < 0 ? said : said[..(end + 2)]);
            if (answer?["metadata"]?["vulnerabilities"]?["total"] is not { } total) return AuditLine.NotChecked(topic, $"the registry does not answer: {answer?["message"] ?? "no figures"}".Split(" - ")[0]);
            return (int)total == 0
                ? AuditLine.Passed(topic, "no package has a known weakness")
                : AuditLine.Failed(topic, string.Join("; ", answer["vulnerabilities"]!.AsObject().Select(one => $"{one.Key} ({one.Value!["severity"]})")));
        }
        catch (JsonException)
        {
            return AuditLine.NotChecked(topic, "npm audit answered no JSON");
        }
    }

    async Task<bool> ServesAdvisories(string source, CancellationToken stop)
    {
        if (!Uri.TryCreate(source, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https")) return false;
        try
        {
            var index = JsonNode.Parse(await web.GetStringAsync(address, stop));
            var list = index?["resources"]?.AsArray().FirstOrDefault(one => ((string?)one?["@type"])?.StartsWith("VulnerabilityInfo/", StringComparison.Ordinal) == true);
            if ((string?)list?["@id"] is not { } where) return false;
            return JsonNode.Parse(await web.GetStringAsync(new Uri(where), stop)) is JsonArray { Count: > 0 };
        }
        catch (Exception failure) when (failure is HttpRequestException or JsonException or TaskCanceledException)
        {
            return false;
        }
    }
}
