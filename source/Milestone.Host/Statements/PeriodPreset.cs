using Milestone.Core.Values;

namespace Milestone.Host.Statements;

/// <summary>A period by its name. Rule: docs/concepts.md, Calendar.</summary>
internal static class PeriodPreset
{
    /// <summary>What a statement covers when nobody says.</summary>
    public const string Default = "year-to-date";

    /// <summary>The names, in the order in which a reader is offered them.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["this-month", "last-month", "this-quarter", "last-quarter", "this-year", "last-year", "year-to-date", "trailing-12", "uk-tax-year"];

    /// <summary>The days of a named period, or null when there is no such name.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="today">Today by the organisation's calendar.</param>
    /// <param name="year">The organisation's financial year; quarters are its quarters.</param>
    public static Period? Find(string name, DateOnly today, FinancialYear year) => name switch
    {
        "this-month" => Period.MonthOf(today),
        "last-month" => Period.MonthOf(today.AddMonths(-1)),
        "this-quarter" => year.QuarterOf(today),
        "last-quarter" => year.QuarterOf(year.QuarterOf(today).From.AddDays(-1)),
        "this-year" => year.YearOf(today),
        "last-year" => year.YearOf(year.YearOf(today).From.AddDays(-1)),
        "year-to-date" => new Period(year.YearOf(today).From, today),
        "trailing-12" => TrailingTwelve(today),
        "uk-tax-year" => FinancialYear.UnitedKingdomTax.YearOf(today),
        _ => null,
    };

    // The twelve whole months up to the last month that has ended: a part month would make the oldest and the newest unlike.
    private static Period TrailingTwelve(DateOnly today)
    {
        var end = Period.MonthOf(today).To == today ? today : new DateOnly(today.Year, today.Month, 1).AddDays(-1);
        return new Period(end.AddDays(1).AddMonths(-12), end);
    }
}
