namespace Milestone.Core.Storage;

/// <summary>
/// Whether what is known of the database may have changed. What was read counts for as long as the generation is the one it was read in, and only
/// while somebody listens: otherwise nobody would say so.
/// </summary>
internal sealed class ChangeSignal
{
    private long generation;

    /// <summary>Rises with every change that was heard of, of this process or another, and whenever listening begins or ends.</summary>
    public long Generation => Interlocked.Read(ref generation);

    /// <summary>Says whether changes by others are heard of; null while nobody listens.</summary>
    public Func<bool>? Listening { get; set; }

    /// <summary>Whether changes by others are heard of.</summary>
    public bool IsListening => Listening?.Invoke() == true;

    /// <summary>Something has changed, or may have.</summary>
    public void Raise() => Interlocked.Increment(ref generation);
}
