using Milestone.Core.Storage;
using Milestone.Host.Demo;
using Milestone.Testing.Postgres;
using Xunit;

namespace Milestone.Host.Tests.Running;

/// <summary>
/// The whole demo company with all that people entered, imported once a run: who looks at it gets a copy. The project of the tests in a browser compiles
/// this file too, so that both want the same and the second to ask finds it made.
/// </summary>
internal static class DemoDatabase
{
    /// <summary>The day its books end on.</summary>
    public static readonly DateOnly Today = new(2026, 11, 25);

    private static readonly Lazy<Task<string>> Original = new(ImportAsync);

    /// <summary>A copy; <see cref="TemporaryPostgres.DropAsync"/> drops it. Skips the test where there is no server.</summary>
    public static async Task<string> CopyAsync()
    {
        TemporaryPostgres.Require();
        return await TemporaryPostgres.CopyAsync(await Original.Value);
    }

    private static Task<string> ImportAsync() => TemporaryPostgres.SharedAsync("demo", async connectionString =>
    {
        var demo = new DemoImport(clock => MilestoneDatabase.Open(connectionString, clock)) { Landed = (stage, result) => Assert.Empty(result.Rejections) };
        await demo.RunAsync(new DemoOptions { Today = Today }, CancellationToken.None);
    });
}
