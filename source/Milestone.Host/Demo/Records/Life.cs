namespace Milestone.Host.Demo.Records;

/// <summary>Everything that ever happened to one record: a state for every moment from which it held.</summary>
internal sealed record Life(IReadOnlyList<(DateTimeOffset At, Entry State)> Versions)
{
    public RecordKind Kind => Versions[0].State.Kind;

    /// <summary>The state at a moment, with the moment it was last changed; null before it existed.</summary>
    public (DateTimeOffset At, Entry State)? AsOf(DateTimeOffset moment)
    {
        for (var i = Versions.Count - 1; i >= 0; i--)
        {
            if (Versions[i].At <= moment) return Versions[i];
        }

        return null;
    }
}
