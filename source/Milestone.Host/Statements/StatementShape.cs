using Milestone.Core.Statements;
using Milestone.Core.Values;

namespace Milestone.Host.Statements;

// The shape of StatementJson's output, for the API's description only; a test holds the two together.

/// <summary>A profit and loss statement.</summary>
/// <param name="Organisation">Whose books.</param>
/// <param name="OrganisationId">Milestone's id of them.</param>
/// <param name="Currency">The currency of every amount, as an ISO code.</param>
/// <param name="Basis">accrual or cash.</param>
/// <param name="From">The first day.</param>
/// <param name="To">The last day, included.</param>
/// <param name="Columns">The columns in order; the total stands apart, in each row.</param>
/// <param name="Rows">Items, subtotals and the total, in the order in which they stand.</param>
/// <param name="Budget">What the budget columns are of; null without them.</param>
/// <param name="Notes">What a reader has to know, such as months in which nothing was posted.</param>
/// <param name="TieOut">The sums that must agree, and whether they do.</param>
/// <param name="Provenance">Where the figures come from.</param>
internal sealed record StatementShape(
    string Organisation,
    Guid OrganisationId,
    string Currency,
    Basis Basis,
    DateOnly From,
    DateOnly To,
    IReadOnlyList<ColumnShape> Columns,
    IReadOnlyList<RowShape> Rows,
    string? Budget,
    IReadOnlyList<string> Notes,
    TieOutShape TieOut,
    ProvenanceShape Provenance);

/// <summary>A column.</summary>
/// <param name="Id">Unique in the statement.</param>
/// <param name="Label">The heading.</param>
/// <param name="Kind">actual, comparative, variance, variancePercent, budget, budgetVariance, budgetVariancePercent, percentOfIncome or margin.</param>
/// <param name="From">The first day it covers.</param>
/// <param name="To">The last day it covers.</param>
/// <param name="Section">The part of the statement it shows, where columns are those parts; else null.</param>
internal sealed record ColumnShape(string Id, string Label, StatementColumnKind Kind, DateOnly From, DateOnly To, Section? Section);

/// <summary>A row.</summary>
/// <param name="Kind">item, subtotal or total.</param>
/// <param name="Section">income, costOfSales, grossProfit, otherIncome, overheads or netProfit: of the row, or what it measures where rows are projects or phases.</param>
/// <param name="Account">The account of an item; null for sums, projects and phases.</param>
/// <param name="Project">The project, where rows are projects; null for sums of all.</param>
/// <param name="Phase">The build phase, where rows are phases; null for sums of all.</param>
/// <param name="Label">What the reader sees.</param>
/// <param name="Amounts">One for each column; null where a ratio has no meaning and where nothing is budgeted.</param>
/// <param name="Total">The sum of the actual columns; the net profit where those are the parts of the statement.</param>
internal sealed record RowShape(StatementRowKind Kind, Section Section, StatementAccount? Account, StatementPlace? Project, StatementPlace? Phase, string Label, IReadOnlyList<decimal?> Amounts, decimal Total);

/// <summary>The sums that must agree.</summary>
/// <param name="Agrees">Whether they all do.</param>
/// <param name="Checks">Each of them.</param>
internal sealed record TieOutShape(bool Agrees, IReadOnlyList<CheckShape> Checks);

/// <summary>Two ways to the same figure.</summary>
/// <param name="Label">What is compared.</param>
/// <param name="Statement">The figure as the statement has it.</param>
/// <param name="Other">The same by the other way.</param>
/// <param name="Difference">Zero when the two agree.</param>
internal sealed record CheckShape(string Label, decimal Statement, decimal Other, decimal Difference);

/// <summary>Where the figures come from.</summary>
/// <param name="Organisation">Whose books.</param>
/// <param name="Currency">The currency of every amount.</param>
/// <param name="Period">The period in words.</param>
/// <param name="Basis">The basis in words.</param>
/// <param name="Filters">What is left out, in words; empty when nothing is.</param>
/// <param name="DataAsOf">When the books were last fetched; null when they never were.</param>
/// <param name="Batch">The batch that the figures show the state after.</param>
/// <param name="AsKnownAt">Whether that batch was asked for, instead of being the latest.</param>
/// <param name="DrawnAt">When the statement was drawn.</param>
/// <param name="DrawnBy">Who asked.</param>
/// <param name="Standing">What every export says of itself.</param>
internal sealed record ProvenanceShape(
    string Organisation,
    string Currency,
    string Period,
    string Basis,
    IReadOnlyList<string> Filters,
    DateTimeOffset? DataAsOf,
    long Batch,
    bool AsKnownAt,
    DateTimeOffset DrawnAt,
    string DrawnBy,
    string Standing);

/// <summary>A file.</summary>
internal sealed record FileShape;
