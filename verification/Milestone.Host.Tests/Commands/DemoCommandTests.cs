using Milestone.Host.Tests.Running;
using Milestone.Testing.Postgres;
using Xunit;

namespace Milestone.Host.Tests.Commands;

public sealed class DemoCommandTests(TemporaryDatabase database) : IClassFixture<TemporaryDatabase>
{
    private static readonly string[] Small = ["demo", "--documents", "150", "--today", "2026-11-23"];

    [Fact]
    public async Task The_demo_arrives_in_stages_that_the_ledger_remembers_and_again_posts_nothing()
    {
        var first = await HostProcess.RunAsync(database.ConnectionString, Small);
        var again = await HostProcess.RunAsync(database.ConnectionString, Small);
        var verified = await HostProcess.RunAsync(database.ConnectionString, "ledger", "verify");
        var longAgo = await HostProcess.RunAsync(database.ConnectionString, "export", "statement", "--as-known-at", "2026-05-30", "--format", "json", "--output", "-");

        Assert.Equal((0, 0, 0, 0), (first.ExitCode, again.ExitCode, verified.ExitCode, longAgo.ExitCode));
        Assert.Equal(7, first.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        // Tracking options carry no date in Xero, so an older fetch of them counts as a change; documents do not change.
        Assert.All(again.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.EndsWith(" 0 rejected; 0 postings", line, StringComparison.Ordinal));
        Assert.Contains("the ledger is what the documents say", verified.Output, StringComparison.Ordinal);
        Assert.Contains("\"batch\":0", longAgo.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_demo_is_written_as_files_that_import()
    {
        var folder = Path.Combine(Directory.CreateTempSubdirectory("milestone-demo-").FullName, "payloads");
        try
        {
            var written = await HostProcess.RunAsync(null, [.. Small, "--output", folder]);

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
        var outcome = await HostProcess.RunAsync(null, "demo", option, value);

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains(says, outcome.Error, StringComparison.Ordinal);
    }
}
