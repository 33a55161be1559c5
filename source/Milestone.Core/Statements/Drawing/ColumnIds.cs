using System.Globalization;
using Milestone.Core.Values;

namespace Milestone.Core.Statements;

/// <summary>What programs call a column of time: 2026-04, 2027-Q1, 2027 (the year a financial year ends in), or both days.</summary>
internal static class ColumnIds
{
    public static string Of(Period period, StatementColumns columns, FinancialYear year) => columns switch
    {
        StatementColumns.Month => Text($"{period.From:yyyy-MM}"),
        StatementColumns.Quarter => Text($"{year.YearOf(period.From).To:yyyy}-Q{year.QuarterNumberOf(period.From)}"),
        StatementColumns.Year => Text($"{year.YearOf(period.From).To:yyyy}"),
        _ => Text($"{period.From:yyyy-MM-dd}..{period.To:yyyy-MM-dd}"),
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
