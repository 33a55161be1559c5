using System.Runtime.InteropServices;
using Milestone.Build.Auditing;
using Milestone.Build.Engine;

namespace Milestone.Build;

internal sealed partial class Build
{
    [Parameter("Load: how many minutes readers come for; 10 to judge a release")]
    int Minutes { get; set; } = 1;

    [Parameter("Load: only these scenarios, such as browse,import")]
    string? Scenario { get; set; }

    [Parameter("Load: requests a second of all scenarios together, instead of each one's own")]
    int? Rate { get; set; }

    string LoadFolder => Path.Combine(Artifacts, "load");

    // As the Dockerfile sets them.
    static readonly (string Name, string Value)[] OfTheContainer = [("MALLOC_ARENA_MAX", "2"), ("MALLOC_TRIM_THRESHOLD_", "131072")];

    string LoadedHost => Path.Combine(Artifacts, "publish", "Milestone.Host.Loaded");

    Target Load => _ => _
        .Description("Asks the host as its readers would, published as for the container, and judges latency, errors and memory; report in artifacts/load")
        .DependsOn(Assets)
        .Executes(stop => WithTestServer(
            async environment =>
            {
                // Released code asks released code: a debug build would be measured along.
                await Shell.Run(
                    "dotnet",
                    ["build", Path.Combine(Root, "verification", "Milestone.Load"), "--configuration", "Release", "--verbosity", "quiet", "--nologo", .. LockedRestore],
                    stop);
                await Shell.Run("dotnet", ["publish", HostProject, "--configuration", "Release", "--output", LoadedHost, "--verbosity", "quiet", "--nologo", .. AheadOfTime(), .. LockedRestore], stop);
                await using var host = await AuditedHost.Start(Path.Combine(LoadedHost, "Milestone.Host.dll"), environment[TestVariable]!, Shell, stop, OfTheContainer);
                Output.Secrets.Add(host.Password);
                var token = await host.IngestToken(Shell, stop);
                Output.Secrets.Add(token);
                var exitCode = await Shell.Try("dotnet", LoadArguments(), stop, new Dictionary<string, string?>
                {
                    ["MILESTONE_LOAD_ADDRESS"] = host.Root.ToString(),
                    ["MILESTONE_LOAD_PASSWORD"] = host.Password,
                    ["MILESTONE_LOAD_TOKEN"] = token,
                    ["MILESTONE_LOAD_PROCESS"] = Text(host.ProcessId),
                });
                Summary.Close($"Load: {Path.Combine(LoadFolder, "report.html")}");
                if (exitCode != 0) throw new StepFailedException("The host did not hold what it promises under load: see above which limit.");
            },
            stop));

    // Compiled ahead of time, as the image is; what no image is made for is measured as it is.
    static string[] AheadOfTime() => RuntimeInformation.RuntimeIdentifier is "linux-x64" or "linux-arm64"
        ? ["--runtime", RuntimeInformation.RuntimeIdentifier, "--self-contained", "false", "-p:PublishReadyToRun=true"]
        : [];

    List<string> LoadArguments()
    {
        var program = Path.Combine(Artifacts, "bin", "Milestone.Load", "release", "Milestone.Load.dll");
        List<string> arguments = [program, "--minutes", Text(Minutes), "--folder", LoadFolder];
        if (Scenario is not null) arguments.AddRange(["--scenario", Scenario]);
        if (Rate is { } rate) arguments.AddRange(["--rate", Text(rate)]);
        return arguments;
    }

    static string Text(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
