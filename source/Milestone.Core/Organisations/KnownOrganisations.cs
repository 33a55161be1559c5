using System.Security.Cryptography;
using System.Text;
using Milestone.Core.Access;
using Milestone.Core.Storage;

namespace Milestone.Core.Organisations;

/// <summary>The organisations of the installation as they were read in one go.</summary>
/// <param name="All">All of them, by name.</param>
/// <param name="Epoch">Tells this database's history from any other: data versions are compared only within one.</param>
public sealed record KnownOrganisations(IReadOnlyList<Organisation> All, string Epoch)
{
    /// <summary>What decides which of them a name means: changes when one is added, removed or renamed.</summary>
    public string Names { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', All.Select(one => $"{one.Id:N} {one.Name}")))).AsSpan(0, 8));

    /// <summary>Those of a reader; the same where the reader sees all.</summary>
    internal KnownOrganisations For(ReaderScope? reader) =>
        reader is null || All.All(one => reader.In(one.Id) is not null) ? this : new KnownOrganisations([.. All.Where(one => reader.In(one.Id) is not null)], Epoch);
}

/// <summary>Keeps what was read for as long as it is known to hold: while somebody listens and nothing was heard.</summary>
internal sealed class Remembered<T>(ChangeSignal changes, Func<CancellationToken, Task<T>> read)
    where T : class
{
    private sealed record Kept(T Value, long Generation);

    private volatile Kept? kept;

    /// <summary>What holds now: what was kept, else what is read.</summary>
    public async ValueTask<T> GetAsync(CancellationToken cancellation)
    {
        if (Known is { } known)
            return known;

        // The generation is taken before the reading: a change in between makes what was read count for nothing.
        var generation = changes.Generation;
        var isListening = changes.IsListening;
        var value = await read(cancellation).ConfigureAwait(false);
        if (isListening)
            kept = new Kept(value, generation);
        return value;
    }

    /// <summary>What is known to hold, without asking; null where it would have to be asked.</summary>
    public T? Known => kept is { } one && one.Generation == changes.Generation && changes.IsListening ? one.Value : null;
}
