namespace Milestone.Build.Auditing;

/// <summary>Which licences may come in: what ships may ask for no more than to be named; what only builds or tests may also be MPL.</summary>
internal static class Licences
{
    static readonly HashSet<string> Shipping = new(StringComparer.OrdinalIgnoreCase)
    {
        "MIT", "MIT-0", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "0BSD", "ISC", "PostgreSQL", "OFL-1.1", "Zlib", "CC0-1.0", "Unlicense", "BlueOak-1.0.0",
    };

    static readonly HashSet<string> Working = new(Shipping, StringComparer.OrdinalIgnoreCase) { "MPL-2.0", "Python-2.0", "CC-BY-4.0", "CC-BY-3.0" };

    public static AuditLine Check(IReadOnlyList<Dependency> all)
    {
        var faults = all.Where(one => !IsAllowed(one)).Select(one => $"{one.Name} {one.Version} ({one.Licence ?? "does not say"}{(one.Ships ? ", ships" : "")})").ToList();
        return faults.Count == 0
            ? AuditLine.Passed("Licences", $"{all.Count} packages, {all.Count(one => one.Ships)} of them ship; {string.Join(", ", all.GroupBy(one => one.Licence).OrderByDescending(same => same.Count()).Select(same => $"{same.Key} {same.Count()}"))}")
            : AuditLine.Failed("Licences", string.Join("; ", faults));
    }

    /// <summary>Whether a package may come in: of a choice one part must be allowed, of a sum all.</summary>
    internal static bool IsAllowed(Dependency one)
    {
        var allowed = one.Ships ? Shipping : Working;
        return one.Licence is { } licence && licence.Split(" OR ").Any(choice => choice.Split(" AND ").All(part => allowed.Contains(part.Trim(' ', '(', ')'))));
    }
}
