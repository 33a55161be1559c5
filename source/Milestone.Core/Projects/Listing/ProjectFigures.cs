using Milestone.Core.Ledger;
using Milestone.Core.Organisations;
using Milestone.Core.Statements;
using Milestone.Core.Values;

namespace Milestone.Core.Projects;

/// <summary>The figures of one project in a period, as displayed: costs positive. Base currency.</summary>
/// <param name="Id">The project's id; all zeros for what is unassigned, null for the total.</param>
/// <param name="Name">Its name.</param>
/// <param name="Status">ACTIVE, ARCHIVED, or SEEN when only documents name it; null for what is unassigned and for the total.</param>
/// <param name="Income">Income.</param>
/// <param name="CostOfSales">Cost of sales.</param>
/// <param name="GrossProfit">Income - cost of sales.</param>
/// <param name="OtherIncome">Other income.</param>
/// <param name="Overheads">Overheads.</param>
/// <param name="Profit">Net profit.</param>
/// <param name="Margin">Profit / (income + other income) as a fraction, to four decimals; null without income.</param>
public sealed record ProjectFigures(
    Guid? Id,
    string Name,
    string? Status,
    decimal Income,
    decimal CostOfSales,
    decimal GrossProfit,
    decimal OtherIncome,
    decimal Overheads,
    decimal Profit,
    decimal? Margin)
{
    private const int MarginDecimals = 4;

    /// <summary>The customer, as the firm calls them; empty where nobody has said.</summary>
    public string Client { get; init; } = "";

    /// <summary>Who runs it; empty where nobody has said.</summary>
    public string Manager { get; init; } = "";

    /// <summary>Where it stands: as people say, else as Xero has its option; null for what is unassigned and for the total.</summary>
    public ProjectStanding? Standing { get; init; }

    /// <summary>How far it is, as a fraction to four decimals; null where nobody has said.</summary>
    public decimal? Progress { get; init; }

    /// <summary>The latest day of a document that counts, up to today; null where it has none.</summary>
    public DateOnly? LatestActivity { get; init; }

    /// <summary>Every project's figures from one statement whose columns are projects; projects without a posting have zeros, Unassigned stands last.</summary>
    public static IReadOnlyList<ProjectFigures> Of(Statement statement, IReadOnlyList<DimensionListing> projects)
    {
        ArgumentNullException.ThrowIfNull(statement);
        ArgumentNullException.ThrowIfNull(projects);
        var columns = statement.Columns
            .Select((column, index) => (column.Dimension, Index: index))
            .Where(column => column.Dimension is not null)
            .ToDictionary(column => column.Dimension!.Value, column => column.Index);
        return
        [
            .. projects.Select(project => Of(project.Id, project.Name, project.Status, Column(project.Id))),
            Of(Unassigned.Id, Unassigned.Label, null, Column(Unassigned.Id)),
        ];

        Func<Section, decimal> Column(Guid id) => columns.TryGetValue(id, out var index)
            ? section => statement.Summary(section).Amounts[index] ?? 0
            : _ => 0;
    }

    /// <summary>The figures of a whole statement.</summary>
    public static ProjectFigures Total(Statement statement, Guid? id, string name, string? status)
    {
        ArgumentNullException.ThrowIfNull(statement);
        return Of(id, name, status, section => statement.Summary(section).Total);
    }

    /// <summary>The sum of projects; its margin is the ratio of the totals.</summary>
    internal static ProjectFigures Sum(string name, IReadOnlyList<ProjectFigures> projects) => Of(null, name, null, section => projects.Sum(project => project.Amount(section)));

    private decimal Amount(Section section) => section switch
    {
        Section.Income => Income,
        Section.CostOfSales => CostOfSales,
        Section.GrossProfit => GrossProfit,
        Section.OtherIncome => OtherIncome,
        Section.Overheads => Overheads,
        _ => Profit,
    };

    private static ProjectFigures Of(Guid? id, string name, string? status, Func<Section, decimal> amount)
    {
        var profit = amount(Section.NetProfit);
        var margin = Values.Margin.Of(profit, amount(Section.Income) + amount(Section.OtherIncome));
        return new ProjectFigures(
            id,
            name,
            status,
            amount(Section.Income),
            amount(Section.CostOfSales),
            amount(Section.GrossProfit),
            amount(Section.OtherIncome),
            amount(Section.Overheads),
            profit,
            margin is { } fraction ? Pence.Round(fraction, MarginDecimals) : null);
    }
}

/// <summary>Where a project stands.</summary>
public enum ProjectStanding
{
    /// <summary>Not begun.</summary>
    Planned,

    /// <summary>Under way; also what nobody has described and Xero offers for new lines.</summary>
    Active,

    /// <summary>Interrupted.</summary>
    OnHold,

    /// <summary>Done.</summary>
    Completed,

    /// <summary>Archived in Xero, and nobody has described it.</summary>
    Archived,
}
