using Milestone.Build.Engine;

namespace Milestone.Build.Verification;

/// <summary>A project of tests: built, it is a program that runs itself.</summary>
internal sealed record TestProject(string Name, string File, string Program)
{
    /// <summary>The tests in a browser, which take turns after all others: they need what the others prove.</summary>
    public const string Smoke = "Milestone.Smoke";

    /// <summary>What a test that looks many times over is marked with: Test leaves it out, Smoke does not.</summary>
    public const string Slow = "Pace=slow";

    /// <summary>Every *.Tests project below verification/, in alphabetical order, and the browser's.</summary>
    /// <param name="root">The repository's folder, or a copy of it.</param>
    /// <param name="configuration">debug or release, as the folder is called.</param>
    public static IReadOnlyList<TestProject> In(string root, string configuration) => Directory
        .EnumerateFiles(Path.Combine(root, "verification"), "*.csproj", SearchOption.AllDirectories)
        .Select(file => (File: file, Name: Path.GetFileNameWithoutExtension(file)))
        .Where(project => project.Name == Smoke || project.Name.EndsWith(".Tests", StringComparison.Ordinal))
        .OrderBy(project => project.Name == Smoke)
        .ThenBy(project => project.Name, StringComparer.Ordinal)
        .Select(project => new TestProject(
            project.Name, project.File, Path.Combine(root, "artifacts", "bin", project.Name, configuration, project.Name + ".dll")))
        .ToList();

    public bool RefersTo(string project) => System.IO.File.ReadAllText(File).Contains(project + ".csproj", StringComparison.Ordinal);

    /// <param name="filter">Part of the full name of the tests to run; null for all.</param>
    /// <param name="resultsFolder">Gets the project's TRX file.</param>
    /// <param name="without">A trait whose tests are left out; null leaves none out.</param>
    public async Task<TestResults> Run(
        string? filter, string resultsFolder, IReadOnlyDictionary<string, string?> environment, Shell shell, CancellationToken stop, string? without = null)
    {
        Directory.CreateDirectory(resultsFolder);
        var trxFile = Path.Combine(resultsFolder, Name + ".trx");
        System.IO.File.Delete(trxFile);
        var exitCode = await shell.Try(
            "dotnet",
            [
                Program, "-noLogo", "-noColor", "-longRunning", "30", "-result-trx", trxFile,
                .. filter is null ? [] : new[] { "-method", $"*{filter}*" },
                .. without is null ? [] : new[] { "-trait-", without },
            ],
            stop,
            environment);
        if (!System.IO.File.Exists(trxFile)) return TestResults.Broken(Name, $"ended with exit code {exitCode} and wrote no results");

        var results = TestResults.Read(trxFile);
        if (exitCode != 0 && results.Failed == 0 && results.Total > 0)
            return results.Plus(TestResults.Broken(Name, $"ended with exit code {exitCode} although no test failed"));
        // A project that lost its tests would otherwise pass for ever.
        return results.Total == 0 && filter is null ? TestResults.Broken(Name, "has no tests") : results;
    }
}
