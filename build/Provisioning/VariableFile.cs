using Milestone.Build.Engine;

namespace Milestone.Build.Provisioning;

/// <summary>A file of NAME=value lines, as Docker reads them: # begins a comment line, and a value is everything behind the first =, in quotes or not.</summary>
internal static class VariableFile
{
    static readonly string[] Needed = ["ConnectionStrings__Milestone", "ConnectionStrings__MilestoneOwner"];

    public static IReadOnlyDictionary<string, string> Read(string path, Uri site)
    {
        if (!File.Exists(path)) throw new StepFailedException($"There is no file {path}: --variables names one with lines as in ConnectionStrings__Milestone=Host=...; docs/environment.md has all names.");
        var variables = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var number = 0;
        foreach (var line in File.ReadLines(path).Select(line => line.Trim()))
        {
            number++;
            if (line.Length == 0 || line[0] == '#') continue;
            var at = line.IndexOf('=', StringComparison.Ordinal);
            var name = at > 0 ? line[..at].Trim() : "";
            // The line may hold a secret: only its number is said.
            if (name.Length == 0 || !name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '.') || char.IsAsciiDigit(name[0]))
                throw new StepFailedException($"{path}, line {number}: write NAME=value; a name has letters, digits and underscores, and __ where a setting's name has a colon.");
            var value = line[(at + 1)..].Trim();
            variables[name] = value is ['"', .., '"'] or ['\'', .., '\''] ? value[1..^1] : value;
        }
        var missing = Needed.Where(name => !variables.TryGetValue(name, out var value) || value.Length == 0).ToList();
        if (missing.Count > 0) throw new StepFailedException($"{path} lacks {string.Join(" and ", missing)}: the host serves with the one, and migrates before it serves with the other.");
        variables.TryAdd("Milestone__AllowedHosts", site.Host);
        return variables;
    }
}
