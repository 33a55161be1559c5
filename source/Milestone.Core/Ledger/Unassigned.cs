namespace Milestone.Core.Ledger;

/// <summary>
/// The project and the phase of a line that names none. It is a key of its own, not an absence, so that sums over projects or phases
/// include it by construction.
/// </summary>
public static class Unassigned
{
    /// <summary>The all-zero id.</summary>
    public static readonly Guid Id = Guid.Empty;

    /// <summary>What readers see.</summary>
    public const string Label = "Unassigned";
}
