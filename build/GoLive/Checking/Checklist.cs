using System.Globalization;

namespace Milestone.Build.GoLive.Checking;

/// <summary>All checks, each task once.</summary>
internal static class Checklist
{
    public const int First = 274;
    public const int Last = 330;

    public static IReadOnlyList<Check> All { get; } =
    [
        .. typeof(Checklist).Assembly.GetTypes()
            .Where(type => type is { IsAbstract: false } && type.IsSubclassOf(typeof(Check)) && type.Namespace!.StartsWith("Milestone.Build.GoLive.", StringComparison.Ordinal))
            .Select(type => (Check)Activator.CreateInstance(type)!)
            .OrderBy(check => check.Number),
    ];

    /// <summary>T274, T275, ... T330.</summary>
    public static IReadOnlyList<string> Tasks { get; } = [.. Enumerable.Range(First, Last - First + 1).Select(number => string.Create(CultureInfo.InvariantCulture, $"T{number}"))];

    /// <summary>Tasks, subjects or parts of titles, separated by commas; null for all.</summary>
    public static IReadOnlyList<Check> Chosen(string? filter)
    {
        if (string.IsNullOrWhiteSpace(filter)) return All;
        var words = filter.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return [.. All.Where(check => Array.Exists(words, word => check.Task.Equals(word, StringComparison.OrdinalIgnoreCase) || check.Subject.Equals(word, StringComparison.OrdinalIgnoreCase) || check.Title.Contains(word, StringComparison.OrdinalIgnoreCase)))];
    }
}
