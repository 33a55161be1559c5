using Milestone.Build.GoLive.Worlds;

namespace Milestone.Build.GoLive.Checking;

/// <summary>
/// One task of the founding document, as something that can be looked at. A check notes what it asked and what came back; it passes only when it has seen
/// something and nothing of it was wrong. Its sabotage is the mistake that it is there to notice.
/// </summary>
internal abstract class Check
{
    /// <summary>T274 to T330.</summary>
    public abstract string Task { get; }

    public abstract string Title { get; }

    /// <summary>What is certain when it has passed.</summary>
    public abstract string Proves { get; }

    /// <summary>In words, what <see cref="Break"/> does. Empty where a rehearsal has nothing to look at.</summary>
    public abstract string Sabotage { get; }

    /// <summary>Whether nobody may go live without it.</summary>
    public virtual bool Critical => true;

    /// <summary>Whether it stops, fills or breaks what it looks at. Such a one is not done to production: there its result of a rehearsal of the same commit counts.</summary>
    public virtual bool Disturbs => false;

    /// <summary>Of several checks these come last, because they look at the lines of the others.</summary>
    public virtual bool ComesLast => false;

    /// <summary>Its folder: Database, Web, Identity, Delivery, Figures, Operations or Documents.</summary>
    public string Subject => GetType().Namespace!.Split('.')[^1];

    public int Number => int.Parse(Task.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Looks. Whatever it throws is a failure with that reason.</summary>
    public abstract Task Look(World world, Evidence evidence, CancellationToken stop);

    /// <summary>Makes the mistake; disposing what it returns takes it back.</summary>
    public virtual Task<IAsyncDisposable> Break(World world, CancellationToken stop) => throw new NotSupportedException($"{Task} names no sabotage.");
}
