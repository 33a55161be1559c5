namespace Milestone.Core.Xero;

/// <summary>The versions of a document's parts that are stored.</summary>
internal sealed record StoredVersions(DateTimeOffset Header, DateTimeOffset? Lines, DateTimeOffset? Claims, byte[] Hash);

/// <summary>Which parts of an arriving document are taken.</summary>
internal readonly record struct Taken(bool Header, bool Lines, bool Claims, bool IsNew)
{
    public bool Anything => Header || Lines || Claims;
}

/// <summary>
/// Decides between versions, so that the order of arrival does not matter: the newest header and the newest lines win, each on its own, because a
/// summary has no lines. At the same time the payload with lines wins, else the first. An older version never overwrites a newer one.
/// Rule: docs/concepts.md, Incomplete payloads never destroy.
/// </summary>
internal static class Versions
{
    public static Taken Decide(StoredVersions? stored, SourceDocument arriving)
    {
        if (stored is null)
            return new Taken(Header: true, arriving.HasLines, arriving.TellsSettlements, IsNew: true);

        // Without a time versions cannot be told apart: what differs is taken as it comes.
        var undated = arriving.UpdatedUtc == DateTimeOffset.MinValue && stored.Header == DateTimeOffset.MinValue && !arriving.Hash.AsSpan().SequenceEqual(stored.Hash);
        var sameTime = arriving.UpdatedUtc == stored.Header;
        var storedIsSummary = stored.Lines is null || stored.Lines < stored.Header;
        return new Taken(
            Header: undated || arriving.UpdatedUtc > stored.Header || (sameTime && storedIsSummary && arriving.HasLines),
            Lines: arriving.HasLines && (undated || stored.Lines is null || arriving.UpdatedUtc > stored.Lines),
            Claims: arriving.TellsSettlements && (undated || stored.Claims is null || arriving.UpdatedUtc > stored.Claims),
            IsNew: false);
    }
}
