using System.Text.RegularExpressions;
using Xunit;

namespace Milestone.Core.Tests.Architecture;

/// <summary>SQL is found by the name of its file, which stands in the code as words: the compiler says nothing of a file that moved or that nobody reads.</summary>
public sealed partial class SqlFileTests
{
    private const string Core = "source/Milestone.Core/";

    // Migrations are found by their folder.
    private static readonly HashSet<string> Files = [.. SourceTree.Files(Core.TrimEnd('/'), "*.sql").Select(file => file[Core.Length..]).Where(file => !file.StartsWith("Storage/Migrations/", StringComparison.Ordinal))];

    private static readonly List<(string In, string Name)> Named =
    [
        .. from file in SourceTree.Files(Core.TrimEnd('/'), "*.cs")
           from Match match in Name().Matches(SourceTree.Text(file))
           select (file, match.Groups[1].Value),
    ];

    [Fact]
    public void Every_file_that_is_named_exists() => Assert.DoesNotContain(Named, named => !Files.Contains(named.Name));

    [Fact]
    public void Every_file_is_named_somewhere() => Assert.Empty(Files.Except(Named.Select(named => named.Name)));

    [GeneratedRegex(@"""([A-Za-z]+(?:/[A-Za-z-]+)*/[A-Za-z-]+\.sql)""")]
    private static partial Regex Name();
}
