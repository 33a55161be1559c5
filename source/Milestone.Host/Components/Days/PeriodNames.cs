namespace Milestone.Host.Components.Days;

/// <summary>The named periods as readers know them, in the order in which they are offered.</summary>
internal static class PeriodNames
{
    public static IReadOnlyList<(string Name, string Label)> All { get; } =
    [
        ("this-month", "This month"),
        ("last-month", "Last month"),
        ("this-quarter", "This quarter"),
        ("last-quarter", "Last quarter"),
        ("year-to-date", "Year to date"),
        ("this-year", "This financial year"),
        ("last-year", "Last financial year"),
        ("trailing-12", "Last 12 months"),
        ("uk-tax-year", "UK tax year"),
    ];
}
