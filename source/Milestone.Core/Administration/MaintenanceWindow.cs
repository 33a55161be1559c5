namespace Milestone.Core.Administration;

/// <summary>One maintenance window: planned, under way, over or called off.</summary>
/// <param name="Id">Its id.</param>
/// <param name="From">When it begins.</param>
/// <param name="To">When it ends, or was to end.</param>
/// <param name="Message">What readers are told.</param>
/// <param name="PlannedBy">Who planned it.</param>
public sealed record MaintenanceWindow(Guid Id, DateTimeOffset From, DateTimeOffset To, string Message, string PlannedBy)
{
    /// <summary>When it was planned.</summary>
    public DateTimeOffset PlannedAt { get; init; }

    /// <summary>When it was planned to end, where that was moved since.</summary>
    public DateTimeOffset PlannedTo { get; init; }

    /// <summary>When somebody ended it before its time or called it off; null where nobody did.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Who did, or null.</summary>
    public string? EndedBy { get; init; }

    /// <summary>When it is over: its end, or the moment at which somebody ended it.</summary>
    public DateTimeOffset Over => EndedAt is { } ended && ended < To ? ended : To;

    /// <summary>Whether it was called off before it began.</summary>
    public bool IsCalledOff => EndedAt is { } ended && ended <= From;

    /// <summary>Whether it is under way.</summary>
    public bool IsAt(DateTimeOffset now) => From <= now && now < Over;

    /// <summary>Whether it has not begun, and will.</summary>
    public bool IsAhead(DateTimeOffset now) => now < From && EndedAt is null;
}
