namespace Milestone.Build.Engine;

/// <summary>A step failed for a reason a person can act on: shown as its message alone, exit code 1.</summary>
public sealed class StepFailedException(string message) : Exception(message);

/// <summary>The command line, the environment or the parameter file asks for something there is not: exit code 2.</summary>
public sealed class UsageException(string message) : Exception(message);
