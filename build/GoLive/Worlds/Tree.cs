namespace Milestone.Build.GoLive.Worlds;

/// <summary>The files of the repository as checks read them. Sabotage changes what is read, never what is on the disk.</summary>
internal sealed class Tree(string root)
{
    readonly Dictionary<string, string?> changed = new(StringComparer.Ordinal);

    public string Root => root;

    /// <summary>Null when there is no such file.</summary>
    public string? Text(string path) => changed.TryGetValue(path, out var text) ? text : File.Exists(Full(path)) ? File.ReadAllText(Full(path)) : null;

    public bool Has(string path) => changed.TryGetValue(path, out var text) ? text is not null : File.Exists(Full(path)) || Directory.Exists(Full(path));

    /// <summary>Bytes of a file, or of what stands in its place.</summary>
    public long Size(string path) => changed.TryGetValue(path, out var text) ? text?.Length ?? 0 : new FileInfo(Full(path)).Length;

    /// <summary>The paths below a folder, with a slash between their parts, whatever has been put among them included.</summary>
    public IReadOnlyList<string> Files(string folder, string pattern = "*")
    {
        var there = Directory.Exists(Full(folder)) ? Directory.EnumerateFiles(Full(folder), pattern, SearchOption.AllDirectories).Select(path => Path.GetRelativePath(root, path).Replace('\\', '/')) : [];
        var put = changed.Keys.Where(path => path.StartsWith(folder.TrimEnd('/') + "/", StringComparison.Ordinal) && System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(pattern, Path.GetFileName(path)));
        return [.. there.Union(put, StringComparer.Ordinal).Where(path => Has(path) && !path.Contains("/node_modules/", StringComparison.Ordinal) && !path.Contains("/obj/", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
    }

    /// <summary>As if the file said something else; null as if it were not there.</summary>
    public IAsyncDisposable Change(string path, Func<string, string?> change)
    {
        changed[path] = change(Text(path) ?? "");
        return Undo.By(() => changed.Remove(path));
    }

    string Full(string path) => Path.Combine(root, path);
}
