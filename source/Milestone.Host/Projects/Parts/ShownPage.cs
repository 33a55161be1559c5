using Milestone.Core.Reporting;

namespace Milestone.Host.Projects.Parts;

/// <summary>The page of a table that is in view.</summary>
/// <param name="Shown">Its rows.</param>
/// <param name="After">The item that the page before ended with; null on the first page.</param>
public sealed record ShownPage(TablePage Shown, string? After)
{
    private const int MostItems = 250;

    /// <summary>The page of a table that an address asks for.</summary>
    public static ShownPage Of(Table table, string? after) => new(TablePage.Of(table, after, MostItems), after);
}
