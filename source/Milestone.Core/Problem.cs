namespace Milestone.Core;

/// <summary>
/// Something a person can put right: a name that does not exist, a file that cannot be read, a database that does not answer.
/// The message says what is wrong and what to do, in a line or two, and is safe to show to anyone.
/// </summary>
public sealed class ProblemException : Exception
{
    /// <summary>A problem of the given kind.</summary>
    public ProblemException(ProblemKind kind, string message, Exception? cause = null)
        : base(message, cause) => Kind = kind;

    /// <summary>What sort of problem it is.</summary>
    public ProblemKind Kind { get; }

    /// <summary>The name of the field or parameter at fault, where there is one.</summary>
    public string? Field { get; init; }

    /// <summary>Every field at fault with what is wrong and how to put it right, where more than one was looked at; empty otherwise.</summary>
    public IReadOnlyDictionary<string, string> Faults { get; init; } = new Dictionary<string, string>();

    /// <summary>What is there now, where the problem is that it is not what was thought: the version that somebody else saved, or what has the place already.</summary>
    public object? Current { get; init; }
}

/// <summary>What sort of problem it is, and so which exit code or HTTP status it becomes.</summary>
public enum ProblemKind
{
    /// <summary>What was asked for cannot be understood or is out of bounds.</summary>
    Invalid,

    /// <summary>What was named does not exist.</summary>
    NotFound,

    /// <summary>It contradicts what is there.</summary>
    Conflict,

    /// <summary>The reader may not do this.</summary>
    Forbidden,

    /// <summary>The database does not answer.</summary>
    Unavailable,

    /// <summary>It was changed by somebody else since it was read: <see cref="ProblemException.Current"/> is what there is now.</summary>
    Stale,

    /// <summary>A change that does not say which version it was made on.</summary>
    Unversioned,
}
