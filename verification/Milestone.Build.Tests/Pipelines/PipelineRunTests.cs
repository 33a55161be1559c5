using Milestone.Build.Engine;
using Milestone.Build.Pipelines;

namespace Milestone.Build.Tests.Pipelines;

/// <summary>The pipeline goes on only from what succeeded, and its report says of every step what became of it.</summary>
public sealed class PipelineRunTests
{
    private static readonly PipelineStep[] Steps = [new("Test", ["Test"], "Tests | all"), new("Load", ["Load"], "Limits"), new("Deploy", ["Deploy"], "It answers"), new("Verify", ["Verify"], "It still does")];

    private readonly Clock time = new();
    private readonly PipelineReport report = new("Pipeline", "0123456789abcdef", new DateTimeOffset(2026, 11, 28, 9, 0, 0, TimeSpan.Zero));
    private readonly List<string> ran = [];

    [Fact]
    public async Task All_steps_run_in_order_and_what_is_left_out_is_said()
    {
        await Run(Steps, ["load"], _ => 0);

        Assert.Equal(["Test", "Deploy", "Verify"], ran);
        Assert.False(report.HasFailed);
        Assert.Contains("| Load | left out |  | Limits | asked for with --leave-out |", report.Markdown(), StringComparison.Ordinal);
        Assert.Contains("| Test | passed | 2.0 s | Tests \\| all | <b>seen</b> |", report.Markdown(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_failure_nothing_is_deployed()
    {
        await Run(Steps, [], step => step.Name == "Load" ? 1 : 0);

        Assert.Equal(["Test", "Load"], ran);
        Assert.True(report.HasFailed);
        Assert.Contains("| Load | failed | 2.0 s | Limits | exit code 1 instead of 0; <b>seen</b> |", report.Markdown(), StringComparison.Ordinal);
        Assert.Contains("| Deploy | not run |", report.Markdown(), StringComparison.Ordinal);
        Assert.Contains("| Verify | not run |", report.Markdown(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_step_that_must_fail_and_does_not_is_a_failure()
    {
        await Run([Steps[2] with { Expected = 1 }, Steps[3]], [], _ => 0);

        Assert.True(report.HasFailed);
        Assert.Equal(["Deploy"], ran);
    }

    [Fact]
    public async Task What_a_step_left_behind_may_tell_against_it()
    {
        await new PipelineRun(report, time, (_, _) => Task.FromResult(0)).Run(Steps, [], _ => throw new StepFailedException("It left no report."), TestContext.Current.CancellationToken);

        Assert.True(report.HasFailed);
        Assert.Contains("| Test | failed |", report.Markdown(), StringComparison.Ordinal);
        Assert.Contains("It left no report.", report.Markdown(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_shows_what_was_seen_as_text()
    {
        await Run(Steps, [], _ => 0);

        Assert.Contains("<td>&lt;b&gt;seen&lt;/b&gt;</td>", report.Html(), StringComparison.Ordinal);
        Assert.DoesNotContain("<b>seen", report.Html(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_is_no_step_is_refused_with_those_there_are()
    {
        PipelineRun.Refuse(["deploy"], Steps);

        var refused = Assert.Throws<StepFailedException>(() => PipelineRun.Refuse(["Smok"], Steps));

        Assert.Equal("--leave-out Smok: there is no such step. There are Test, Load, Deploy, Verify.", refused.Message);
    }

    private Task Run(PipelineStep[] steps, string[] without, Func<PipelineStep, int> code) =>
        new PipelineRun(report, time, (step, _) =>
        {
            ran.Add(step.Name);
            time.Advance(TimeSpan.FromSeconds(2));
            return Task.FromResult(code(step));
        }).Run(steps, without, _ => "<b>seen</b>", TestContext.Current.CancellationToken);

    private sealed class Clock : TimeProvider
    {
        private long ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => ticks;

        public void Advance(TimeSpan by) => ticks += by.Ticks;
    }
}
