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
            // Compile has run all analysers, those of style too, as errors; a second run of them would cost most of a minute of a processor. What no
            // compiler sees is left: blanks, the order of usings, and `this.` (IDE0003, which is no analyser of builds). Whether a file's blanks are
            // right is no matter of projects, so it is looked at as one of a folder. Each part mostly waits for itself, so they run together.
            await Task.WhenAll(
                Shell.Run("dotnet", ["format", "whitespace", Root, "--folder", "--verify-no-changes", "--exclude", "artifacts"], stop),
                Shell.Run("dotnet", ["format", "style", Solution, "--verify-no-changes", "--no-restore", "--diagnostics", "IMPORTS", "IDE0003"], stop),
                CheckTypeScript(stop));
        });
}
