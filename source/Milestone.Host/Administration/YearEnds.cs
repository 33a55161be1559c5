using System.Globalization;
using Milestone.Core;
using Milestone.Core.Values;

namespace Milestone.Host.Administration;

/// <summary>The last day of a financial year as month-day, as pages and the API write it.</summary>
internal static class YearEnds
{
    /// <summary>As in 03-31; empty for none.</summary>
    public static string Text(FinancialYear? year) => year is { } one ? string.Create(CultureInfo.InvariantCulture, $"{one.EndMonth:00}-{one.EndDay:00}") : "";

    /// <summary>The year that ends so; null for nothing.</summary>
    /// <exception cref="ProblemException">Invalid: that is no day of a year.</exception>
    public static FinancialYear? Of(string? text)
    {
        text = text?.Trim() ?? "";
        if (text.Length == 0)
            return null;
        // In a leap year, so that a year may end on 29 February.
        return DateOnly.TryParseExact($"2024-{text}", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? new FinancialYear(day.Month, day.Day)
            : throw new ProblemException(ProblemKind.Invalid, $"'{text}' is no day of a year. Write month and day, as in 03-31.") { Field = "financialYearEnd" };
    }
}
