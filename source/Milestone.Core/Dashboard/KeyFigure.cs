using Milestone.Core.Statements;
using Milestone.Core.Values;

namespace Milestone.Core.Dashboard;

/// <summary>One figure of the period against the period it is compared with.</summary>
/// <param name="Id">income, costs, costOfSales, overheads, otherIncome, netProfit, netMargin.</param>
/// <param name="Label">What the reader sees.</param>
/// <param name="Now">In base currency, costs positive; of a margin a fraction, null where it has no meaning.</param>
/// <param name="Before">The same of the earlier period.</param>
/// <param name="IsRatio">Whether it is a fraction instead of money.</param>
public sealed record KeyFigure(string Id, string Label, decimal? Now, decimal? Before, bool IsRatio = false)
{
    /// <summary>Now less before; null where either is.</summary>
    public decimal? Change => Now - Before;

    /// <summary>The change over what it was before, as a fraction; null on a zero or negative base, and for a ratio.</summary>
    public decimal? ChangeShare => !IsRatio && Change is { } change ? Margin.Of(change, Before ?? 0) : null;

    internal static IReadOnlyList<KeyFigure> Of(Statement compared)
    {
        return
        [
            Sum("income", "Income", Section.Income),
            Sum("costs", "Costs", Section.CostOfSales, Section.Overheads),
            Sum("costOfSales", "Cost of sales", Section.CostOfSales),
            Sum("overheads", "Overheads", Section.Overheads),
            Sum("otherIncome", "Other income", Section.OtherIncome),
            Sum("netProfit", "Net profit", Section.NetProfit),
            new KeyFigure("netMargin", "Net margin", MarginOf(StatementColumnKind.Actual), MarginOf(StatementColumnKind.Comparative), IsRatio: true),
        ];

        KeyFigure Sum(string id, string label, params Section[] sections) =>
            new(id, label, sections.Sum(section => Amount(section, StatementColumnKind.Actual)), sections.Sum(section => Amount(section, StatementColumnKind.Comparative)));

        decimal Amount(Section section, StatementColumnKind kind) =>
            compared.Columns.Index().Where(column => column.Item.Kind == kind).Select(column => compared.Summary(section).Amounts[column.Index] ?? 0).First();

        decimal? MarginOf(StatementColumnKind kind) => Margin.Of(Amount(Section.NetProfit, kind), Amount(Section.Income, kind) + Amount(Section.OtherIncome, kind));
    }
}
