using System.Text;
using System.Text.RegularExpressions;

namespace Milestone.Testing.Guides;

/// <summary>One Markdown file of the repository, taken apart into what a reader could try: its headings, links, blocks and words in code.</summary>
public sealed partial class Guide
{
    private static readonly string[] NotOurs = ["node_modules", "artifacts", "bin", "obj", ".git", ".milestone"];

    private readonly List<GuideBlock> blocks = [];
    private readonly List<GuideWord> links = [];
    private readonly List<GuideWord> spans = [];
    private readonly HashSet<string> anchors = new(StringComparer.Ordinal);

    /// <summary>Takes a text apart.</summary>
    /// <param name="path">The file's path from the repository's root, with forward slashes.</param>
    /// <param name="text">The whole file.</param>
    public Guide(string path, string text)
    {
        Path = path;
        Text = text.ReplaceLineEndings("\n");
        Read();
    }

    /// <summary>The repository's root: the folder of Milestone.sln above the running program.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The file's path from the repository's root, with forward slashes.</summary>
    public string Path { get; }

    /// <summary>The whole file, its lines ending as on Linux.</summary>
    public string Text { get; }

    /// <summary>What stands between fences.</summary>
    public IReadOnlyList<GuideBlock> Blocks => blocks;

    /// <summary>Where links and pictures lead, as written.</summary>
    public IReadOnlyList<GuideWord> Links => links;

    /// <summary>What stands between single backquotes outside of blocks.</summary>
    public IReadOnlyList<GuideWord> Spans => spans;

    /// <summary>What may stand behind a # in a link to this file.</summary>
    public IReadOnlySet<string> Anchors => anchors;

    /// <summary>Every Markdown file of the repository but those that come from elsewhere or are built.</summary>
    public static IReadOnlyList<Guide> All() => [.. Below(new DirectoryInfo(Root))
        .Select(file => new Guide(System.IO.Path.GetRelativePath(Root, file.FullName).Replace('\\', '/'), File.ReadAllText(file.FullName)))
        .OrderBy(guide => guide.Path, StringComparer.Ordinal)];

    /// <summary>One file.</summary>
    /// <param name="path">Its path from the repository's root.</param>
    public static Guide Of(string path) => new(path, File.ReadAllText(System.IO.Path.Combine(Root, path)));

    /// <summary>The commands of all blocks that a shell could read, and of the words in code.</summary>
    public IEnumerable<GuideCommand> Commands() =>
        [.. blocks.Where(block => block.IsShell).SelectMany(GuideCommand.In), .. spans.SelectMany(span => GuideCommand.Of(span.Line, span.Text))];

    private static IEnumerable<FileInfo> Below(DirectoryInfo folder) => folder.EnumerateFiles("*.md")
        .Concat(folder.EnumerateDirectories().Where(one => !NotOurs.Contains(one.Name) && one.LinkTarget is null).SelectMany(Below));

    private void Read()
    {
        var lines = Text.Split('\n');
        GuideBlock? open = null;
        var content = new StringBuilder();
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i];
            if (line.TrimStart().StartsWith("```", StringComparison.Ordinal))
            {
                if (open is null)
                {
                    open = new GuideBlock(i + 1, line.Trim()[3..].Trim(), "", blocks.Count > 0 && NothingBetween(lines, blocks[^1], i));
                    content.Clear();
                }
                else
                {
                    blocks.Add(open with { Text = content.ToString(), LastLine = i + 1 });
                    open = null;
                }
            }
            else if (open is not null)
            {
                content.Append(line.TrimEnd()).Append('\n');
            }
            else
            {
                ReadProse(i + 1, line);
            }
        }
    }

    private static bool NothingBetween(string[] lines, GuideBlock before, int now) =>
        lines[before.LastLine..now].All(line => line.Trim().Length == 0);

    private void ReadProse(int number, string line)
    {
        foreach (Match span in Span().Matches(line))
            spans.Add(new GuideWord(number, span.Groups[1].Value));
        var prose = Span().Replace(line, match => new string('x', match.Length));
        foreach (Match link in Link().Matches(prose))
            links.Add(new GuideWord(number, link.Groups[1].Value));
        if (Heading().Match(line) is { Success: true } heading)
            AddAnchor(heading.Groups[1].Value);
    }

    // As the repository's site makes them: lower case, blanks to hyphens, everything but letters, digits, - and _ left out; the second of a name ends in -1.
    private void AddAnchor(string heading)
    {
        var words = LinkText().Replace(heading, "$1").Replace("`", "", StringComparison.Ordinal);
        var name = new string([.. words.Trim().ToLowerInvariant().Select(letter => letter == ' ' ? '-' : letter).Where(letter => char.IsLetterOrDigit(letter) || letter is '-' or '_')]);
        var anchor = name;
        for (var again = 1; !anchors.Add(anchor); again++)
            anchor = $"{name}-{again}";
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Milestone.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException("The tests run outside the repository: no folder above them has Milestone.sln.");
    }

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Span();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^#{1,6}\s+(.+)$")]
    private static partial Regex Heading();

    [GeneratedRegex(@"\[([^\]]*)\]\([^)]*\)")]
    private static partial Regex LinkText();
}
