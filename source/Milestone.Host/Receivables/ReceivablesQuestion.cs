using System.Globalization;
using Milestone.Core;
using Milestone.Core.Organisations;

namespace Milestone.Host.Receivables;

/// <summary>The day by which invoices are due or overdue, in the words of an address.</summary>
internal static class ReceivablesQuestion
{
    /// <summary>The query parameters.</summary>
    public static IReadOnlyList<string> Parameters { get; } = ["organisation", "asAt"];

    /// <summary>The day that is asked for; the organisation's today where none is.</summary>
    /// <exception cref="ProblemException">Invalid: it is not a day.</exception>
    public static DateOnly Day(Organisation organisation, string? text, TimeProvider clock)
    {
        if (string.IsNullOrWhiteSpace(text))
            return organisation.Today(clock);
        return DateOnly.TryParseExact(text.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw new ProblemException(ProblemKind.Invalid, $"'{text}' is not a day of the calendar. Write year-month-day, as in 2026-03-31.") { Field = "asAt" };
    }
}
