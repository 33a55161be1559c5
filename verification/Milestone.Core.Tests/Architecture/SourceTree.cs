using Milestone.Testing.Golden;

namespace Milestone.Core.Tests.Architecture;

/// <summary>The source files of the repository as they stand, build output left out.</summary>
internal static class SourceTree
{
    /// <summary>Files below a folder, by their paths from the repository's root with forward slashes.</summary>
    public static IReadOnlyList<string> Files(string folder, string pattern) =>
        [.. Directory.EnumerateFiles(Path.Combine(GoldenFile.Root, folder), pattern, SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(GoldenFile.Root, path).Replace('\\', '/'))
            .Where(path => !path.Contains("/node_modules/", StringComparison.Ordinal) && !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];

    /// <summary>The text of a file.</summary>
    public static string Text(string path) => File.ReadAllText(Path.Combine(GoldenFile.Root, path));
}
