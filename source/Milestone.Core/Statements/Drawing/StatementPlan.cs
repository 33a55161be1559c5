using System.Globalization;
using Milestone.Core.Values;

namespace Milestone.Core.Statements;

/// <summary>A stretch of time that figures are asked for, with the number they come back under.</summary>
internal readonly record struct Span(int No, DateOnly First, DateOnly Last);

/// <summary>
/// What a query asks of the database: its windows in time, cut into whole months, which totals answer, and days at ragged ends, which postings answer.
/// </summary>
internal sealed class StatementPlan
{
    private StatementPlan(IReadOnlyList<Period> actual, IReadOnlyList<Period> comparatives)
    {
        Actual = actual;
        Comparatives = comparatives;
        var windows = actual.Concat(comparatives).ToList();
        for (var no = 0; no < windows.Count; no++)
            Cut(no, windows[no]);
    }

    /// <summary>The windows of the period asked for; their numbers start at 0.</summary>
    public IReadOnlyList<Period> Actual { get; }

    /// <summary>The windows of earlier periods; their numbers follow.</summary>
    public IReadOnlyList<Period> Comparatives { get; }

    /// <summary>The number of what is planned for the whole period, which follows them all.</summary>
    public int Planned => Actual.Count + Comparatives.Count;

    /// <summary>Whole months, by the first day of the first and of the last.</summary>
    public List<Span> Months { get; } = [];

    /// <summary>Days that are no whole month.</summary>
    public List<Span> Days { get; } = [];

    public static StatementPlan Of(StatementQuery query, FinancialYear year) =>
        new(Windows(query, year), [.. Earlier(query)]);

    /// <summary>The whole period in one window, as it is now: another way to its total.</summary>
    public static StatementPlan OfPeriod(StatementQuery query) => new([query.Period], []);

    private static List<Period> Windows(StatementQuery query, FinancialYear year)
    {
        List<Period> windows = query.Columns switch
        {
            StatementColumns.Month => [.. query.Period.Months()],
            StatementColumns.Quarter => [.. Pieces(query.Period, year.QuarterOf)],
            StatementColumns.Year => [.. Pieces(query.Period, year.YearOf)],
            _ => [query.Period],
        };
        return windows.Count <= StatementQuery.MostColumns ? windows : throw new ProblemException(
            ProblemKind.Invalid,
            string.Create(CultureInfo.InvariantCulture, $"The period has {windows.Count} columns; a statement has at most {StatementQuery.MostColumns}. Ask for a shorter period or for quarters or years."))
        { Field = "columns" };
    }

    private static IEnumerable<Period> Pieces(Period period, Func<DateOnly, Period> pieceOf)
    {
        for (var start = period.From; start <= period.To;)
        {
            var piece = pieceOf(start).Intersect(period)!.Value;
            yield return piece;
            start = piece.To.AddDays(1);
        }
    }

    private static IEnumerable<Period> Earlier(StatementQuery query)
    {
        var period = query.Period;
        for (var i = 0; i < query.Compare; i++)
        {
            period = query.Comparison == Comparison.PreviousYears ? period.YearBefore() : period.Previous();
            yield return period;
        }
    }

    private void Cut(int no, Period window)
    {
        var firstMonth = window.From.Day == 1 ? window.From : Period.MonthOf(window.From).To.AddDays(1);
        var afterLast = window.To.AddDays(1);
        var endOfMonths = new DateOnly(afterLast.Year, afterLast.Month, 1);
        if (firstMonth >= endOfMonths)
        {
            Days.Add(new Span(no, window.From, window.To));
            return;
        }

        if (window.From < firstMonth)
            Days.Add(new Span(no, window.From, firstMonth.AddDays(-1)));
        Months.Add(new Span(no, firstMonth, endOfMonths.AddMonths(-1)));
        if (endOfMonths <= window.To)
            Days.Add(new Span(no, endOfMonths, window.To));
    }
}
