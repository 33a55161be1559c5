using System.Globalization;
using Milestone.Core.Xero;
using Xunit;

namespace Milestone.Core.Tests.RealOrganisation;

/// <summary>The books of a real organisation, where MILESTONE_REAL_DATA says they are, and the answers computed independently of this project.</summary>
internal static class RealData
{
    private const string Variable = "MILESTONE_REAL_DATA";

    /// <summary>Skips the test where the books are not at hand.</summary>
    public static string Folder
    {
        get
        {
            var folder = Environment.GetEnvironmentVariable(Variable);
            if (string.IsNullOrEmpty(folder) || !Directory.Exists(Path.Combine(folder, "xero")))
                Assert.Skip($"The real organisation's books are not here: set {Variable} to the folder that holds their xero/ and expected/.");
            return folder;
        }
    }

    /// <summary>The raw responses, in the order of their names.</summary>
    public static IReadOnlyList<XeroPayload> Payloads() =>
        [.. Directory.EnumerateFiles(Path.Combine(Folder, "xero"), "*.json").Order(StringComparer.Ordinal)
            .Select(path => new XeroPayload(Path.GetFileName(path), File.ReadAllBytes(path)))];

    /// <summary>The rows of an answer file, by its column names.</summary>
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Expected(string file)
    {
        var lines = File.ReadAllLines(Path.Combine(Folder, "expected", file));
        var names = lines[0].Split(',');
        return [.. lines.Skip(1).Where(line => line.Length > 0).Select(line => names.Zip(line.Split(',')).ToDictionary(cell => cell.First, cell => cell.Second))];
    }

    public static decimal Amount(string text) => decimal.Parse(text, NumberStyles.Number, CultureInfo.InvariantCulture);
}
