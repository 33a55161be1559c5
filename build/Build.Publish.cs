using Milestone.Build.Engine;

namespace Milestone.Build;

internal sealed partial class Build
{
    // Neither needs the whole solution restored: a first ./build.sh fetches what the host needs and no more.
    static string[] LockedRestore => OnBuildMachine ? ["-p:RestoreLockedMode=true"] : [];

    Target Publish => _ => _
        .Description("Publishes the host into artifacts/publish/Milestone.Host")
        .DependsOn(Assets)
        .Executes(stop => Shell.Run(
            "dotnet", ["publish", HostProject, "--configuration", "Release", "--output", HostFolder, "--verbosity", "quiet", "--nologo", .. LockedRestore], stop));

    Target Pack => _ => _
        .Description("Packs Milestone.Core into artifacts/packages")
        .Executes(stop => Shell.Run(
            "dotnet",
            ["pack", Path.Combine(Root, "source", "Milestone.Core"), "--configuration", "Release", "--output", Path.Combine(Artifacts, "packages"), "--verbosity", "quiet", "--nologo", .. LockedRestore],
            stop));
}
