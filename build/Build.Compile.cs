using Milestone.Build.Engine;

namespace Milestone.Build;

internal sealed partial class Build
{
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
        .Executes(stop => Shell.Run("dotnet", ["restore", Solution, "--verbosity", "quiet", .. OnBuildMachine ? ["--locked-mode"] : Array.Empty<string>()], stop));

    Target Compile => _ => _
        .Description("Builds the whole solution; a warning is an error")
        .DependsOn(Restore, Assets)
        .Executes(stop => Shell.Run(
            "dotnet", ["build", Solution, "--no-restore", "--configuration", $"{Configuration}", "--verbosity", "quiet", "--nologo"], stop));

    Target Lint => _ => _
        .Description("Checks formatting, analysers and TypeScript; changes nothing")
        .DependsOn(Compile)
        .Executes(async stop =>
        {
            // The analysers' part of the format is left out: Compile has run them all, as errors. Each part mostly waits for itself, so they run together.
            await Task.WhenAll(
                Shell.Run("dotnet", ["format", "whitespace", Solution, "--verify-no-changes", "--no-restore"], stop),
                Shell.Run("dotnet", ["format", "style", Solution, "--verify-no-changes", "--no-restore"], stop),
                CheckTypeScript(stop));
        });
}
