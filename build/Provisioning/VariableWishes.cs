using Milestone.Build.Coolify;

namespace Milestone.Build.Provisioning;

/// <summary>Which variables are missing, other than they shall be, or told to the build, whose image would keep them. No value is ever said.</summary>
internal sealed record VariableWishes(IReadOnlyList<Difference> Differences, IReadOnlyDictionary<string, string> Set, IReadOnlyList<string> Remarks)
{
    public static VariableWishes Of(IReadOnlyDictionary<string, string> shall, IReadOnlyList<CoolifyVariable> all)
    {
        var has = all.Where(one => one.IsPreview is not true).GroupBy(one => one.Key, StringComparer.Ordinal).ToDictionary(one => one.Key, one => one.First(), StringComparer.Ordinal);
        var differences = new List<Difference>();
        var set = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var hidden = new List<string>();
        foreach (var (name, value) in shall.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            if (FaultOf(has.GetValueOrDefault(name), value) is { } fault)
            {
                differences.Add(new Difference($"variable {name}", fault, "set, for run time only"));
                set[name] = value;
            }
            else if (has[name].Value is null)
            {
                hidden.Add(name);
            }
        }
        var remarks = new List<string>();
        if (hidden.Count > 0) remarks.Add($"Not compared, because the token may not see values (read:sensitive): {string.Join(", ", hidden)}.");
        var others = has.Keys.Where(name => !shall.ContainsKey(name)).Order(StringComparer.Ordinal).ToList();
        if (others.Count > 0) remarks.Add($"Left as they are: {string.Join(", ", others)}.");
        foreach (var name in others.Where(name => has[name].IsBuildtime is true)) remarks.Add($"{name} is told to the build, whose image keeps it: if it is a secret, make it runtime only.");
        return new VariableWishes(differences, set, remarks);
    }

    static string? FaultOf(CoolifyVariable? has, string value) => has switch
    {
        null => "missing",
        { IsBuildtime: not false } => "told to the build too",
        { IsRuntime: false } => "not told to the container",
        { IsLiteral: not true } => "not literal: a $ in it would be replaced",
        { Value: { } other } when other != value => "another value",
        _ => null,
    };
}
