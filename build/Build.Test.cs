using System.Globalization;
using System.Security.Cryptography;
using Milestone.Build.Engine;
using Milestone.Build.Verification;

namespace Milestone.Build;

internal sealed partial class Build
{
    [Parameter("Test and Golden: only this project, such as Milestone.Core.Tests")]
    string? Project { get; set; }

    [Parameter("Test and Golden: only tests with this in their full name. Drill: only restore, moment, failover or kills. Mutate: only mutations with this in their name")]
    string? Filter { get; set; }

    const int ProjectsAtATime = 2;

    /// <summary>The number of a run whose test projects share what takes long to make. Only here: a mutated program must make it anew.</summary>
    const string SharingVariable = "MILESTONE_TEST_SHARING";

    string ResultsFolder => Path.Combine(Artifacts, "test-results");

    Target Test => _ => _
        .Description("Runs the tests against a real PostgreSQL, those in a browser at one width; results in artifacts/test-results")
        .DependsOn(Compile)
        .Executes(stop => WithTestServer(
            async found =>
            {
                var environment = new Dictionary<string, string?>(found)
                {
                    [SharingVariable] = RandomNumberGenerator.GetInt32(1, int.MaxValue).ToString("x8", CultureInfo.InvariantCulture),
                };
                // One waits for the database or a browser while another computes; more at a time would only slow each other down.
                using var turns = new SemaphoreSlim(ProjectsAtATime);
                var results = await Task.WhenAll(ChosenProjects().Select(async project =>
                {
                    await turns.WaitAsync(stop);
                    try
                    {
                        return await project.Run(Filter, ResultsFolder, environment, Shell, stop, without: TestProject.Slow);
                    }
                    finally
                    {
                        turns.Release();
                    }
                }));
                Report(results.Aggregate(TestResults.None, (sum, one) => sum.Plus(one)));
            },
            stop));

    IReadOnlyList<TestProject> ChosenProjects()
    {
        var all = TestProject.In(Root, ConfigurationFolder);
        if (Project is null) return all;
        var chosen = all.Where(project => project.Name.Equals(Project, StringComparison.OrdinalIgnoreCase)).ToList();
        return chosen.Count > 0
            ? chosen
            : throw new StepFailedException($"There is no test project {Project}. There are {string.Join(", ", all.Select(project => project.Name))}.");
    }

    /// <summary>Names what failed now, and leaves the counts for the last line; no test at all is a failure.</summary>
    void Report(TestResults results)
    {
        Summary.Close(results.Line);
        Output.Line();
        foreach (var test in results.Failures) Output.Bad($"failed: {test.Name}: {test.Reason}");
        if (results.Failed > 0) throw new StepFailedException($"{results.Failed} of {results.Total} tests failed.");
        if (results.Total == 0) throw new StepFailedException(Filter is null ? "No tests were found." : $"No test has '{Filter}' in its name.");
    }
}
