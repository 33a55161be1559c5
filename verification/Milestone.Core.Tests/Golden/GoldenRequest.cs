using System.Globalization;
using System.Text.RegularExpressions;
using Milestone.Core.Statements;
using Milestone.Core.Values;
using Milestone.Testing.Books;

namespace Milestone.Core.Tests.Golden;

/// <summary>The request in a golden ledger, such as: statement accrual 2026-04-01..2026-06-30 by month, project Alpha, as known at import 1.</summary>
internal static partial class GoldenRequest
{
    public static bool Is(string line) => line.StartsWith("statement ", StringComparison.Ordinal) || line.StartsWith("check after import ", StringComparison.Ordinal);

    /// <summary>The query a statement's request stands for.</summary>
    /// <param name="request">The line.</param>
    /// <param name="books">The imported books, to find projects and phases by name.</param>
    /// <param name="batches">The last batch of each import, the first import first.</param>
    public static async Task<StatementQuery> QueryAsync(string request, ImportedBooks books, IReadOnlyList<long> batches)
    {
        var parts = request.Split(", ");
        var head = Head().Match(parts[0]);
        if (!head.Success)
            throw new FormatException($"This is not a request: {request}");
        var query = new StatementQuery(new Period(Day(head.Groups["from"].Value), Day(head.Groups["to"].Value)))
        {
            Basis = Enum.Parse<Basis>(head.Groups["basis"].Value, ignoreCase: true),
            Rows = head.Groups["rows"] is { Success: true } rows ? Enum.Parse<StatementRows>(rows.Value, ignoreCase: true) : StatementRows.Account,
            Columns = head.Groups["columns"] is { Success: true } columns ? Enum.Parse<StatementColumns>(columns.Value, ignoreCase: true) : StatementColumns.None,
        };
        foreach (var option in parts.Skip(1))
        {
            query = option.Split(' ', 2) switch
            {
                ["project", var name] => query with { Project = await books.ProjectAsync(name) },
                ["phase", var name] => query with { Phase = await books.PhaseAsync(name) },
                ["as", _] => query with { AsKnownAt = batches[Number(option) - 1] },
                ["compare", _] => query with { Compare = Number(option), Comparison = option.EndsWith("years", StringComparison.Ordinal) ? Comparison.PreviousYears : Comparison.PreviousPeriods },
                ["gross", "profit"] => query with { Measure = Section.GrossProfit },
                ["cost", "of sales"] => query with { Measure = Section.CostOfSales },
                ["variance"] => query with { Variance = true },
                ["%", "of income"] => query with { PercentOfIncome = true },
                ["with", "zeros"] => query with { HideZeros = false },
                _ => throw new FormatException($"'{option}' is not said of a statement."),
            };
        }

        return query;
    }

    /// <summary>The number in a request: of an import, or of comparatives.</summary>
    public static int Number(string text) => int.Parse(Digits().Match(text).Value, CultureInfo.InvariantCulture);

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^statement (?<basis>accrual|cash) (?<from>\d{4}-\d\d-\d\d)\.\.(?<to>\d{4}-\d\d-\d\d)(?: rows (?<rows>project|phase|projectPhase))?(?: by (?<columns>month|quarter|year|project|phase))?$")]
    private static partial Regex Head();

    [GeneratedRegex(@"\d+")]
    private static partial Regex Digits();
}
