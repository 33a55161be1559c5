using System.Globalization;
using System.Text.RegularExpressions;
using Milestone.Core.Values;

namespace Milestone.Core.Xero;

/// <summary>
/// The days of a report and of its columns, from the words that Xero writes them in: 1 April 2026 to 31 October 2026; For the month ended 31 October 2026;
/// October 2026. A heading gives only the end of a column, as in 31 Oct 26 or Oct 2026; its beginning follows from the others.
/// </summary>
internal static partial class ReportPeriod
{
    private static readonly string[] DayForms = ["d MMMM yyyy", "d MMM yyyy", "d MMM yy", "d MMMM yy", "yyyy-MM-dd"];
    private static readonly string[] MonthForms = ["MMMM yyyy", "MMM yyyy", "MMM-yy", "MMM yy", "MMM-yyyy"];

    /// <summary>The days that a title names, or null.</summary>
    public static Period? Of(string title)
    {
        if (title.Split(" to ", StringSplitOptions.TrimEntries) is [var first, var last])
        {
            var to = Day(last) ?? MonthOf(last)?.To;
            // Xero leaves the year out where both ends share it, as in 1 April to 30 April 2026.
            var from = Day(first) ?? MonthOf(first)?.From ?? (to is { } end ? Day(string.Create(CultureInfo.InvariantCulture, $"{first} {end.Year}")) : null);
            return from <= to ? new Period(from.Value, to.Value) : null;
        }

        if (EndedPattern().Match(title) is { Success: true } ended && Day(ended.Groups["day"].Value) is { } close)
        {
            var months = ended.Groups["unit"].Value.ToUpperInvariant() switch { "YEAR" => 12, "QUARTER" => 3, _ => ended.Groups["count"] is { Success: true } count ? int.Parse(count.Value, CultureInfo.InvariantCulture) : 1 };
            return months is < 1 or > 120 ? null : close == Period.MonthOf(close).To ? Months(close, months) : new Period(close.AddMonths(-months).AddDays(1), close);
        }

        return MonthOf(title);
    }

    /// <summary>The days of each column by its number, from 1; a column that is no period is left out.</summary>
    /// <param name="headings">The headings; the first stands above the labels.</param>
    /// <param name="whole">The days of the report, or null.</param>
    public static Dictionary<int, Period> OfColumns(IReadOnlyList<string> headings, Period? whole)
    {
        var ends = new Dictionary<int, DateOnly>();
        for (var column = 1; column < headings.Count; column++)
        {
            if (Day(headings[column]) is { } day)
                ends.Add(column, day);
            else if (MonthOf(headings[column]) is { } month)
                ends.Add(column, month.To);
        }

        // One column of figures is the report's own period, whatever it is called; a Total beside tracking options is too.
        if (headings.Count <= 2 || ends.Count == 0)
        {
            var only = headings.Count <= 2 ? 1 : IndexOf(headings, "Total");
            return whole is { } all && only > 0 ? new Dictionary<int, Period> { [only] = all } : [];
        }

        var months = MonthsApart(ends.Values, whole);
        return months is { } step ? ends.ToDictionary(end => end.Key, end => Months(end.Value, step)) : [];
    }

    // Two columns are as far apart as one is long. The title would mislead: some reports name the first column's days, others those of all.
    private static int? MonthsApart(IEnumerable<DateOnly> ends, Period? whole)
    {
        var months = ends.Select(end => (end.Year * 12) + end.Month).Order().ToList();
        if (months.Count == 1)
            return whole is { IsWholeMonths: true } days ? ((days.To.Year - days.From.Year) * 12) + days.To.Month - days.From.Month + 1 : null;
        var steps = months.Zip(months.Skip(1), (one, next) => next - one).Distinct().ToList();
        return steps is [var step] && step is 1 or 3 or 12 ? steps[0] : null;
    }

    private static int IndexOf(IReadOnlyList<string> headings, string word)
    {
        for (var column = 1; column < headings.Count; column++)
        {
            if (headings[column].Equals(word, StringComparison.OrdinalIgnoreCase))
                return column;
        }

        return 0;
    }

    private static Period Months(DateOnly end, int months)
    {
        var last = Period.MonthOf(end).To;
        // A column that ends inside a month begins with a month all the same.
        return new Period(new DateOnly(end.Year, end.Month, 1).AddMonths(1 - months), end < last ? end : last);
    }

    private static DateOnly? Day(string text) =>
        DateOnly.TryParseExact(text.Trim(), DayForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 1980 and <= 2200 ? day : null;

    private static Period? MonthOf(string text) =>
        DateOnly.TryParseExact(text.Trim(), MonthForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 1980 and <= 2200 ? Period.MonthOf(day) : null;

    [GeneratedRegex(@"^For the (?:(?<count>\d{1,3}) )?(?<unit>months?|quarter|year) ended (?<day>.+)$", RegexOptions.IgnoreCase)]
    private static partial Regex EndedPattern();
}
