namespace Milestone.Smoke.Running;

/// <summary>Where outputs go: artifacts/ at the root of the repository, above the built program.</summary>
internal static class Artifacts
{
    private static readonly string Root = Find();

    /// <summary>A folder below it, made where it is missing.</summary>
    public static string Folder(string name) => Directory.CreateDirectory(Path.Combine(Root, name)).FullName;

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Milestone.sln")))
                return Path.Combine(folder.FullName, "artifacts");
        }

        throw new InvalidOperationException("The tests run from below their repository's artifacts/.");
    }
}
