using Milestone.Core.Ledger;
using Milestone.Core.Organisations;
using Milestone.Core.Projects;
using Milestone.Core.Statements;
using Milestone.Core.Values;

namespace Milestone.Host.Dashboard;

/// <summary>
/// Everything the dashboard shows, taken from three statements and computed nowhere else: the period against the same days a year
/// earlier, the trend by month, and the period by project.
/// </summary>
internal sealed record DashboardFigures(Statement Compared, Statement ByMonth, Statement ByProject, IReadOnlyList<ProjectFigures> Projects)
{
    /// <summary>The most months a trend shows; a longer period shows its last ones.</summary>
    private const int MostMonths = 36;

    /// <summary>A period of fewer months is shown at the end of a whole year of them.</summary>
    private const int FewestMonths = 3;

    /// <summary>Draws the three statements.</summary>
    public static async Task<DashboardFigures> ReadAsync(StatementReader reader, OrganisationCatalogue catalogue, Organisation organisation, StatementQuery query, string drawnBy, CancellationToken cancellation)
    {
        var plain = new StatementQuery(query.Period) { Basis = query.Basis, AsKnownAt = query.AsKnownAt };
        var compared = reader.ReadAsync(organisation.Id, plain with { Compare = 1, Comparison = Comparison.PreviousYears, Variance = true }, drawnBy, cancellation);
        var byMonth = reader.ReadAsync(organisation.Id, plain with { Period = Trend(query.Period), Columns = StatementColumns.Month }, drawnBy, cancellation);
        var byProject = reader.ReadAsync(organisation.Id, plain with { Columns = StatementColumns.Project }, drawnBy, cancellation);
        var projects = catalogue.ProjectsAsync(organisation.Id, cancellation);
        await Task.WhenAll(compared, byMonth, byProject, projects);
        return new DashboardFigures(await compared, await byMonth, await byProject, ProjectFigures.Of(await byProject, await projects));
    }

    /// <summary>The column of the same days a year earlier.</summary>
    public StatementColumn Before => Compared.Columns.First(column => column.Kind == StatementColumnKind.Comparative);

    /// <summary>The amount of a section's sum in the column of a kind, or null where it is absent.</summary>
    public decimal? Amount(Section section, StatementColumnKind kind) =>
        Compared.Columns.Index().Where(column => column.Item.Kind == kind).Select(column => Compared.Summary(section).Amounts[column.Index]).FirstOrDefault();

    /// <summary>Net profit over income and other income of the same column; null without income.</summary>
    public decimal? NetMargin(StatementColumnKind kind) =>
        Margin.Of(Amount(Section.NetProfit, kind) ?? 0, (Amount(Section.Income, kind) ?? 0) + (Amount(Section.OtherIncome, kind) ?? 0));

    /// <summary>The projects with a figure in the period, the most profitable first.</summary>
    public IReadOnlyList<ProjectLine> ActiveProjects =>
    [
        .. Projects.Where(project => project.Id != Unassigned.Id && HasFigures(project))
            .Select(project => new ProjectLine(project.Id!.Value, project.Name, project.Income, project.Profit, project.Margin))
            .OrderByDescending(project => project.Profit)
            .ThenBy(project => project.Name, StringComparer.Ordinal),
    ];

    /// <summary>What names no project.</summary>
    public ProjectFigures WithoutProject => Projects.Single(project => project.Id == Unassigned.Id);

    /// <summary>The part of the cost of sales that names no project; null without cost of sales.</summary>
    public decimal? UnassignedShareOfCost => Margin.Of(WithoutProject.CostOfSales, ByProject.Summary(Section.CostOfSales).Total);

    private static bool HasFigures(ProjectFigures project) => project is not { Income: 0, CostOfSales: 0, OtherIncome: 0, Overheads: 0 };

    private static Period Trend(Period period)
    {
        var lastMonth = Period.MonthOf(period.To).From;
        return period.Months().Count() switch
        {
            < FewestMonths => new Period(lastMonth.AddMonths(-11), period.To),
            > MostMonths => new Period(lastMonth.AddMonths(1 - MostMonths), period.To),
            _ => period,
        };
    }
}

/// <summary>One project on the dashboard.</summary>
/// <param name="Id">The project.</param>
/// <param name="Name">Its name.</param>
/// <param name="Income">Its income.</param>
/// <param name="Profit">Its net profit.</param>
/// <param name="Margin">Profit over income and other income, as a fraction; null without income.</param>
public sealed record ProjectLine(Guid Id, string Name, decimal Income, decimal Profit, decimal? Margin);
