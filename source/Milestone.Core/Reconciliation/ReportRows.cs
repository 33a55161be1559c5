using Milestone.Core.Statements;
using Milestone.Core.Values;

namespace Milestone.Core.Reconciliation;

/// <summary>One figure of a report of Xero's, in a column of days.</summary>
internal sealed record ReportFigure(int Row, int Column, string Section, string Label, string ColumnLabel, Guid? Account, decimal Amount, Period Period);

/// <summary>An account as the chart has it now.</summary>
internal sealed record ChartAccount(Guid Id, string? Code, string Name, Section? Section, string Type, string SystemAccount);

/// <summary>The figures of a column by account, as effects on profit.</summary>
internal static class ReportRows
{
    private static readonly string[] NetProfit = ["net profit", "net income", "net loss", "net profit / (loss)"];

    /// <summary>The net profit that a column states, or null.</summary>
    public static decimal? StatedProfit(IEnumerable<ReportFigure> column) =>
        column.LastOrDefault(figure => figure.Account is null && NetProfit.Contains(figure.Label.Trim(), StringComparer.OrdinalIgnoreCase))?.Amount;

    /// <summary>What each account of a column did to profit. A row without an id goes by its name, where one account alone has it; sums are no accounts.</summary>
    public static IEnumerable<(Guid Account, string Name, Section Section, decimal Effect)> Effects(IEnumerable<ReportFigure> column, IReadOnlyDictionary<Guid, ChartAccount> chart)
    {
        var byName = chart.Values.ToLookup(account => account.Name, StringComparer.OrdinalIgnoreCase);
        foreach (var figure in column)
        {
            var account = figure.Account ?? (byName[figure.Label].ToList() is [var only] ? only.Id : null);
            if (account is not { } id)
                continue;
            var shown = SectionOf(figure.Section);
            var ours = chart.GetValueOrDefault(id);
            // The heading says on which side the amount stands; a heading of the firm's own leaves it to the account.
            var section = shown ?? ours?.Section ?? Section.Overheads;
            yield return (id, ours?.Name ?? figure.Label, ours?.Section ?? section, section is Section.CostOfSales or Section.Overheads ? -figure.Amount : figure.Amount);
        }
    }

    private static Section? SectionOf(string heading)
    {
        var words = heading.ToUpperInvariant();
        var isIncome = words.Contains("INCOME", StringComparison.Ordinal) || words.Contains("TURNOVER", StringComparison.Ordinal) || words.Contains("REVENUE", StringComparison.Ordinal);
        var isCost = words.StartsWith("LESS", StringComparison.Ordinal) || words.Contains("COST", StringComparison.Ordinal) || words.Contains("EXPENSE", StringComparison.Ordinal) || words.Contains("OVERHEAD", StringComparison.Ordinal);
        return (isIncome, isCost) switch
        {
            (true, false) => words.Contains("OTHER", StringComparison.Ordinal) ? Section.OtherIncome : Section.Income,
            (false, true) => words.Contains("SALES", StringComparison.Ordinal) || words.Contains("DIRECT", StringComparison.Ordinal) ? Section.CostOfSales : Section.Overheads,
            _ => null,
        };
    }
}
