namespace Milestone.Build.Engine;

/// <summary>The name a person probably meant.</summary>
internal static class Suggestion
{
    /// <summary>" Did you mean Test?", or nothing when no candidate is near.</summary>
    public static string For(string typed, IEnumerable<string> candidates)
    {
        var nearest = candidates
            .Select(name => (Name: name, Distance: Distance(typed.ToUpperInvariant(), name.ToUpperInvariant())))
            .Where(pair => pair.Distance <= Math.Max(2, typed.Length / 3) && pair.Distance < pair.Name.TrimStart('-').Length)
            .OrderBy(pair => pair.Distance)
            .ThenBy(pair => pair.Name, StringComparer.Ordinal)
            .Select(pair => pair.Name)
            .FirstOrDefault();
        return nearest is null ? "" : $" Did you mean {nearest}?";
    }

    /// <summary>Letters to add, remove or change (Levenshtein).</summary>
    static int Distance(string a, string b)
    {
        var cost = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++) cost[i, 0] = i;
        for (var j = 0; j <= b.Length; j++) cost[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var change = a[i - 1] == b[j - 1] ? 0 : 1;
                cost[i, j] = Math.Min(Math.Min(cost[i - 1, j] + 1, cost[i, j - 1] + 1), cost[i - 1, j - 1] + change);
            }
        }
        return cost[a.Length, b.Length];
    }
}
