namespace Milestone.Core.Assignments;

/// <summary>Lines to be given a project, a phase or both.</summary>
/// <param name="Lines">The lines, 1 to <see cref="MostLines"/>.</param>
/// <param name="Project">The project, all zeros for none at all (an override only), or null to leave it as it is.</param>
/// <param name="Phase">The phase, all zeros for none at all (an override only), or null to leave it as it is.</param>
/// <param name="Mode">Fill or override.</param>
public sealed record AssignmentRequest(IReadOnlyList<LineChoice> Lines, Guid? Project, Guid? Phase, AssignmentMode Mode)
{
    /// <summary>The most lines that are assigned at once.</summary>
    public const int MostLines = 500;
}

/// <summary>One line that was chosen.</summary>
/// <param name="Document">The document.</param>
/// <param name="Line">The line in it.</param>
/// <param name="Seen">What <see cref="AssignableLine.Seen"/> was when it was shown; a preview may leave it out.</param>
public sealed record LineChoice(Guid Document, Guid Line, string? Seen);

/// <summary>One assignment as it shall be from now on.</summary>
/// <param name="Line">The line of the document that it is on; null for the one it is on now.</param>
/// <param name="Seen">What <see cref="AssignableLine.Seen"/> of that line was when it was shown.</param>
/// <param name="Project">The project, all zeros for none at all (an override only), or null for Xero's.</param>
/// <param name="Phase">The phase, all zeros for none at all (an override only), or null for Xero's.</param>
/// <param name="Mode">Fill or override.</param>
public sealed record AssignmentChange(Guid? Line, string? Seen, Guid? Project, Guid? Phase, AssignmentMode Mode);

/// <summary>What became of a request.</summary>
/// <param name="Batch">The batch it was recorded as; null where nothing had to change.</param>
/// <param name="Assigned">How many lines were assigned.</param>
/// <param name="Left">How many were left as they are: Xero names what a fill would have filled, or it was assigned already.</param>
public sealed record AssignmentOutcome(long? Batch, int Assigned, int Left);

/// <summary>What a request would do, worked out by the rules that post and without writing anything.</summary>
/// <param name="Lines">Each line, where it counts now and where it would.</param>
/// <param name="Effects">The profit to date of each project and phase that would change.</param>
/// <param name="Changed">How many of the lines would be assigned.</param>
public sealed record AssignmentPreview(IReadOnlyList<PreviewedLine> Lines, IReadOnlyList<PreviewedEffect> Effects, int Changed)
{
    /// <summary>What the organisation's profit would change by. Lines only move, so it is zero.</summary>
    public decimal Total => Effects.Sum(effect => effect.Difference);
}

/// <summary>One line of a preview.</summary>
/// <param name="Line">The line as it is.</param>
/// <param name="After">Where it would count.</param>
/// <param name="Left">Why it would be left as it is, in words; null where it would be assigned.</param>
public sealed record PreviewedLine(AssignableLine Line, AssignmentPlace After, string? Left);

/// <summary>What a preview does to one project and phase.</summary>
/// <param name="Place">The project and phase.</param>
/// <param name="Before">Its profit now: accrual basis, all periods, base currency.</param>
/// <param name="Difference">What would be added.</param>
public sealed record PreviewedEffect(AssignmentPlace Place, decimal Before, decimal Difference)
{
    /// <summary>Its profit afterwards.</summary>
    public decimal After => Before + Difference;
}
