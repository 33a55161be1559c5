using System.Globalization;
using System.Text;
using Milestone.Core.Statements;
using Milestone.Core.Values;

namespace Milestone.Core.Tests.Golden;

/// <summary>A statement as the golden ledgers write it: items above their sum, negatives in brackets, zero as an en dash.</summary>
internal static class StatementText
{
    private const int LabelWidth = 24;
    private const int LeastWidth = 14;

    public static string Of(Statement statement)
    {
        string[] headings = [.. statement.Columns.Select(column => Heading(statement.Query, column)), "Total"];
        int[] widths = [.. headings.Select(heading => Math.Max(LeastWidth, heading.Length + 2))];
        var text = new StringBuilder();
        Line(text, "", headings, widths);
        foreach (var row in statement.Rows)
        {
            var figures = row.Amounts.Select((amount, index) => Figure(amount, statement.Columns[index].Kind)).Append(Money(row.Total));
            Line(text, Label(statement, row), [.. figures], widths);
        }

        return text.ToString();
    }

    private static void Line(StringBuilder text, string label, string[] figures, int[] widths)
    {
        var line = new StringBuilder(label.PadRight(LabelWidth));
        for (var i = 0; i < figures.Length; i++)
            line.Append(figures[i].PadLeft(widths[i]));
        text.Append(line.ToString().TrimEnd()).Append('\n');
    }

    private static string Label(Statement statement, StatementRow row) => row.Section switch
    {
        _ when row is { Kind: StatementRowKind.Item, Account: { } account } => "  " + account.Name,
        _ when row is { Kind: StatementRowKind.Item, Project: { } project, Phase: { } phase } => $"  {project.Name} / {phase.Name}",
        _ when row.Kind == StatementRowKind.Item => "  " + row.Label,
        _ when row.Project is not null || statement.Query.Rows != StatementRows.Account => row.Label,
        Section.CostOfSales => "Cost of sales",
        Section.GrossProfit => "Gross profit",
        Section.OtherIncome => "Other income",
        Section.NetProfit => "Net profit",
        _ => row.Section.ToString(),
    };

    private static string Heading(StatementQuery query, StatementColumn column) => column.Kind switch
    {
        StatementColumnKind.Variance => "Variance",
        StatementColumnKind.VariancePercent => "Variance %",
        StatementColumnKind.PercentOfIncome => "% of income",
        StatementColumnKind.Margin => "Net margin",
        StatementColumnKind.Comparative => "to " + Day(column.Period.To),
        _ => query.Columns switch
        {
            StatementColumns.None => column.Section is null ? "Period" : column.Label,
            StatementColumns.Month => column.Period.From.ToString("yyyy-MM", CultureInfo.InvariantCulture),
            StatementColumns.Project or StatementColumns.Phase => column.Label,
            _ => "to " + Day(column.Period.To),
        },
    };

    private static string Figure(decimal? amount, StatementColumnKind kind) => (kind, amount) switch
    {
        (StatementColumnKind.VariancePercent, null) => "n/m",
        (StatementColumnKind.PercentOfIncome or StatementColumnKind.Margin, null) => "n/a",
        (StatementColumnKind.VariancePercent or StatementColumnKind.PercentOfIncome or StatementColumnKind.Margin, { } fraction) => Percent(fraction),
        (_, { } money) => Money(money),
        _ => "missing",
    };

    private static string Money(decimal amount) => amount == 0 ? "–" : Signed(amount, Math.Abs(amount).ToString("#,##0.00", CultureInfo.InvariantCulture));

    private static string Percent(decimal fraction) => Pence.Round(fraction * 100, 1) is var shown && shown == 0
        ? "–"
        : Signed(shown, Math.Abs(shown).ToString("#,##0.0", CultureInfo.InvariantCulture) + "%");

    private static string Signed(decimal amount, string digits) => amount < 0 ? $"({digits})" : digits;

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
