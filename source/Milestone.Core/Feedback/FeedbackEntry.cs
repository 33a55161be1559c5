namespace Milestone.Core.Feedback;

/// <summary>One thing that a reader said about the program.</summary>
/// <param name="Id">Its id.</param>
/// <param name="SaidAt">When.</param>
/// <param name="SaidBy">Who, by name.</param>
/// <param name="Page">The page that it was said on: its path below the base, with its question.</param>
/// <param name="Version">The version of the program.</param>
/// <param name="Words">What was said.</param>
public sealed record FeedbackEntry(Guid Id, DateTimeOffset SaidAt, string SaidBy, string Page, string Version, string Words)
{
    /// <summary>The user, or null where nobody signs in.</summary>
    public Guid? User { get; init; }

    /// <summary>When somebody who looks after the installation read it; null where nobody did yet.</summary>
    public DateTimeOffset? ReadAt { get; init; }

    /// <summary>Who did, or null.</summary>
    public string? ReadBy { get; init; }
}
