using Milestone.Build.Engine;
using Milestone.Build.GoLive.Checking;
using Milestone.Build.GoLive.Worlds;

namespace Milestone.Build.Tests.GoLive;

/// <summary>When a target's result may be gone by: it is of these very files, and of all that the target does.</summary>
public sealed class RunRecordsTests : IDisposable
{
    private readonly string folder = Path.Combine(Path.GetTempPath(), $"ran-{Guid.NewGuid():N}");

    [Theory]
    [InlineData("Test", "Test", true)]
    [InlineData("Test", "Test Smoke Load Audit GoLive", true)]
    [InlineData("Test", "PreDeploy", true)]
    [InlineData("Test", "Test GoLive --sabotage", true)]
    [InlineData("Test", "Test --project Milestone.Core.Tests", false)]
    [InlineData("Test", "Test GoLive --filter Documents", false)]
    [InlineData("Test", "Test --skip Restore Compile", true)]
    [InlineData("Load", "Load --minutes 1 --skip Publish", true)]
    [InlineData("Load", "Load --minutes 1", true)]
    [InlineData("Load", "Load --minutes 10", true)]
    [InlineData("Load", "Load --minutes 0.1", false)]
    [InlineData("Load", "Load --rate 10", false)]
    public async Task A_result_counts_when_it_is_of_the_whole_target_or_of_the_short_form_that_was_asked_for(string target, string typed, bool counts)
    {
        Write(target, typed, "these", succeeded: true);

        Assert.Equal(counts, (await Demanded(target, "--minutes", "1", "--skip", "Compile")).Faults.Count == 0);
    }

    [Fact]
    public async Task A_result_of_other_files_does_not_count()
    {
        Write("Test", "Test", "others", succeeded: true);

        Assert.Contains("left no result", Assert.Single((await Demanded("Test")).Faults), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_target_that_failed_on_these_files_has_failed()
    {
        Write("Test", "Test", "these", succeeded: false);

        Assert.Contains("failed on these files", Assert.Single((await Demanded("Test")).Faults), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }

    private void Write(string target, string typed, string tree, bool succeeded) =>
        RunRecords.Write(folder, new RunRecord(target, RunRecords.ArgumentsOf(target, typed), tree, DateTimeOffset.UnixEpoch, 1, succeeded, ""));

    /// <summary>What would be run where there is no result ends at once and leaves none.</summary>
    private async Task<Evidence> Demanded(string target, params string[] shortForm)
    {
        var evidence = new Evidence();
        using var terminal = new StringWriter();
        await new RunRecords(folder, "these", new Shell(new Output(terminal, new Secrets(), colour: false), Path.GetTempPath()), "no-such-program.dll").Demand(target, evidence, TestContext.Current.CancellationToken, shortForm);
        return evidence;
    }
}
