namespace Milestone.Load.Measuring;

/// <summary>One request: when it was to be sent, and how long after that its answer was whole.</summary>
/// <param name="At">Seconds since the measuring began.</param>
/// <param name="Milliseconds">From the moment at which it was to be sent, not from when it could be.</param>
/// <param name="Asked">Path and query that were asked for; null where nobody looks at it.</param>
internal readonly record struct Sample(double At, double Milliseconds, string? Asked = null);
