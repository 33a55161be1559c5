using System.ComponentModel;
using System.Globalization;

namespace Milestone.Build.Database;

/// <summary>What postmaster.pid says of the server on a data folder, and whether that server lives.</summary>
internal sealed record PostmasterFile(string Path, int Process, int? Port)
{
    public static PostmasterFile? Read(string dataFolder)
    {
        var path = System.IO.Path.Combine(dataFolder, "postmaster.pid");
        try
        {
            var lines = File.ReadAllLines(path);
            return lines.Length > 0 && int.TryParse(lines[0], NumberStyles.None, CultureInfo.InvariantCulture, out var process)
                ? new PostmasterFile(path, process, lines.Length > 3 && int.TryParse(lines[3], NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port : null)
                : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>
    /// True only for a living PostgreSQL on this very folder. PostgreSQL itself asks only whether the number is in use, so
    /// a reused number, or a killed server that nobody has reaped yet, would make it refuse to start.
    /// </summary>
    public bool IsAlive(string dataFolder)
    {
        if (OperatingSystem.IsLinux())
        {
            try
            {
                // Empty for a process that has died and waits to be reaped.
                var words = File.ReadAllText($"/proc/{Process}/cmdline").Split('\0', StringSplitOptions.RemoveEmptyEntries);
                return words.Length > 0 && System.IO.Path.GetFileName(words[0]).StartsWith("postgres", StringComparison.Ordinal) && words.Contains(dataFolder);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                return false;
            }
        }
        try
        {
            using var process = System.Diagnostics.Process.GetProcessById(Process);
            return !process.HasExited && process.ProcessName.StartsWith("postgres", StringComparison.Ordinal);
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException or Win32Exception)
        {
            return false;
        }
    }
}
