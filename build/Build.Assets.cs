using Milestone.Build.Engine;

namespace Milestone.Build;

internal sealed partial class Build
{
    static readonly string[] BundleNames = ["milestone.js", "charts.js"];

    static readonly string Npm = OperatingSystem.IsWindows() ? "npm.cmd" : "npm";

    /// <summary>The TypeScript of the host's pages.</summary>
    string AssetsFolder => Path.Combine(HostProject, "Assets");

    /// <summary>What the bundler writes; git ignores it, and the host serves pages without a script where it is missing.</summary>
    string[] Bundles => [.. BundleNames.Select(name => Path.Combine(HostProject, "wwwroot", "dist", name))];

    Target Assets => _ => _
        .Description("Bundles the pages' TypeScript, where it is newer than its bundle")
        .Executes(BundleAssets);

    async Task BundleAssets(CancellationToken stop)
    {
        if (AreBundled()) return;
        if (!OnBuildMachine && await Shell.Read(Npm, ["--version"], stop) is null)
        {
            Output.Bad("npm was not found: the pages are served without their scripts. Install Node 20 or later, and they get them.");
            return;
        }
        await InstallAssets(stop);
        await Shell.Run("node", ["bundle.js"], stop, directory: AssetsFolder);
    }

    bool AreBundled()
    {
        var inputs = new DirectoryInfo(AssetsFolder).EnumerateFiles()
            .Concat(new DirectoryInfo(Path.Combine(AssetsFolder, "src")).EnumerateFiles("*.ts", SearchOption.AllDirectories));
        var newest = inputs.Max(file => file.LastWriteTimeUtc);
        return Bundles.All(bundle => File.Exists(bundle) && File.GetLastWriteTimeUtc(bundle) >= newest);
    }

    Task InstallAssets(CancellationToken stop) => InstallModules(AssetsFolder, stop);

    /// <summary>The modules that a folder's package-lock.json names, unless they are there.</summary>
    async Task InstallModules(string folder, CancellationToken stop)
    {
        var installed = new FileInfo(Path.Combine(folder, "node_modules", ".package-lock.json"));
        if (installed.Exists && installed.LastWriteTimeUtc >= File.GetLastWriteTimeUtc(Path.Combine(folder, "package-lock.json"))) return;
        await Shell.Run(Npm, ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], stop, directory: folder);
    }

    async Task CheckTypeScript(CancellationToken stop)
    {
        await InstallAssets(stop);
        await Shell.Run("node", [Path.Combine("node_modules", "typescript", "bin", "tsc"), "--noEmit"], stop, directory: AssetsFolder);
    }
}
