using Milestone.Build.Engine;

namespace Milestone.Build.Database;

/// <summary>
/// One process at a time. The lock is the open file (flock on Unix), so it goes with its process however that ends;
/// .NET opens files close-on-exec, so a server started meanwhile does not inherit it and hold it for ever.
/// </summary>
internal static class FileLock
{
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public static async Task<IDisposable> Take(string path, TimeSpan patience, CancellationToken stop)
    {
        for (var waited = TimeSpan.Zero; ; waited += Pause)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (waited < patience)
            {
                // Another process holds it and sends no signal when it lets go.
                await Task.Delay(Pause, stop);
            }
            catch (IOException error)
            {
                throw new StepFailedException($"Another process has held {path} for {patience.TotalSeconds:0} s: {error.Message}");
            }
        }
    }
}
