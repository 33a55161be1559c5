using Milestone.Core.Dashboard;
using Milestone.Core.Statements;
using Milestone.Core.Values;
using Milestone.Host.Receivables;

namespace Milestone.Host.Dashboard;

/// <summary>The dashboard. Money is in base currency, costs positive; shares and margins are fractions.</summary>
/// <param name="Organisation">Whose books.</param>
/// <param name="Currency">The base currency.</param>
/// <param name="Basis">accrual or cash.</param>
/// <param name="From">The first day.</param>
/// <param name="To">The last day, included.</param>
/// <param name="ComparedFrom">The first day of the period that the key figures are compared with.</param>
/// <param name="ComparedTo">Its last day.</param>
/// <param name="DataAsOf">When the books were last fetched.</param>
/// <param name="Batch">The batch that the figures show the state after.</param>
/// <param name="KeyFigures">Income, costs and what they are made of, net profit and its margin.</param>
/// <param name="Trend">Up to the end of the period, by month, or by quarter where there are many.</param>
/// <param name="ProfitableProjects">How many of the projects made a profit.</param>
/// <param name="Projects">The projects with a figure in the period, the most profitable first.</param>
/// <param name="Unassigned">What names no project.</param>
/// <param name="UnassignedShareOfCosts">The part of the costs that names no project; null without costs.</param>
/// <param name="Receivables">What customers owe now.</param>
/// <param name="Progress">How far the projects with a plan are that are not completed.</param>
/// <param name="TieOut">The sums that must agree.</param>
internal sealed record DashboardAnswer(
    string Organisation,
    string Currency,
    Basis Basis,
    DateOnly From,
    DateOnly To,
    DateOnly ComparedFrom,
    DateOnly ComparedTo,
    DateTimeOffset? DataAsOf,
    long Batch,
    IReadOnlyList<KeyFigureAnswer> KeyFigures,
    IReadOnlyList<TrendAnswer> Trend,
    int ProfitableProjects,
    IReadOnlyList<ProjectResultAnswer> Projects,
    ProjectResultAnswer Unassigned,
    decimal? UnassignedShareOfCosts,
    OwedAnswer Receivables,
    IReadOnlyList<ProgressAnswer> Progress,
    IReadOnlyList<CheckAnswer> TieOut)
{
    private const int FractionDecimals = 4;

    public static DashboardAnswer Of(DashboardFigures figures)
    {
        var (query, origin) = (figures.Query, figures.Compared.Provenance);
        return new DashboardAnswer(
            origin.Organisation,
            origin.Currency,
            query.Basis,
            query.Period.From,
            query.Period.To,
            figures.Before.From,
            figures.Before.To,
            origin.DataAsOf,
            origin.Batch,
            [.. figures.KeyFigures.Select(KeyFigureAnswer.Of)],
            [.. figures.Trend.Columns.Index().Select(column => TrendAnswer.Of(figures.Trend, column.Item, column.Index))],
            figures.ProfitableProjects,
            [.. figures.Projects.Select(ProjectResultAnswer.Of)],
            ProjectResultAnswer.Of(figures.WithoutProject),
            Fraction(figures.UnassignedShareOfCosts),
            OwedAnswer.Of(figures.Receivables),
            [.. figures.Progress.Select(ProgressAnswer.Of)],
            [.. figures.ByProject.TieOut.Select(check => new CheckAnswer(check.Label, check.Statement, check.Other, check.Difference))]);
    }

    internal static decimal? Fraction(decimal? fraction) => fraction is { } known ? Pence.Round(known, FractionDecimals) : null;
}

/// <summary>One figure against the earlier period.</summary>
/// <param name="Id">income, costs, costOfSales, overheads, otherIncome, netProfit, netMargin.</param>
/// <param name="Label">What readers call it.</param>
/// <param name="IsRatio">Whether it is a fraction instead of money.</param>
/// <param name="Now">The figure; null where a ratio has no meaning.</param>
/// <param name="Before">The same of the earlier period.</param>
/// <param name="Change">Now less before.</param>
/// <param name="ChangeShare">The change over what it was, as a fraction; null on a zero or negative base, and for a ratio.</param>
internal sealed record KeyFigureAnswer(string Id, string Label, bool IsRatio, decimal? Now, decimal? Before, decimal? Change, decimal? ChangeShare)
{
    public static KeyFigureAnswer Of(KeyFigure figure) => figure.IsRatio
        ? new(figure.Id, figure.Label, true, DashboardAnswer.Fraction(figure.Now), DashboardAnswer.Fraction(figure.Before), DashboardAnswer.Fraction(figure.Change), null)
        : new(figure.Id, figure.Label, false, figure.Now, figure.Before, figure.Change, DashboardAnswer.Fraction(figure.ChangeShare));
}

/// <summary>One month or quarter of the trend.</summary>
/// <param name="Label">What readers call it.</param>
/// <param name="From">Its first day.</param>
/// <param name="To">Its last day, included.</param>
/// <param name="Income">Income.</param>
/// <param name="CostOfSales">Cost of sales.</param>
/// <param name="OtherIncome">Other income.</param>
/// <param name="Overheads">Overheads.</param>
/// <param name="NetProfit">Net profit.</param>
internal sealed record TrendAnswer(string Label, DateOnly From, DateOnly To, decimal Income, decimal CostOfSales, decimal OtherIncome, decimal Overheads, decimal NetProfit)
{
    public static TrendAnswer Of(Statement trend, StatementColumn column, int no)
    {
        return new(column.Label, column.Period.From, column.Period.To, Sum(Section.Income), Sum(Section.CostOfSales), Sum(Section.OtherIncome), Sum(Section.Overheads), Sum(Section.NetProfit));

        decimal Sum(Section section) => trend.Summary(section).Amounts[no] ?? 0;
    }
}

/// <summary>One project in the period.</summary>
/// <param name="Id">The project; all zeros for what names none.</param>
/// <param name="Name">Its name.</param>
/// <param name="Income">Income.</param>
/// <param name="OtherIncome">Other income.</param>
/// <param name="Costs">Cost of sales and overheads.</param>
/// <param name="NetProfit">Net profit.</param>
/// <param name="NetMargin">Net profit / (income + other income); null without income.</param>
internal sealed record ProjectResultAnswer(Guid Id, string Name, decimal Income, decimal OtherIncome, decimal Costs, decimal NetProfit, decimal? NetMargin)
{
    public static ProjectResultAnswer Of(ProjectResult project) =>
        new(project.Id, project.Name, project.Income, project.OtherIncome, project.Costs, project.NetProfit, DashboardAnswer.Fraction(project.NetMargin));
}

/// <summary>How far a project is.</summary>
/// <param name="Id">The project.</param>
/// <param name="Name">Its name.</param>
/// <param name="Measure">entered: as people judged it or its phases, weighed by estimated cost. cost: cost to date over estimated cost.</param>
/// <param name="Fraction">0 to 1.</param>
/// <param name="EstimatedCost">Current estimates of cost and materials, ex VAT.</param>
/// <param name="Cost">Cost to date, ex VAT.</param>
/// <param name="IsOverEstimate">Whether it has cost more than estimated.</param>
internal sealed record ProgressAnswer(Guid Id, string Name, ProgressMeasure Measure, decimal Fraction, decimal EstimatedCost, decimal Cost, bool IsOverEstimate)
{
    public static ProgressAnswer Of(ProjectProgress project) => new(
        project.Project, project.Name, project.Measure, DashboardAnswer.Fraction(project.Fraction) ?? 0, project.EstimatedCost, project.Cost, project.IsOverEstimate);
}

/// <summary>Two ways to the same figure.</summary>
/// <param name="Label">What is compared.</param>
/// <param name="Statement">The figure as it is shown.</param>
/// <param name="Other">The same by the other way.</param>
/// <param name="Difference">Zero when they agree.</param>
internal sealed record CheckAnswer(string Label, decimal Statement, decimal Other, decimal Difference);
