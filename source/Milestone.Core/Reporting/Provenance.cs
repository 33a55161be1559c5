namespace Milestone.Core.Reporting;

/// <summary>Where figures come from. It travels with them into every format.</summary>
/// <param name="Organisation">Whose books.</param>
/// <param name="Currency">The base currency of every amount, as an ISO code.</param>
/// <param name="Period">The period in words: 1 Apr 2026 to 31 Mar 2027.</param>
/// <param name="Basis">Accrual basis or Cash basis.</param>
/// <param name="DrawnAt">When the report was drawn.</param>
/// <param name="DrawnBy">Who drew it: a user's name, or the program that asked.</param>
public sealed record Provenance(string Organisation, string Currency, string Period, string Basis, DateTimeOffset DrawnAt, string DrawnBy)
{
    /// <summary>What is left out, in words, one filter each: Project: 14 Acacia Road. Empty when nothing is.</summary>
    public IReadOnlyList<string> Filters { get; init; } = [];

    /// <summary>When the books were last fetched, or null when they never were.</summary>
    public DateTimeOffset? DataAsOf { get; init; }

    /// <summary>The batch of the ledger that the figures show the state after; 0 before the first.</summary>
    public long Batch { get; init; }

    /// <summary>Whether <see cref="Batch"/> was asked for, instead of being the latest.</summary>
    public bool AsKnownAt { get; init; }

    /// <summary>The time zone that times are written in.</summary>
    public TimeZoneInfo TimeZone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>What every export says of itself.</summary>
    public const string Standing = "Management accounts - unaudited";
}
