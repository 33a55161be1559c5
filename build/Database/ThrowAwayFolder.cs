namespace Milestone.Build.Database;

/// <summary>
/// A server's folder that goes with its run. A file beside it stays locked as long as the run lives, however it ends, so
/// that the next one can tell what a killed run left behind.
/// </summary>
internal sealed class ThrowAwayFolder : IDisposable
{
    readonly IDisposable owner;

    ThrowAwayFolder(string path, IDisposable owner)
    {
        Path = path;
        this.owner = owner;
    }

    public string Path { get; }

    /// <summary>Fails when another process has it.</summary>
    public static async Task<ThrowAwayFolder> Claim(string path, CancellationToken stop) =>
        new(path, await FileLock.Take(OwnerFile(path), TimeSpan.Zero, stop));

    public void Dispose()
    {
        try
        {
            if (Directory.Exists(Path)) Directory.Delete(Path, recursive: true);
            File.Delete(OwnerFile(Path));
        }
        catch (IOException)
        {
            // The server's last children are still writing: the next run finds the folder without an owner.
        }
        owner.Dispose();
    }

    static string OwnerFile(string path) => path + ".owner";
}
