using Milestone.Core.Reporting;
using Milestone.Host.Shell;

namespace Milestone.Host.Components.Tables;

/// <summary>How the rows of a table are ordered, and the links that order them otherwise. Text begins at A, figures and days with the highest.</summary>
/// <param name="Here">The address of the view; its parameters sort and direction say the order.</param>
/// <param name="Column">The column that orders the rows.</param>
/// <param name="IsDescending">Whether from high to low.</param>
/// <param name="Usual">The column that orders them when nothing is asked.</param>
public sealed record TableSorting(Address Here, string Column, bool IsDescending, string Usual)
{
    /// <summary>As aria-sort and the parameter say it.</summary>
    public const string Ascending = "ascending", Descending = "descending";

    /// <summary>How a column orders the rows; null for one that does not.</summary>
    public string? DirectionOf(TableColumn column)
    {
        ArgumentNullException.ThrowIfNull(column);
        return column.Id != Column ? null : IsDescending ? Descending : Ascending;
    }

    /// <summary>The view ordered by a column; by the one that orders it already, the other way round.</summary>
    public string LinkOf(TableColumn column)
    {
        ArgumentNullException.ThrowIfNull(column);
        var descending = column.Id == Column ? !IsDescending : column.Kind != ColumnKind.Text;
        return Here.Without("after").With("sort", column.Id == Usual ? null : column.Id).With("direction", descending ? Descending : null).ToString();
    }
}
