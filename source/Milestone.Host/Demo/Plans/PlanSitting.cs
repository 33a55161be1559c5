using Milestone.Core.Estimates;
using Milestone.Core.Projects;

namespace Milestone.Host.Demo.Plans;

/// <summary>What one person typed about one project at one sitting.</summary>
/// <param name="Stage">The fetch after which it was typed.</param>
/// <param name="At">When; never before the project was known, never after the day the demo ends on.</param>
/// <param name="By">Who.</param>
/// <param name="Project">The project.</param>
internal sealed record PlanSitting(int Stage, DateTimeOffset At, string By, Guid Project)
{
    /// <summary>The settings as they were from then on, or null where they stayed.</summary>
    public ProjectSettingsEntry? Settings { get; init; }

    /// <summary>First estimates.</summary>
    public IReadOnlyList<EstimateEntry> NewEstimates { get; init; } = [];

    /// <summary>Estimates thought over, by phase and kind.</summary>
    public IReadOnlyList<EstimateEntry> ChangedEstimates { get; init; } = [];

    /// <summary>How far phases had come, in per cent.</summary>
    public IReadOnlyList<(Guid Phase, decimal Percent)> Progress { get; init; } = [];

    /// <summary>What customers had paid, and suppliers paid back.</summary>
    public IReadOnlyList<AdjustmentEntry> NewAdjustments { get; init; } = [];

    /// <summary>Adjustments put right, by id.</summary>
    public IReadOnlyList<AdjustmentEntry> ChangedAdjustments { get; init; } = [];

    /// <summary>Adjustments that had been entered twice.</summary>
    public IReadOnlyList<Guid> RemovedAdjustments { get; init; } = [];

    /// <summary>The day of the sitting.</summary>
    public DateOnly Day => DateOnly.FromDateTime(At.UtcDateTime);

    /// <summary>Whether anything was typed at all.</summary>
    public bool IsIdle => Settings is null && NewEstimates.Count + ChangedEstimates.Count + Progress.Count + NewAdjustments.Count + ChangedAdjustments.Count + RemovedAdjustments.Count == 0;
}
