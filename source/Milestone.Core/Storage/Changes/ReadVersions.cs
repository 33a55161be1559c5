using System.Collections.Concurrent;

namespace Milestone.Core.Storage;

/// <summary>Which state of an organisation's data something was read from.</summary>
/// <param name="Version">The organisation's data version.</param>
/// <param name="LastSync">When payloads had last arrived.</param>
public readonly record struct DataState(long Version, DateTimeOffset? LastSync);

/// <summary>
/// Notes which states everything was read from in the course of one piece of work, such as drawing a page. Each reading tells its own, from its own
/// transaction, so whoever keeps the result knows whether it may be kept as that of one state: never as that of a newer one than was read.
/// </summary>
public sealed class ReadVersions : IDisposable
{
    private static readonly AsyncLocal<ReadVersions?> Ambient = new();

    private readonly ConcurrentQueue<(Guid Organisation, DataState? State)> seen = new();

    private ReadVersions()
    {
    }

    /// <summary>Begins to note, until it is disposed, in this flow of control and what it starts.</summary>
    public static ReadVersions Watch()
    {
        var watch = new ReadVersions();
        Ambient.Value = watch;
        return watch;
    }

    /// <summary>Who notes at this moment, or null.</summary>
    internal static ReadVersions? Current => Ambient.Value;

    /// <summary>Whether everything that was read belongs to this organisation in this state.</summary>
    public bool AreAll(Guid organisation, DataState state) => seen.All(one => one.Organisation == organisation && one.State == state);

    /// <inheritdoc/>
    public void Dispose() => Ambient.Value = null;

    /// <summary>Notes a reading; a state of null is an organisation that was not there.</summary>
    internal void Add(Guid organisation, DataState? state) => seen.Enqueue((organisation, state));
}
