using Milestone.Core.Values;

namespace Milestone.Core.Statements;

/// <summary>Everything a profit and loss statement can be asked for. Filters compose; what is not asked for is not filtered.</summary>
/// <param name="Period">The days that count, both ends included.</param>
public sealed record StatementQuery(Period Period)
{
    /// <summary>The most earlier periods a statement can show beside its own.</summary>
    public const int MostComparatives = 12;

    /// <summary>The most columns a breakdown may have; a longer period wants a coarser one.</summary>
    public const int MostColumns = 120;

    /// <summary>Accrual unless asked otherwise.</summary>
    public Basis Basis { get; init; }

    /// <summary>What the rows are; accounts by default.</summary>
    public StatementRows Rows { get; init; }

    /// <summary>What the columns are; one column for the whole period by default.</summary>
    public StatementColumns Columns { get; init; }

    /// <summary>
    /// Which part of the statement the figures are where rows are projects or phases. Null for all of it: each section is a column where
    /// <see cref="Columns"/> is None, and the figures are net profits where it is not. Null where rows are accounts.
    /// </summary>
    public Section? Measure { get; init; }

    /// <summary>Whether columns of time begin with the latest.</summary>
    public bool NewestFirst { get; init; }

    /// <summary>How many earlier periods stand beside this one, 0 to 12.</summary>
    public int Compare { get; init; }

    /// <summary>Which earlier periods those are.</summary>
    public Comparison Comparison { get; init; }

    /// <summary>Whether the change against the first comparative is shown, in money and per cent. Needs <see cref="Compare"/> of at least 1.</summary>
    public bool Variance { get; init; }

    /// <summary>
    /// A budget of Xero's that stands beside the total, with the variance; null for none. It is by account and month, so rows are accounts, and
    /// the filters are those of what the budget is for.
    /// </summary>
    public Guid? Budget { get; init; }

    /// <summary>
    /// Whether the current estimates stand beside the total, with the variance. They are of projects and phases as a whole, whatever the period, so a project or
    /// phase is chosen, or rows or columns are projects or phases.
    /// </summary>
    public bool Estimates { get; init; }

    /// <summary>Whether the total is also shown as a share of income. Rows are accounts then.</summary>
    public bool PercentOfIncome { get; init; }

    /// <summary>Only this project; <see cref="Ledger.Unassigned.Id"/> for lines without one; null for all.</summary>
    public Guid? Project { get; init; }

    /// <summary>Only this phase; <see cref="Ledger.Unassigned.Id"/> for lines without one; null for all.</summary>
    public Guid? Phase { get; init; }

    /// <summary>The state after this batch instead of the latest, drawn with the chart of that batch; null for the latest.</summary>
    public long? AsKnownAt { get; init; }

    /// <summary>Whether rows that are zero in every column are left out. A subtotal or total never is.</summary>
    public bool HideZeros { get; init; } = true;

    /// <summary>Whether the columns are the sections of the statement.</summary>
    internal bool HasSectionColumns => Rows != StatementRows.Account && Columns == StatementColumns.None && Measure is null;

    /// <summary>What a row's total is.</summary>
    internal Section Measured => Measure ?? Section.NetProfit;

    /// <summary>Whether figures are needed by project.</summary>
    internal bool ByProject => Columns == StatementColumns.Project || Rows is StatementRows.Project or StatementRows.ProjectPhase;

    /// <summary>Whether figures are needed by phase.</summary>
    internal bool ByPhase => Columns == StatementColumns.Phase || Rows is StatementRows.Phase or StatementRows.ProjectPhase;

    /// <summary>Whether only a project or a phase is asked for.</summary>
    internal bool IsFiltered => Project is not null || Phase is not null;
}

/// <summary>What the rows of a statement are.</summary>
public enum StatementRows
{
    /// <summary>Accounts under their sections: the profit and loss.</summary>
    Account,

    /// <summary>One for each project with a figure, and Unassigned.</summary>
    Project,

    /// <summary>One for each build phase with a figure, and Unassigned.</summary>
    Phase,

    /// <summary>The phases of each project under it, with the project's sum.</summary>
    ProjectPhase,
}

/// <summary>What the columns of a statement are.</summary>
public enum StatementColumns
{
    /// <summary>One column: the period.</summary>
    None,

    /// <summary>One for each calendar month of the period; the first and last may be part months.</summary>
    Month,

    /// <summary>One for each quarter of the financial year.</summary>
    Quarter,

    /// <summary>One for each financial year.</summary>
    Year,

    /// <summary>One for each project with a posting in the period, and Unassigned.</summary>
    Project,

    /// <summary>One for each build phase with a posting in the period, and Unassigned.</summary>
    Phase,
}

/// <summary>Which earlier periods a statement is compared with.</summary>
public enum Comparison
{
    /// <summary>The periods of the same shape just before.</summary>
    PreviousPeriods,

    /// <summary>The same days of the years before.</summary>
    PreviousYears,
}
