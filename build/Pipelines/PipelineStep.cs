namespace Milestone.Build.Pipelines;

/// <summary>One target of the pipeline, as a program of its own: what it needs comes by its environment.</summary>
/// <param name="Name">The step; several steps may be of one target.</param>
/// <param name="Arguments">What is asked of ./build.sh.</param>
/// <param name="Shows">What is known when it has succeeded.</param>
/// <param name="Report">Where it leaves what it saw, below artifacts.</param>
internal sealed record PipelineStep(string Name, IReadOnlyList<string> Arguments, string Shows, string? Report = null)
{
    /// <summary>The exit code that it must have.</summary>
    public int Expected { get; init; }

    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();
}

/// <summary>How a step ended.</summary>
internal enum StepOutcome
{
    Passed,
    Failed,
    LeftOut,
    NotRun,
}
