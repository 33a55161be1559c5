using Milestone.Core.Estimates;
using Milestone.Core.Organisations;
using Milestone.Core.Projects;
using Milestone.Host.Demo;
using Milestone.Host.Demo.Plans;
using Milestone.Host.Tests.Running;
using Milestone.Testing.Postgres;
using Xunit;

namespace Milestone.Host.Tests.Commands;

public sealed class DemoCommandTests(TemporaryDatabase database) : IClassFixture<TemporaryDatabase>
{
    private static readonly string[] Small = ["demo", "--documents", "150", "--today", "2026-11-23"];

    [Fact]
    public async Task The_demo_arrives_in_stages_that_the_ledger_remembers_and_again_posts_nothing_and_leaves_what_people_entered()
    {
        var sittings = PlanSittings.Of(new DemoOptions { Today = new DateOnly(2026, 11, 23), Documents = 150 });
        var first = await HostCommands.RunAsync(database.ConnectionString, Small);
        var entered = await EnteredAsync();
        var again = await HostCommands.RunAsync(database.ConnectionString, Small);
        var verified = await HostCommands.RunAsync(database.ConnectionString, "ledger", "verify");
        var longAgo = await HostCommands.RunAsync(database.ConnectionString, "export", "statement", "--as-known-at", "2026-05-30", "--format", "json", "--output", "-");

        Assert.Equal((0, 0, 0, 0), (first.ExitCode, again.ExitCode, verified.ExitCode, longAgo.ExitCode));
        Assert.Equal(7, first.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        // Tracking options carry no date in Xero, so an older fetch of them counts as a change; documents do not change.
        Assert.All(again.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.EndsWith(" 0 rejected; 0 postings", line, StringComparison.Ordinal));
        Assert.Contains("the ledger is what the documents say", verified.Output, StringComparison.Ordinal);
        Assert.Contains("\"batch\":0", longAgo.Output, StringComparison.Ordinal);

        // Its projects are planned at the moments of the plan, once.
        Assert.Contains("Its projects are planned", first.Error, StringComparison.Ordinal);
        Assert.Contains("Its projects have been planned already", again.Error, StringComparison.Ordinal);
        Assert.Equal(entered.All, (await EnteredAsync()).All);
        Assert.Equal(sittings.Sum(sitting => sitting.NewEstimates.Count + sitting.ChangedEstimates.Count), entered.Estimates.Count);
        Assert.Equal(sittings.Where(sitting => sitting.NewEstimates.Count > 0).Select(sitting => (sitting.By, sitting.At)).Distinct().Order(),
            entered.Estimates.Where(estimate => estimate.Version == 1).Select(estimate => (estimate.EnteredBy, estimate.EnteredAt)).Distinct().Order());
        Assert.Equal(sittings.Sum(sitting => sitting.Progress.Count), entered.Progress.Count);
        Assert.Equal(sittings.Select(sitting => sitting.Project).Distinct().Count(), entered.Settings.Count);
        Assert.Equal(sittings.Sum(sitting => sitting.NewAdjustments.Count - sitting.RemovedAdjustments.Count), entered.Adjustments.Count);
    }

    private async Task<Entered> EnteredAsync()
    {
        var stop = TestContext.Current.CancellationToken;
        var organisation = (await new OrganisationCatalogue(database.Database).GetAsync(DemoCompany.Name, stop)).Id;
        return new Entered(
            [.. await new EstimateRegister(database.Database).ListAsync(organisation, null, history: true, stop)],
            [.. await new ProgressRegister(database.Database).ListAsync(organisation, null, history: true, stop)],
            [.. await new ProjectSettingsRegister(database.Database).ListAsync(organisation, stop)],
            [.. await new AdjustmentRegister(database.Database).ListAsync(organisation, null, stop)]);
    }

    private sealed record Entered(List<Estimate> Estimates, List<PhaseProgress> Progress, List<ProjectSettings> Settings, List<Adjustment> Adjustments)
    {
        public IEnumerable<object> All => [.. Estimates, .. Progress, .. Settings, .. Adjustments];
    }

    [Fact]
    public async Task The_demo_is_written_as_files_that_import()
    {
        var folder = Path.Combine(Directory.CreateTempSubdirectory("milestone-demo-").FullName, "payloads");
        try
        {
            var written = await HostCommands.RunAsync(null, [.. Small, "--output", folder]);

            Assert.Equal(0, written.ExitCode);
            Assert.StartsWith("Wrote ", written.Output, StringComparison.Ordinal);
            Assert.NotEmpty(Directory.GetFiles(folder, "*.json"));
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(folder)!, recursive: true);
        }
    }

    [Theory]
    [InlineData("--documents", "many", "is not a whole number above zero")]
    [InlineData("--documents", "0", "is not a whole number above zero")]
    [InlineData("--today", "2026-02-30", "is not a day of the calendar")]
    public async Task A_wrong_option_is_explained(string option, string value, string says)
    {
        var outcome = await HostCommands.RunAsync(null, "demo", option, value);

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains(says, outcome.Error, StringComparison.Ordinal);
    }
}
