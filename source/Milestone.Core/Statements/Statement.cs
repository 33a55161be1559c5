using Milestone.Core.Organisations;
using Milestone.Core.Reporting;
using Milestone.Core.Values;

namespace Milestone.Core.Statements;

/// <summary>
/// A profit and loss statement, finished: amounts are as displayed, so income and costs are both positive under their headings and
/// profit = income - cost of sales + other income - overheads. All in the organisation's base currency, exact to the penny.
/// </summary>
/// <param name="Organisation">Whose books.</param>
/// <param name="Query">What was asked.</param>
/// <param name="Columns">The columns in the order they stand; the total stands apart, in each row.</param>
/// <param name="Rows">Items, subtotals and the net profit, in statement order.</param>
/// <param name="TieOut">The sums that must agree, and whether they do.</param>
/// <param name="Provenance">Where the figures come from.</param>
public sealed record Statement(
    Organisation Organisation,
    StatementQuery Query,
    IReadOnlyList<StatementColumn> Columns,
    IReadOnlyList<StatementRow> Rows,
    IReadOnlyList<TableCheck> TieOut,
    Provenance Provenance)
{
    /// <summary>The row that sums up a section, or the gross or net profit. Where rows are projects or phases there is one: of what they measure.</summary>
    public StatementRow Summary(Section section) => Rows.Single(row => row.Section == section && row.Kind != StatementRowKind.Item && row.Project is null && row.Phase is null);

    /// <summary>The last row: net profit, or the total of projects or phases.</summary>
    public StatementRow Bottom => Rows[^1];

    /// <summary>The first days of months without any posting that lie between months with some, within the period; looked for in the latest state of the whole organisation.</summary>
    public IReadOnlyList<DateOnly> EmptyMonths { get; init; } = [];

    /// <summary>What the statement is compared with, in words; null without a budget.</summary>
    public string? BudgetName { get; init; }

    /// <summary>Whether every sum agrees with its other way.</summary>
    public bool TiesOut => TieOut.All(check => check.Difference == 0);
}

/// <summary>One column of a statement.</summary>
/// <param name="Id">Unique in the statement: 2026-04, 2026-Q1, a project's id.</param>
/// <param name="Label">The heading.</param>
/// <param name="Kind">What its figures are.</param>
/// <param name="Period">The days it covers; those of the whole statement for a project or phase.</param>
public sealed record StatementColumn(string Id, string Label, StatementColumnKind Kind, Period Period)
{
    /// <summary>The project or phase of the column, where columns are projects or phases.</summary>
    public Guid? Dimension { get; init; }

    /// <summary>The part of the statement that the column shows, where columns are the sections; their sum is not the total then, net profit is.</summary>
    public Section? Section { get; init; }
}

/// <summary>What the figures of a column are.</summary>
public enum StatementColumnKind
{
    /// <summary>Money of the period asked for; these add up to the row's total.</summary>
    Actual,

    /// <summary>Money of an earlier period.</summary>
    Comparative,

    /// <summary>Money: the total less the first comparative.</summary>
    Variance,

    /// <summary>A fraction: the variance over the first comparative; absent on a zero or negative base.</summary>
    VariancePercent,

    /// <summary>Money: what was planned, as displayed. Absent where the plan says nothing of the row or the days.</summary>
    Budget,

    /// <summary>Money: the total less the budget.</summary>
    BudgetVariance,

    /// <summary>A fraction: the variance over the budget; absent on a zero or negative base.</summary>
    BudgetVariancePercent,

    /// <summary>A fraction: the total over the total income; absent without income.</summary>
    PercentOfIncome,

    /// <summary>A fraction: net profit over income and other income of the same row; absent without income.</summary>
    Margin,
}

/// <summary>One row of a statement.</summary>
/// <param name="Kind">An account, project or phase; a sum; or the last row.</param>
/// <param name="Section">The section it belongs to or sums up; what it measures, where rows are projects or phases.</param>
/// <param name="Account">The account of an item; null for sums, projects and phases.</param>
/// <param name="Label">What the reader sees.</param>
/// <param name="Amounts">One for each column; null where a ratio or a budget is absent.</param>
/// <param name="Total">The sum of the actual columns; the net profit where those are the sections.</param>
public sealed record StatementRow(
    StatementRowKind Kind,
    Section Section,
    StatementAccount? Account,
    string Label,
    IReadOnlyList<decimal?> Amounts,
    decimal Total)
{
    /// <summary>The project of the row, where rows are projects; null for the sum of all.</summary>
    public StatementPlace? Project { get; init; }

    /// <summary>The build phase of the row, where rows are phases; null for the sum of all.</summary>
    public StatementPlace? Phase { get; init; }
}

/// <summary>A project or build phase as the statement's chart had it.</summary>
/// <param name="Id">Its id; all zeros for what has none.</param>
/// <param name="Name">Its name, or Unassigned.</param>
public sealed record StatementPlace(Guid Id, string Name);

/// <summary>An account as the statement's chart had it.</summary>
/// <param name="Id">Milestone's id: Xero's where that is a GUID.</param>
/// <param name="Code">Xero's code, or null for accounts without one.</param>
/// <param name="Name">Its name.</param>
/// <param name="Type">Xero's type: REVENUE, DIRECTCOSTS, OVERHEADS ...</param>
public sealed record StatementAccount(Guid Id, string? Code, string Name, string Type);

/// <summary>What a row is.</summary>
public enum StatementRowKind
{
    /// <summary>An account, project or phase.</summary>
    Item,

    /// <summary>The sum of a section or of a project's phases, or gross profit.</summary>
    Subtotal,

    /// <summary>Net profit, or the sum of all projects or phases.</summary>
    Total,
}

/// <summary>The parts of a statement, in its order.</summary>
public enum Section
{
    /// <summary>Account types REVENUE and SALES.</summary>
    Income,

    /// <summary>Account type DIRECTCOSTS.</summary>
    CostOfSales,

    /// <summary>Income - cost of sales.</summary>
    GrossProfit,

    /// <summary>Account type OTHERINCOME.</summary>
    OtherIncome,

    /// <summary>Account types EXPENSE, OVERHEADS, DEPRECIATN, the payroll types, and unknown types of class EXPENSE.</summary>
    Overheads,

    /// <summary>Gross profit + other income - overheads.</summary>
    NetProfit,
}
