using System.Globalization;
using Milestone.Load.Scenarios;

namespace Milestone.Load;

/// <summary>What a run is told.</summary>
/// <param name="Duration">How long the open model asks.</param>
/// <param name="Scenarios">Which; empty for all.</param>
/// <param name="Rate">Requests a second of all scenarios together; null for each one's own.</param>
/// <param name="Folder">Where the report goes.</param>
internal sealed record LoadOptions(TimeSpan Duration, IReadOnlyList<string> Scenarios, double? Rate, string Folder)
{
    /// <exception cref="ArgumentException">Something is not understood; the message says what to write.</exception>
    public static LoadOptions Parse(IReadOnlyList<string> words)
    {
        var options = new LoadOptions(TimeSpan.FromMinutes(1), [], null, Path.Combine("artifacts", "load"));
        for (var i = 0; i < words.Count; i += 2)
        {
            if (i + 1 == words.Count)
                throw new ArgumentException($"{words[i]} needs a value.");
            var value = words[i + 1];
            options = words[i] switch
            {
                "--minutes" => options with { Duration = TimeSpan.FromMinutes(Number(words[i], value)) },
                "--scenario" => options with { Scenarios = value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) },
                "--rate" => options with { Rate = Number(words[i], value) },
                "--folder" => options with { Folder = value },
                _ => throw new ArgumentException($"There is no {words[i]}. There are --minutes, --scenario, --rate and --folder."),
            };
        }

        return options;
    }

    /// <summary>The scenarios that are to run, with the rates at which they do.</summary>
    public IReadOnlyList<Scenario> Choose(IReadOnlyList<Scenario> all)
    {
        if (Scenarios.FirstOrDefault(name => all.All(one => one.Name != name)) is { } unknown)
            throw new ArgumentException($"There is no scenario {unknown}. There are {string.Join(", ", all.Select(one => one.Name))}.");
        var chosen = all.Where(one => Scenarios.Count == 0 || Scenarios.Contains(one.Name)).ToList();
        var usual = chosen.Sum(one => one.Rate);
        return Rate is { } rate ? [.. chosen.Select(one => one with { Rate = one.Rate / usual * rate })] : chosen;
    }

    private static double Number(string name, string value) =>
        double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new ArgumentException($"{name} takes a number above zero, not '{value}'.");
}
