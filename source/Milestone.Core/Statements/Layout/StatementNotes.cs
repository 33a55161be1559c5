using System.Globalization;
using Milestone.Core.Values;

namespace Milestone.Core.Statements;

/// <summary>What a reader has to know to read a statement right, one sentence a fact.</summary>
internal static class StatementNotes
{
    public static IEnumerable<string> Of(Statement statement, int moneyDecimals)
    {
        var query = statement.Query;
        if (Warning(statement) is { } warning)
            yield return warning;
        if (moneyDecimals == 0)
            yield return "Shown in whole units of currency: figures may not add up because of rounding. Sums are exact at pence.";
        if (query.Variance)
            yield return "Variance = this period less the first comparative; more income is favourable, more cost adverse.";
        if (query.Estimates)
            yield return "Estimate = the current estimates of the whole project or phase, whatever the period: revenue under income, cost and materials under cost of sales, ex VAT. Other income and overheads are not estimated. Variance = actual less estimate.";
        if (query.Budget is not null)
            yield return query.Period.IsWholeMonths ? $"Budget = '{statement.BudgetName}' as imported from Xero, for the months of the period. Variance = actual less budget." : PartMonths(query.Period, statement.BudgetName!);
        if (query.Estimates && query.ByPhase)
            yield return "An estimate of a project as a whole stands with Unassigned.";
        if (query.Basis == Basis.Cash)
            yield return "Cash basis: a document counts in proportion to what has been paid or credited, at those dates.";
        if (!statement.TiesOut)
            yield return "The tie-out shows a difference: run ledger verify before relying on these figures.";
    }

    /// <summary>The months that have no postings between months that have, by name; null where there is none.</summary>
    public static string? Warning(Statement statement)
    {
        const int Named = 6;
        var months = statement.EmptyMonths;
        if (months.Count == 0)
            return null;
        var names = months.Take(Named).Select(month => month.ToString("MMM yyyy", CultureInfo.InvariantCulture)).ToList();
        var more = months.Count > Named ? string.Create(CultureInfo.InvariantCulture, $" and {months.Count - Named} more") : "";
        return $"Nothing at all is posted in {string.Join(", ", names)}{more}, though the months before and after have postings. Check that everything was fetched from Xero.";
    }

    private static string PartMonths(Period period, string budget)
    {
        var first = period.From.Day == 1 ? period.From : Period.MonthOf(period.From).To.AddDays(1);
        var end = period.To.AddDays(1);
        var last = new DateOnly(end.Year, end.Month, 1).AddDays(-1);
        var remedy = last > first ? $" Ask for {PeriodLabel.InFull(new Period(first, last))} to compare." : "";
        return $"'{budget}' is by whole months, and this period has a part of one, so there is no budget figure.{remedy}";
    }
}
