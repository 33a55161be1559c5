using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Milestone.Build.Auditing;

/// <summary>A package that something here is built from, tested with, or ships, as a lock file pins it.</summary>
/// <param name="Kind">nuget or npm.</param>
/// <param name="Ships">Whether it is part of what readers run; the others build or test it.</param>
/// <param name="Licence">An SPDX expression, or null where the package does not say.</param>
/// <param name="Hash">The digest that the lock file pins: SHA-512, in base 64.</param>
internal sealed record Dependency(string Kind, string Name, string Version, bool Ships, string? Licence, string? Hash)
{
    /// <summary>Every package of every lock file.</summary>
    /// <param name="root">The repository's folder.</param>
    /// <param name="packages">NuGet's folder of packages, which a restore has filled: they carry their licences.</param>
    public static IReadOnlyList<Dependency> All(string root, string packages) =>
    [
        .. LockFiles(root, "packages.lock.json").SelectMany(file => OfNuGet(file, IsBelowSource(root, file), packages))
            .Concat(LockFiles(root, "package-lock.json").SelectMany(file => OfNpm(file, IsBelowSource(root, file))))
            .GroupBy(one => (one.Kind, one.Name, one.Version))
            .Select(same => same.OrderByDescending(one => one.Ships).First())
            .OrderBy(one => one.Kind, StringComparer.Ordinal).ThenBy(one => one.Name, StringComparer.OrdinalIgnoreCase).ThenBy(one => one.Version, StringComparer.Ordinal),
    ];

    // Of what stands below source all ships but the tool that cuts the fonts: its outcome is committed, and nobody runs it in a build.
    static bool IsBelowSource(string root, string file) => Path.GetRelativePath(root, file).Split(Path.DirectorySeparatorChar) is ["source", .. var folders] && !folders.Contains("Fonts");

    /// <summary>Lock files of the tree itself: not of what was installed or built.</summary>
    public static IEnumerable<string> LockFiles(string root, string name) => Directory.EnumerateFiles(root, name, SearchOption.AllDirectories)
        .Where(file => !Path.GetRelativePath(root, file).Split(Path.DirectorySeparatorChar).Any(part => part is "node_modules" or "artifacts" or ".milestone"))
        .Order(StringComparer.Ordinal);

    static IEnumerable<Dependency> OfNuGet(string file, bool ships, string packages) =>
        from framework in Read(file)["dependencies"]!.AsObject()
        from package in framework.Value!.AsObject()
        where (string?)package.Value!["type"] != "Project"
        let version = (string)package.Value!["resolved"]!
        select new Dependency("nuget", package.Key, version, ships && !IsAnalyser(package.Key), LicenceOf(Path.Combine(packages, package.Key.ToLowerInvariant(), version.ToLowerInvariant())), (string?)package.Value!["contentHash"]);

    // Packages whose lock file entry says nothing, and what their own LICENSE file says.
    static readonly Dictionary<string, string> ReadByUs = new(StringComparer.Ordinal) { ["parse-cache-control 1.0.1"] = "BSD-3-Clause" };

    static IEnumerable<Dependency> OfNpm(string file, bool ships) =>
        from package in Read(file)["packages"]!.AsObject()
        where package.Key.Length > 0
        let name = (string?)package.Value!["name"] ?? package.Key[(package.Key.LastIndexOf("node_modules/", StringComparison.Ordinal) + "node_modules/".Length)..]
        select new Dependency(
            "npm", name, (string)package.Value!["version"]!, ships && (bool?)package.Value!["dev"] != true,
            (string?)package.Value!["license"] ?? ReadByUs.GetValueOrDefault($"{name} {(string?)package.Value!["version"]}"), ((string?)package.Value!["integrity"])?.Split('-', 2) is ["sha512", var digest] ? digest : null);

    // They work while compiling and go nowhere.
    static bool IsAnalyser(string name) => name.Contains("Analyzers", StringComparison.Ordinal);

    static string? LicenceOf(string folder)
    {
        if (!Directory.Exists(folder) || Directory.EnumerateFiles(folder, "*.nuspec").FirstOrDefault() is not { } nuspec) return null;
        var licence = XDocument.Load(nuspec).Descendants().FirstOrDefault(element => element.Name.LocalName == "license");
        return (string?)licence?.Attribute("type") == "expression" ? licence!.Value.Trim() : null;
    }

    static JsonObject Read(string file) => JsonNode.Parse(File.ReadAllText(file))!.AsObject();
}
