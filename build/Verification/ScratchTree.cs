using Milestone.Build.Engine;

namespace Milestone.Build.Verification;

/// <summary>A copy of the working tree that may be broken: git's files and new ones that it does not ignore. Its build output stays, so that later builds are short.</summary>
internal sealed class ScratchTree(string root, string folder, Shell shell)
{
    public string Folder => folder;

    /// <summary>Makes the copy equal to the working tree again, touching only what differs.</summary>
    public async Task Refresh(CancellationToken stop)
    {
        var list = await shell.Read("git", ["ls-files", "--cached", "--others", "--exclude-standard", "-z"], stop)
            ?? throw new StepFailedException("The files of the repository could not be listed: git is needed.");
        var wanted = list.Split('\0', StringSplitOptions.RemoveEmptyEntries).Where(path => File.Exists(Path.Combine(root, path))).ToHashSet(StringComparer.Ordinal);
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            var path = Path.GetRelativePath(folder, file).Replace('\\', '/');
            if (!path.StartsWith("artifacts/", StringComparison.Ordinal) && !path.Contains("node_modules/", StringComparison.Ordinal) && !wanted.Contains(path)) File.Delete(file);
        }
        foreach (var path in wanted)
        {
            var (from, to) = (Path.Combine(root, path), Path.Combine(folder, path));
            if (File.Exists(to) && File.ReadAllBytes(from).AsSpan().SequenceEqual(File.ReadAllBytes(to))) continue;
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(from, to, overwrite: true);
            // Newer than any build output, or the build would keep what it made of the mistake.
            File.SetLastWriteTimeUtc(to, TimeProvider.System.GetUtcNow().UtcDateTime);
        }
    }

    public string Read(string path) => File.Exists(Path.Combine(folder, path))
        ? File.ReadAllText(Path.Combine(folder, path))
        : throw new StepFailedException($"There is no file {path}.");

    public void Write(string path, string text) => File.WriteAllText(Path.Combine(folder, path), text);

    /// <summary>Builds a test project without the analysers: a mistake may leave a variable unused.</summary>
    public async Task<bool> Build(string project, CancellationToken stop) => await shell.Try(
        "dotnet",
        ["build", Path.Combine("verification", project), "--verbosity", "quiet", "--nologo", "-p:RunAnalyzers=false", "-p:TreatWarningsAsErrors=false", "-p:MSBuildTreatWarningsAsErrors=false", "-p:EnforceCodeStyleInBuild=false"],
        stop,
        directory: folder) == 0;
}
