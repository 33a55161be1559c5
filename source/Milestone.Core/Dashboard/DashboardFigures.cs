using Milestone.Core.Ledger;
using Milestone.Core.Receivables;
using Milestone.Core.Statements;
using Milestone.Core.Values;

namespace Milestone.Core.Dashboard;

/// <summary>
/// Everything a dashboard shows. The figures of profit and loss are those of three statements, added up nowhere else; costs are positive.
/// </summary>
/// <param name="Query">What was asked.</param>
/// <param name="Compared">The period beside the one it is compared with.</param>
/// <param name="Trend">The months up to the end of the period.</param>
/// <param name="ByProject">The period by project.</param>
/// <param name="Receivables">What customers owe now.</param>
/// <param name="Progress">The projects that have a plan and are not completed, the largest estimate first.</param>
public sealed record DashboardFigures(
    DashboardQuery Query, Statement Compared, Statement Trend, Statement ByProject, OpenInvoices Receivables, IReadOnlyList<ProjectProgress> Progress)
{
    /// <summary>The period that the key figures are compared with.</summary>
    public Period Before => Compared.Columns.First(column => column.Kind == StatementColumnKind.Comparative).Period;

    /// <summary>Income, costs and what they are made of, net profit and its margin, in the order they are read.</summary>
    public IReadOnlyList<KeyFigure> KeyFigures { get; } = KeyFigure.Of(Compared);

    /// <summary>The projects with a figure in the period, the most profitable first.</summary>
    public IReadOnlyList<ProjectResult> Projects { get; } =
    [
        .. Results(ByProject).Where(project => project.Id != Unassigned.Id && !project.IsEmpty)
            .OrderByDescending(project => project.NetProfit)
            .ThenBy(project => project.Name, StringComparer.Ordinal),
    ];

    /// <summary>How many of <see cref="Projects"/> made a profit.</summary>
    public int ProfitableProjects => Projects.Count(project => project.NetProfit > 0);

    /// <summary>What names no project.</summary>
    public ProjectResult WithoutProject { get; } = Results(ByProject).Single(project => project.Id == Unassigned.Id);

    /// <summary>The part of the costs that names no project, as a fraction; null without costs.</summary>
    public decimal? UnassignedShareOfCosts => Margin.Of(WithoutProject.Costs, this["costs"].Now ?? 0);

    /// <summary>A key figure by its id.</summary>
    public KeyFigure this[string id] => KeyFigures.Single(figure => figure.Id == id);

    private static IEnumerable<ProjectResult> Results(Statement statement) => statement.Columns.Index()
        .Where(column => column.Item.Dimension is not null)
        .Select(column =>
        {
            return new ProjectResult(
                column.Item.Dimension!.Value,
                column.Item.Label,
                Amount(Section.Income),
                Amount(Section.OtherIncome),
                Amount(Section.CostOfSales),
                Amount(Section.Overheads),
                Amount(Section.NetProfit));

            decimal Amount(Section section) => statement.Summary(section).Amounts[column.Index] ?? 0;
        });
}

/// <summary>One project in the period, as displayed: costs positive.</summary>
/// <param name="Id">The project; all zeros for what names none.</param>
/// <param name="Name">Its name.</param>
/// <param name="Income">Income.</param>
/// <param name="OtherIncome">Other income.</param>
/// <param name="CostOfSales">Cost of sales.</param>
/// <param name="Overheads">Overheads.</param>
/// <param name="NetProfit">Income - cost of sales + other income - overheads.</param>
public sealed record ProjectResult(Guid Id, string Name, decimal Income, decimal OtherIncome, decimal CostOfSales, decimal Overheads, decimal NetProfit)
{
    /// <summary>Cost of sales and overheads.</summary>
    public decimal Costs => CostOfSales + Overheads;

    /// <summary>Net profit / (income + other income) as a fraction; null without income.</summary>
    public decimal? NetMargin => Margin.Of(NetProfit, Income + OtherIncome);

    /// <summary>Whether it has no figure but zeros.</summary>
    public bool IsEmpty => this is { Income: 0, OtherIncome: 0, CostOfSales: 0, Overheads: 0 };
}
