using Milestone.Build.Engine;
using Milestone.Build.Verification;

namespace Milestone.Build;

internal sealed partial class Build
{
    [Parameter("Golden: takes what the tests received as the new golden files, without running them")]
    bool Accept { get; set; }

    [Parameter("Golden: removes golden files that no test asked for", Name = "clean")]
    bool RemoveOrphans { get; set; }

    GoldenFiles GoldenFiles => new(Root);

    Target Golden => _ => _
        .Description("Runs the tests with golden files and shows every difference; --accept takes the differences")
        .DependsOn(Accept ? [] : [Compile])
        .Executes(stop => Accept ? AcceptGoldens() : CompareGoldens(stop));

    Task AcceptGoldens()
    {
        var accepted = GoldenFiles.Accept();
        if (accepted.Count == 0) throw new StepFailedException("Nothing was received: run ./build.sh Golden first, and look at its differences.");
        foreach (var path in accepted) Output.Line($"accepted verification/{path}");
        return Task.CompletedTask;
    }

    async Task CompareGoldens(CancellationToken stop)
    {
        var goldens = GoldenFiles;
        goldens.Forget();
        var results = TestResults.None;
        await WithTestServer(
            async environment =>
            {
                var telling = new Dictionary<string, string?>(environment) { [GoldenFiles.UsedVariable] = goldens.Used };
                // Only a project that refers to Milestone.Testing can have golden files; what a browser shows is none.
                foreach (var project in ChosenProjects().Where(project => project.RefersTo("Milestone.Testing") && project.Name != TestProject.Smoke))
                    results = results.Plus(await project.Run(Filter, ResultsFolder, telling, Shell, stop));
            },
            stop);

        var differences = goldens.Differences();
        foreach (var path in differences) await goldens.Show(path, Shell, stop);
        // A part of the tests asks for a part of the files only.
        var orphans = Filter is null && Project is null && results.Failed == 0 ? goldens.Orphans() : [];
        foreach (var path in orphans)
        {
            if (RemoveOrphans) goldens.Remove(path);
            Output.Line($"{(RemoveOrphans ? "removed" : "orphan:")} verification/{path}, which no test asks for");
        }

        Summary.Close(results.Line);
        if (differences.Count > 0) throw new StepFailedException($"{differences.Count} golden files differ. Where the new text is right by hand: ./build.sh Golden --accept");
        if (results.Failed > 0) throw new StepFailedException($"{results.Failed} tests failed for other reasons than a golden file.");
        if (orphans.Count > 0 && !RemoveOrphans) throw new StepFailedException($"{orphans.Count} golden files are orphans: ./build.sh Golden --clean");
    }
}
