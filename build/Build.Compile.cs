using Milestone.Build.Engine;

namespace Milestone.Build;

internal sealed partial class Build
{
    /// <summary>The TypeScript of the host's pages; a checkout without it builds the same way.</summary>
    string Assets => Path.Combine(HostProject, "Assets");

    bool HasAssets => File.Exists(Path.Combine(Assets, "package.json"));

    Target Clean => _ => _
        .Description("Empties artifacts/, but for its README and this pipeline")
        .Executes(() =>
        {
            foreach (var entry in new DirectoryInfo(Artifacts).EnumerateFileSystemInfos().Where(entry => entry.Name != "README.md"))
            {
                if (entry is not DirectoryInfo folder)
                    entry.Delete();
                else if (folder.Name is "bin" or "obj")
                    foreach (var project in folder.EnumerateDirectories().Where(project => project.Name != "Milestone.Build")) project.Delete(recursive: true);
                else
                    folder.Delete(recursive: true);
            }
        });

    Target Restore => _ => _
        .Description("Fetches the packages of the whole solution, as the lock files say")
        .Executes(async stop =>
        {
            await Shell.Run("dotnet", ["restore", Solution, "--verbosity", "quiet", .. OnBuildMachine ? ["--locked-mode"] : Array.Empty<string>()], stop);
            await InstallAssets(stop);
        });

    Target Compile => _ => _
        .Description("Builds the whole solution; a warning is an error")
        .DependsOn(Restore)
        .Executes(stop => Shell.Run(
            "dotnet", ["build", Solution, "--no-restore", "--configuration", $"{Configuration}", "--verbosity", "quiet", "--nologo"], stop));

    Target Lint => _ => _
        .Description("Checks formatting, analysers and TypeScript; changes nothing")
        .DependsOn(Compile)
        .Executes(async stop =>
        {
            // The analysers' part of the format is left out: Compile has run them all, as errors.
            await Shell.Run("dotnet", ["format", "whitespace", Solution, "--verify-no-changes", "--no-restore"], stop);
            await Shell.Run("dotnet", ["format", "style", Solution, "--verify-no-changes", "--no-restore"], stop);
            if (File.Exists(Path.Combine(Assets, "tsconfig.json")))
                await Shell.Run("node", [Path.Combine("node_modules", "typescript", "bin", "tsc"), "--noEmit"], stop, directory: Assets);
        });

    Task InstallAssets(CancellationToken stop) => HasAssets ? Install(Assets, stop) : Task.CompletedTask;

    /// <summary>What a folder's package-lock.json says, where it is newer than what is installed.</summary>
    async Task Install(string folder, CancellationToken stop)
    {
        var installed = new FileInfo(Path.Combine(folder, "node_modules", ".package-lock.json"));
        if (installed.Exists && installed.LastWriteTimeUtc >= File.GetLastWriteTimeUtc(Path.Combine(folder, "package-lock.json"))) return;
        await Shell.Run(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], stop, directory: folder);
    }
}
