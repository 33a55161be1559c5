namespace Milestone.Core.Storage;

/// <summary>
/// Keeps values up to a number of bytes and then drops those that were asked for least recently. Safe to use from many threads.
/// </summary>
/// <typeparam name="TKey">What values are found by.</typeparam>
/// <typeparam name="TValue">What is kept.</typeparam>
/// <param name="most">How many bytes may be kept; a value larger than an eighth of that is not kept.</param>
public sealed class LeastRecentlyUsed<TKey, TValue>(long most)
    where TKey : notnull
{
    private const int LargestShare = 8;

    private sealed record Entry(TKey Key, TValue Value, long Bytes);

    private readonly Lock turn = new();
    private readonly Dictionary<TKey, LinkedListNode<Entry>> byKey = [];
    private readonly LinkedList<Entry> byUse = new();
    private long bytes;

    /// <summary>How many bytes are kept.</summary>
    public long Bytes
    {
        get
        {
            lock (turn)
                return bytes;
        }
    }

    /// <summary>How many values are kept.</summary>
    public int Count
    {
        get
        {
            lock (turn)
                return byKey.Count;
        }
    }

    /// <summary>Finds a value, which then counts as just used.</summary>
    public bool TryGet(TKey key, [System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out TValue value)
    {
        lock (turn)
        {
            if (!byKey.TryGetValue(key, out var node))
            {
                value = default;
                return false;
            }

            if (node != byUse.First)
            {
                byUse.Remove(node);
                byUse.AddFirst(node);
            }

            value = node.Value.Value;
            return true;
        }
    }

    /// <summary>Keeps a value, instead of one that was kept by the same key, and drops what no longer fits.</summary>
    /// <param name="key">What it is found by.</param>
    /// <param name="value">What is kept.</param>
    /// <param name="size">How many bytes it takes, about.</param>
    public void Set(TKey key, TValue value, long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        lock (turn)
        {
            Remove(key);
            if (size > most / LargestShare)
                return;
            byKey[key] = byUse.AddFirst(new Entry(key, value, size));
            bytes += size;
            while (bytes > most)
                Remove(byUse.Last!.Value.Key);
        }
    }

    /// <summary>Drops every value whose key is no longer asked for.</summary>
    /// <param name="isPast">Whether nobody will ask for a key again.</param>
    public void Drop(Predicate<TKey> isPast)
    {
        ArgumentNullException.ThrowIfNull(isPast);
        lock (turn)
        {
            foreach (var key in byKey.Keys.Where(key => isPast(key)).ToList())
                Remove(key);
        }
    }

    private void Remove(TKey key)
    {
        if (!byKey.Remove(key, out var node))
            return;
        byUse.Remove(node);
        bytes -= node.Value.Bytes;
    }
}
