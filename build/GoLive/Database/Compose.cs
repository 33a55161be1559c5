using Milestone.Build.GoLive.Worlds;

namespace Milestone.Build.GoLive.Database;

/// <summary>compose.yaml, cut into its services.</summary>
internal sealed class Compose(string text)
{
    public const string File = "compose.yaml";

    public string Text => text;

    public static Compose Read(Tree tree) => new(tree.Text(File) ?? "");

    public IReadOnlyList<string> Services => [.. Section("services").Split('\n').Where(line => line.StartsWith("  ", StringComparison.Ordinal) && !line.StartsWith("   ", StringComparison.Ordinal) && line.TrimEnd().EndsWith(':') && !line.TrimStart().StartsWith('#')).Select(line => line.Trim().TrimEnd(':'))];

    /// <summary>The lines of one service, its anchor's not included.</summary>
    public string Service(string name)
    {
        var lines = Section("services").Split('\n');
        var first = Array.FindIndex(lines, line => line.TrimEnd() == $"  {name}:");
        return first < 0 ? "" : string.Join('\n', lines.Skip(first + 1).TakeWhile(line => line.Length == 0 || line.StartsWith("   ", StringComparison.Ordinal)));
    }

    string Section(string name)
    {
        var lines = text.Split('\n');
        var first = Array.FindIndex(lines, line => line.TrimEnd() == name + ":");
        return first < 0 ? "" : string.Join('\n', lines.Skip(first + 1).TakeWhile(line => line.Length == 0 || line[0] is ' ' or '#'));
    }
}
