using System.Text.RegularExpressions;
using Xunit;

namespace Milestone.Core.Tests.Architecture;

/// <summary>Readers come first: small folders, telling names, SQL that says what its rows are. Rules: style.md.</summary>
public sealed partial class LayoutTests
{
    // Twelve is the aim; the rest is room to grow into before a folder is split.
    private const int MostFilesInAFolder = 16;
    private const int MostLines = 400;

    public static TheoryData<string> Roots => ["source", "build", "verification"];

    [Theory]
    [MemberData(nameof(Roots))]
    public void A_folder_is_small_enough_to_read(string root) => Assert.Empty(
        SourceTree.Files(root, "*.cs").GroupBy(file => Path.GetDirectoryName(file)!)
            .Where(folder => folder.Count() > MostFilesInAFolder)
            .Select(folder => $"{folder.Key} has {folder.Count()} C# files"));

    [Theory]
    [MemberData(nameof(Roots))]
    public void A_file_has_one_idea(string root) => Assert.DoesNotContain(
        SourceTree.Files(root, "*.cs"), file => SourceTree.Text(file).Count(letter => letter == '\n') > MostLines);

    [Theory]
    [MemberData(nameof(Roots))]
    public void A_name_says_what_it_is(string root) => Assert.DoesNotContain(
        SourceTree.Files(root, "*.*"), file => Meaningless().IsMatch(Path.GetFileName(file)) || file.Split('/').Any(part => part is "Helpers" or "Utils" or "Utilities" or "Common" or "Misc"));

    [Fact]
    public void Every_SQL_file_begins_with_its_grain_or_purpose() => Assert.DoesNotContain(
        SourceTree.Files("source", "*.sql"), file => !GrainSentence().IsMatch(SourceTree.Text(file)));

    // SQL is text in a file, and what the program puts into it are parameters. The migrator alone names its schema and its lock, which are
    // constants of its own, before there is a schema to keep them in.
    [Fact]
    public void No_SQL_is_put_together_from_strings() => Assert.Empty(
        from file in SourceTree.Files("source", "*.cs")
        where file != "source/Milestone.Core/Storage/Migrator.cs"
        from Match match in Concatenated().Matches(SourceTree.Text(file))
        select $"{file}: {match.Value}");

    [GeneratedRegex(@"(Helper|Helpers|Util|Utils|Utilities|Manager|Common|Misc)\.")]
    private static partial Regex Meaningless();

    [GeneratedRegex(@"^-- \S.{10,}")]
    private static partial Regex GrainSentence();

    [GeneratedRegex(@"\$@?""+[^""]*\b(SELECT|INSERT INTO|UPDATE|DELETE FROM)\b[^""]*\{[^""]*|""[^""\n]*\b(SELECT|INSERT INTO|DELETE FROM)\b [^""\n]*"" *\+ *\w")]
    private static partial Regex Concatenated();
}
