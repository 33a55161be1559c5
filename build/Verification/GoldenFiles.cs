using Milestone.Build.Engine;

namespace Milestone.Build.Verification;

/// <summary>
/// The files that tests compare with. A test that finds a difference leaves what it received below
/// <c>artifacts/golden-received/</c>, at the golden file's path below <c>verification/</c>; a test that is told a folder by
/// <see cref="UsedVariable"/> leaves an empty file there for each golden file it asked for.
/// </summary>
internal sealed class GoldenFiles(string root)
{
    public const string UsedVariable = "MILESTONE_GOLDEN_USED";

    string Accepted => Path.Combine(root, "verification");

    string Received => Path.Combine(root, "artifacts", "golden-received");

    public string Used => Path.Combine(root, "artifacts", "golden-used");

    /// <summary>Forgets what earlier runs received and used.</summary>
    public void Forget()
    {
        foreach (var folder in new[] { Received, Used }.Where(Directory.Exists)) Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(Used);
    }

    /// <summary>Paths below verification/ of which something else was received.</summary>
    public IReadOnlyList<string> Differences() => FilesBelow(Received);

    /// <summary>Takes everything received as right.</summary>
    /// <returns>The paths below verification/ that were written.</returns>
    public IReadOnlyList<string> Accept()
    {
        var differences = Differences();
        foreach (var path in differences)
        {
            var golden = Path.Combine(Accepted, path);
            Directory.CreateDirectory(Path.GetDirectoryName(golden)!);
            File.Move(Path.Combine(Received, path), golden, overwrite: true);
        }
        return differences;
    }

    /// <summary>
    /// Files that no test asked for, although they lie beside golden files that were asked for and are of one's kind: the
    /// test was renamed or removed and left them behind.
    /// </summary>
    public IReadOnlyList<string> Orphans()
    {
        var used = FilesBelow(Used).ToHashSet(StringComparer.Ordinal);
        var kinds = used.Select(Kind).ToHashSet();
        return FilesBelow(Accepted).Where(path => kinds.Contains(Kind(path)) && !used.Contains(path)).ToList();

        static (string? Folder, string Extension) Kind(string path) => (Path.GetDirectoryName(path), Path.GetExtension(path));
    }

    public void Remove(string path) => File.Delete(Path.Combine(Accepted, path));

    /// <summary>Shows what a person has to judge, in git's words.</summary>
    public async Task Show(string path, Shell shell, CancellationToken stop)
    {
        var golden = Path.Combine(Accepted, path);
        await shell.Try(
            "git",
            ["--no-pager", "diff", "--no-index", "--no-color", "--", File.Exists(golden) ? golden : OperatingSystem.IsWindows() ? "NUL" : "/dev/null", Path.Combine(Received, path)],
            stop);
    }

    static List<string> FilesBelow(string folder) => !Directory.Exists(folder)
        ? []
        : Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file)).Order(StringComparer.Ordinal).ToList();
}
