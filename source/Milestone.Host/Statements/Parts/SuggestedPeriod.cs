using Milestone.Core.Statements;
using Milestone.Core.Values;

namespace Milestone.Host.Statements.Parts;

/// <summary>A financial year that has postings, for a reader whose period has none.</summary>
/// <param name="Year">The last year with postings, or null where the books have none at all under these filters.</param>
public sealed record SuggestedPeriod(Period? Year)
{
    private const int YearsBack = 30;
    private const int YearsAhead = 2;

    /// <summary>What to suggest in place of an empty statement; null where the statement has postings.</summary>
    public static async Task<SuggestedPeriod?> ForAsync(StatementReader reader, Statement statement, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(statement);
        if (HasPostings(statement))
            return null;
        var period = statement.Query.Period;
        var wide = new Period(period.From.AddYears(-YearsBack), period.To.AddYears(YearsAhead));
        var years = await reader.ReadAsync(
            statement.Organisation.Id,
            new StatementQuery(wide)
            {
                Columns = StatementColumns.Year,
                Basis = statement.Query.Basis,
                Project = statement.Query.Project,
                Phase = statement.Query.Phase,
                AsKnownAt = statement.Query.AsKnownAt,
            },
            statement.Provenance.DrawnBy,
            cancellation);
        var last = years.Columns.Index().LastOrDefault(column => years.Rows.Any(row => row.Kind == StatementRowKind.Item && row.Amounts[column.Index] is not (null or 0)));
        return last.Item is null
            ? new SuggestedPeriod(Year: null)
            : new SuggestedPeriod(statement.Organisation.FinancialYear.YearOf(last.Item.Period.From));
    }

    private static bool HasPostings(Statement statement) =>
        statement.Rows.Any(row => row.Kind == StatementRowKind.Item && (row.Total != 0 || row.Amounts.Any(amount => amount is not (null or 0))));
}
