using Milestone.Core.Organisations;

namespace Milestone.Host.Components.Days;

/// <summary>Whether books are so old that a reader should know: fetched more than a day ago, with an hour for a nightly fetch that runs late.</summary>
internal static class AsOf
{
    private static readonly TimeSpan Old = TimeSpan.FromHours(25);

    public static bool IsOld(Organisation organisation, TimeProvider clock) => organisation.LastSync is { } sync && clock.GetUtcNow() - sync > Old;
}
