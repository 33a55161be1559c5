namespace Milestone.Load.Measuring;

/// <summary>One request: when it was to be sent, and how long after that its answer was whole.</summary>
/// <param name="At">Seconds since the measuring began.</param>
/// <param name="Milliseconds">From the moment at which it was to be sent, not from when it could be.</param>
internal readonly record struct Sample(double At, double Milliseconds);
