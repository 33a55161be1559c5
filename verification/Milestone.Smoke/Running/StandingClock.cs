namespace Milestone.Smoke.Running;

/// <summary>
/// A clock that stands at one moment until it is told of another, so that pages and pictures are the same every day. Its timers are the
/// machine's own: what waits in the host waits as it would.
/// </summary>
internal sealed class StandingClock(DateTimeOffset now) : TimeProvider
{
    /// <summary>The moment it stands at.</summary>
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}
