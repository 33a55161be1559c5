using System.Text.RegularExpressions;
using Milestone.Build.GoLive.Checking;
using Milestone.Build.GoLive.Worlds;

namespace Milestone.Build.GoLive.Documents;

/// <summary>A document of the repository, as a reader meets it: there, linked from the list of guides, with its parts, without gaps, every link leading somewhere.</summary>
internal static partial class Guide
{
    /// <summary>What stands where an installation's owner has to write.</summary>
    public const string ToFillIn = "TO FILL IN";

    /// <summary>The text, or null with the fault noted.</summary>
    public static string? Read(World world, Evidence evidence, string path, params string[] parts)
    {
        if (world.Tree.Text(path) is not { Length: > 300 } text)
        {
            evidence.Fault($"{path} is not there, or is nothing yet");
            return null;
        }
        evidence.Saw(path, $"{text.Split('\n').Length} lines, {Headings().Count(text)} headings, {Links().Count(text)} links");
        if (path != "docs/README.md" && path.StartsWith("docs/", StringComparison.Ordinal))
            evidence.Expect((world.Tree.Text("docs/README.md") ?? "").Contains($"({Path.GetFileName(path)}", StringComparison.Ordinal), $"docs/README.md leads to {path}", "it does, or this line would be red");
        foreach (var part in parts)
        {
            var there = Regex.IsMatch(text, part, RegexOptions.IgnoreCase | RegexOptions.Multiline);
            evidence.Expect(there, $"{path}: /{part}/", there ? "there" : "not there");
        }
        foreach (Match gap in Gaps().Matches(text)) evidence.Fault($"{path} has a gap: {gap.Value}");
        foreach (var link in Links().Matches(text).Select(match => match.Groups["to"].Value).Where(link => !link.Contains("://", StringComparison.Ordinal) && !link.StartsWith('#') && !link.StartsWith("mailto:", StringComparison.Ordinal)).Distinct())
        {
            var target = Path.GetRelativePath(world.Tree.Root, Path.GetFullPath(Path.Combine(world.Tree.Root, Path.GetDirectoryName(path)!, link.Split('#')[0]))).Replace('\\', '/');
            if (!world.Tree.Has(target)) evidence.Fault($"{path} links to {link}, which is not there");
        }
        return text;
    }

    /// <summary>The cells of the first table below a heading, its head left out.</summary>
    public static IReadOnlyList<string[]> Rows(string text, string heading)
    {
        var lines = text.Split('\n').ToList();
        var at = lines.FindIndex(line => line.StartsWith('#') && line.Contains(heading, StringComparison.OrdinalIgnoreCase));
        return at < 0 ? [] : [.. lines.Skip(at + 1).SkipWhile(line => !line.StartsWith('|')).TakeWhile(line => line.StartsWith('|')).Skip(2).Select(line => line.Trim().Trim('|').Split('|').Select(cell => cell.Trim()).ToArray())];
    }

    /// <summary>The commands that a document gives: lines of its shell blocks that call the pipeline.</summary>
    public static IReadOnlyList<string> Targets(string text) => [.. Commands().Matches(text).Select(match => match.Groups["target"].Value).Distinct(StringComparer.Ordinal)];

    [GeneratedRegex("^#+ ", RegexOptions.Multiline)]
    private static partial Regex Headings();

    [GeneratedRegex(@"\]\((?<to>[^)\s]+)\)")]
    private static partial Regex Links();

    [GeneratedRegex(@"\b(?:TODO|TBD|FIXME|fill in here|lorem ipsum)\b|\?\?\?", RegexOptions.IgnoreCase)]
    private static partial Regex Gaps();

    [GeneratedRegex(@"\./build\.sh (?<target>[A-Z][A-Za-z]+)")]
    private static partial Regex Commands();
}
