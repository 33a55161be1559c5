namespace Milestone.Build.Monitoring;

/// <summary>Programs that may be installed or not.</summary>
internal static class Programs
{
    /// <summary>The first of some names that is on the path, or null.</summary>
    public static string? Find(params string[] names) => names
        .SelectMany(_ => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries), (name, folder) => Path.Combine(folder, name))
        .FirstOrDefault(File.Exists);
}
