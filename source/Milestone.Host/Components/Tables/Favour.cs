namespace Milestone.Host.Components.Tables;

/// <summary>Whether a change is good for profit. Said by mark and word, and only then by colour.</summary>
public enum Favour
{
    /// <summary>No change, or nothing to judge.</summary>
    Neither,

    /// <summary>More profit than the reference.</summary>
    Favourable,

    /// <summary>Less profit than the reference.</summary>
    Adverse,
}
