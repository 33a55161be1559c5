using Milestone.Build.Database;
using Milestone.Build.Engine;

namespace Milestone.Build;

internal sealed partial class Build
{
    [Parameter("Bench: handed on to the benchmarks, separated by blanks")]
    string? Arguments { get; set; }

    Target Bench => _ => _
        .Description("Measures the figures at ten million postings; the data is kept from run to run")
        .Executes(async stop =>
        {
            var project = Path.Combine(Root, "verification", "Milestone.Benchmarks");
            await Shell.Run("dotnet", ["build", project, "--configuration", "Release", "--verbosity", "quiet", "--nologo", .. LockedRestore], stop);
            var program = Path.Combine(Artifacts, "bin", "Milestone.Benchmarks", "release", "Milestone.Benchmarks.dll");
            string[] arguments = [program, .. (Arguments ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries)];
            if (GivenTestServer is { } given)
            {
                await Shell.Run("dotnet", arguments, stop, TestEnvironment(given));
                return;
            }
            await using var server = await Servers.Start(Purpose.Benchmarks, Keep, stop);
            await Shell.Run("dotnet", arguments, stop, TestEnvironment(server.ConnectionString()));
        });
}
