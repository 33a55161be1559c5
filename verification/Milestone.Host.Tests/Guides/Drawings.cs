using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Milestone.Host.Security.Areas;
using Milestone.Testing.Guides;
using Npgsql;

namespace Milestone.Host.Tests.Guides;

/// <summary>What docs/architecture.md shows of the code, made from the code.</summary>
internal static partial class Drawings
{
    // Whatever stands on these says nothing by it: nearly every part does.
    private static readonly string[] Ground = ["Access", "Organisations", "Reporting", "Storage", "Values"];

    /// <summary>The projects and what they refer to.</summary>
    public static string Projects()
    {
        var projects = Sources("*.csproj").Select(path => (Name: Path.GetFileNameWithoutExtension(path), Text: File.ReadAllText(path))).OrderBy(project => project.Name, StringComparer.Ordinal);
        var text = new StringBuilder("```mermaid\nflowchart LR\n");
        foreach (var (name, content) in projects)
        {
            foreach (Match reference in Reference().Matches(content))
                text.Append(null, $"  {Short(name)} --> {Short(Path.GetFileNameWithoutExtension(reference.Groups[1].Value.Replace('\\', '/')))}\n");
        }

        return text.Append("```\n").ToString();
    }

    /// <summary>The parts of Core and what they use besides the ground.</summary>
    public static string Parts()
    {
        var core = Path.Combine(Guide.Root, "source", "Milestone.Core");
        var text = new StringBuilder("```mermaid\nflowchart LR\n");
        foreach (var part in Directory.EnumerateDirectories(core).Select(folder => Path.GetFileName(folder)!).Where(name => name is not "bin" and not "obj" && !Ground.Contains(name)).Order(StringComparer.Ordinal))
        {
            var uses = Directory.EnumerateFiles(Path.Combine(core, part), "*.cs", SearchOption.AllDirectories)
                .SelectMany(file => Using().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value))
                .Where(name => name != part && !Ground.Contains(name))
                .Distinct().Order(StringComparer.Ordinal).ToList();
            text.Append(null, $"  {part}\n");
            foreach (var use in uses)
                text.Append(null, $"  {part} --> {use}\n");
        }

        return text.Append("```\n").ToString();
    }

    /// <summary>The tables of a migrated database and what they belong to, the organisation left out.</summary>
    public static async Task<string> TablesAsync(string connectionString)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(await File.ReadAllTextAsync(Path.Combine(Guide.Root, "verification", "Milestone.Host.Tests", "Guides", "tables.sql")), connection);
        await using var reader = await command.ExecuteReaderAsync();
        var (text, alone) = (new StringBuilder("```mermaid\nerDiagram\n"), new List<string>());
        while (await reader.ReadAsync())
        {
            if (reader.IsDBNull(1))
                alone.Add(reader.GetString(0));
            else
                text.Append(null, $"  {reader.GetString(1)} ||--o{{ {reader.GetString(0)} : \"\"\n");
        }

        return text.Append("```\n\nOn their own: ").AppendJoin(", ", alone.Select(name => $"`{name}`")).Append(".\n").ToString();
    }

    /// <summary>Every address that a host answers at but for files, its methods and the area that decides who may.</summary>
    public static string Addresses(IEnumerable<RouteEndpoint> endpoints)
    {
        var rows = endpoints
            .Where(endpoint => endpoint.Metadata.GetMetadata<InAttribute>() is not null && endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is null)
            .Where(endpoint => !endpoint.RoutePattern.RawText!.Contains("_framework", StringComparison.Ordinal))
            .Select(endpoint => (
                Address: Format().Replace("/" + (endpoint.RoutePattern.RawText ?? "").TrimStart('/'), ".*"),
                Methods: endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"],
                endpoint.Metadata.GetMetadata<InAttribute>()!.Area))
            .GroupBy(one => one.Address, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal);
        var text = new StringBuilder("| address | methods | area |\n|---|---|---|\n");
        foreach (var group in rows)
            text.Append(null, $"| `{group.Key}` | {string.Join(", ", group.SelectMany(one => one.Methods).Where(method => method != "HEAD").Distinct().Order(StringComparer.Ordinal))} | {string.Join(", ", group.Select(one => one.Area.ToString()).Distinct().Order(StringComparer.Ordinal))} |\n");
        return text.ToString();
    }

    private static IEnumerable<string> Sources(string pattern) => new[] { "source", "build", "verification" }
        .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Guide.Root, folder), pattern, new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 2 }));

    private static string Short(string project) => project.Replace("Milestone.", "", StringComparison.Ordinal);

    [GeneratedRegex("<ProjectReference Include=\"([^\"]+)\"")]
    private static partial Regex Reference();

    [GeneratedRegex(@"(?m)^using Milestone\.Core\.([A-Za-z]+)")]
    private static partial Regex Using();

    [GeneratedRegex(@"\.(csv|xlsx|pdf|json)$")]
    private static partial Regex Format();
}
