using Milestone.Build.Engine;

namespace Milestone.Build.Pipelines;

/// <summary>Runs the steps in order. The first that does not end as it must ends all; what was left out or not run any more is in the report.</summary>
/// <param name="run">Runs ./build.sh with these arguments and this environment; its exit code.</param>
internal sealed class PipelineRun(PipelineReport report, TimeProvider time, Func<PipelineStep, CancellationToken, Task<int>> run)
{
    public async Task Run(IReadOnlyList<PipelineStep> steps, IReadOnlyCollection<string> leftOut, Func<PipelineStep, string?> seen, CancellationToken stop)
    {
        foreach (var step in steps)
        {
            if (report.HasFailed)
            {
                report.Add(step, StepOutcome.NotRun, TimeSpan.Zero, "");
                continue;
            }
            if (leftOut.Contains(step.Name, StringComparer.OrdinalIgnoreCase))
            {
                report.Add(step, StepOutcome.LeftOut, TimeSpan.Zero, "asked for with --leave-out");
                continue;
            }
            var began = time.GetTimestamp();
            try
            {
                var code = await run(step, stop);
                var said = string.Join("; ", new[] { seen(step), step.Report }.OfType<string>());
                var isRight = code == step.Expected;
                report.Add(step, isRight ? StepOutcome.Passed : StepOutcome.Failed, time.GetElapsedTime(began), isRight ? said : $"exit code {code} instead of {step.Expected}; {said}");
            }
            catch (Exception error) when (error is StepFailedException or OperationCanceledException)
            {
                report.Add(step, StepOutcome.Failed, time.GetElapsedTime(began), error is OperationCanceledException ? "stopped by whoever ran it" : error.Message);
                if (error is OperationCanceledException) stop = CancellationToken.None;
            }
        }
    }

    /// <summary>A name that is no step is refused, before the first step.</summary>
    public static void Refuse(IEnumerable<string> leftOut, IReadOnlyList<PipelineStep> steps)
    {
        foreach (var name in leftOut)
        {
            if (!steps.Any(step => step.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
                throw new StepFailedException($"--leave-out {name}: there is no such step. There are {string.Join(", ", steps.Select(step => step.Name))}.");
        }
    }
}
