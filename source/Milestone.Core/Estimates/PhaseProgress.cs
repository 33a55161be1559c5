namespace Milestone.Core.Estimates;

/// <summary>One version of how far a phase of a project is, as somebody judged it. The current version is open.</summary>
/// <param name="Project">The project.</param>
/// <param name="Phase">The build phase; all zeros for the project as a whole.</param>
/// <param name="Version">From 1; a change is made on the current one, the first on 0.</param>
/// <param name="Percent">0 to 100.</param>
/// <param name="Date">The day it was judged.</param>
/// <param name="Notes">Words and the few tags that a <see cref="Milestone.Core.Values.Note"/> may hold; may be empty.</param>
/// <param name="EnteredBy">Who entered this version.</param>
/// <param name="EnteredAt">When.</param>
public sealed record PhaseProgress(Guid Project, Guid Phase, long Version, decimal Percent, DateOnly Date, string Notes, string EnteredBy, DateTimeOffset EnteredAt)
{
    /// <summary>Who entered the next version; null while this one is current.</summary>
    public string? ClosedBy { get; init; }

    /// <summary>When the next version was entered; null while this one is current.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>Whether this version holds now.</summary>
    public bool IsCurrent => ClosedAt is null;

    /// <summary>
    /// How far a project is: what was judged of it as a whole, else its phases' progress weighted by their estimated cost (cost and materials), where
    /// a phase that nobody has judged counts as not begun. Null where nothing was judged, or the judged phases have no estimated cost.
    /// </summary>
    /// <param name="estimates">The project's current estimates.</param>
    /// <param name="progress">The project's current progress.</param>
    /// <returns>0 to 100, not rounded.</returns>
    public static decimal? Overall(IReadOnlyCollection<Estimate> estimates, IReadOnlyCollection<PhaseProgress> progress)
    {
        ArgumentNullException.ThrowIfNull(estimates);
        ArgumentNullException.ThrowIfNull(progress);
        if (progress.FirstOrDefault(one => one.Phase == Guid.Empty) is { } whole)
            return whole.Percent;
        var costs = estimates
            .Where(one => one.Kind is EstimateKind.Cost or EstimateKind.Materials && one.Phase != Guid.Empty)
            .GroupBy(one => one.Phase)
            .ToDictionary(phase => phase.Key, phase => phase.Sum(one => one.Amount));
        var all = costs.Values.Sum();
        return progress.Count == 0 || all == 0 ? null : progress.Sum(one => one.Percent * costs.GetValueOrDefault(one.Phase)) / all;
    }
}

/// <summary>A phase's progress as somebody enters it. What is missing or out of bounds is refused with the field named.</summary>
/// <param name="Phase">The build phase; all zeros for the project as a whole.</param>
/// <param name="Version">The version that it was judged on; 0 where there is none yet.</param>
/// <param name="Percent">0 to 100, with at most two decimals.</param>
/// <param name="Date">The day it was judged; not ahead.</param>
/// <param name="Notes">Plain text of at most 4,000 characters.</param>
public sealed record ProgressEntry(Guid Phase, long Version, decimal? Percent, DateOnly? Date, string? Notes)
{
    internal ProgressEntry Checked(DateOnly latest)
    {
        var faults = new EntryFaults();
        faults.Number("percent", "The progress", Percent, 0, 100, 2);
        faults.Day("date", "The date", Date, latest);
        var notes = faults.Notes("notes", "The notes", Notes);
        faults.Check();
        return this with { Notes = notes };
    }
}
