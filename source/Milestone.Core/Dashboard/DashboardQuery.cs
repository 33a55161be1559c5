using Milestone.Core.Statements;
using Milestone.Core.Values;

namespace Milestone.Core.Dashboard;

/// <summary>What a dashboard can be asked for.</summary>
/// <param name="Period">The days of its key figures, both ends included. The trend ends with them.</param>
public sealed record DashboardQuery(Period Period)
{
    /// <summary>Accrual unless asked otherwise.</summary>
    public Basis Basis { get; init; }

    /// <summary>The state after this batch instead of the latest; null for the latest. Invoices owed and progress are always of now.</summary>
    public long? AsKnownAt { get; init; }

    /// <summary>What the key figures are compared with: the same days a year earlier, or the period just before.</summary>
    public Comparison Comparison { get; init; } = Comparison.PreviousYears;

    /// <summary>How far back the trend goes.</summary>
    public TrendRange Trend { get; init; } = TrendRange.OneYear;

    /// <summary>The day by which invoices are due or overdue.</summary>
    public required DateOnly Today { get; init; }
}

/// <summary>How far back a trend goes from the end of its period.</summary>
public enum TrendRange
{
    /// <summary>The last month.</summary>
    OneMonth,

    /// <summary>Three months.</summary>
    ThreeMonths,

    /// <summary>Six months.</summary>
    SixMonths,

    /// <summary>Twelve months.</summary>
    OneYear,

    /// <summary>From the first posting on: by month, by quarter beyond three years, by year beyond thirty.</summary>
    All,
}
