using Milestone.Core.Organisations;
using Milestone.Core.Reporting;
using Milestone.Core.Statements;

namespace Milestone.Core.Projects;

/// <summary>Every project with its figures in a period, all from one statement: projects + Unassigned = the organisation.</summary>
/// <param name="Organisation">Whose books.</param>
/// <param name="Query">The period, basis and filters.</param>
/// <param name="Projects">By name, Unassigned last.</param>
/// <param name="Total">The organisation.</param>
/// <param name="TieOut">The sums that must agree, and whether they do.</param>
/// <param name="Provenance">Where the figures come from.</param>
public sealed record ProjectList(
    Organisation Organisation,
    StatementQuery Query,
    IReadOnlyList<ProjectFigures> Projects,
    ProjectFigures Total,
    IReadOnlyList<TableCheck> TieOut,
    Provenance Provenance)
{
    /// <summary>How many projects there are, without what is unassigned: a reader who is limited to some is not shown that.</summary>
    public int Named => Projects.Count(project => project.Id != Ledger.Unassigned.Id);
}

/// <summary>Which projects of a list are shown, and in which order. A total adds up what is shown.</summary>
public sealed record ProjectListView
{
    /// <summary>Only projects whose name or client has these words in it, ignoring case; null for all.</summary>
    public string? Search { get; init; }

    /// <summary>Only projects that stand so; null for all.</summary>
    public ProjectStanding? Standing { get; init; }

    /// <summary>The column to sort by, by its id in <see cref="ProjectListTable"/>. What has no value stands last either way, and Unassigned below all.</summary>
    public string Sort { get; init; } = ProjectListTable.Project;

    /// <summary>Whether from high to low, or from Z to A.</summary>
    public bool Descending { get; init; }

    /// <summary>Whether some projects may be left out, and with them what is unassigned.</summary>
    public bool IsFiltered => Search is not null || Standing is not null;

    /// <summary>The projects that are shown, in order.</summary>
    public IReadOnlyList<ProjectFigures> Of(ProjectList list)
    {
        ArgumentNullException.ThrowIfNull(list);
        var shown = list.Projects.Where(project => project.Id != Ledger.Unassigned.Id)
            .Where(project => Search is null || project.Name.Contains(Search, StringComparison.OrdinalIgnoreCase) || project.Client.Contains(Search, StringComparison.OrdinalIgnoreCase))
            .Where(project => Standing is null || project.Standing == Standing);
        return [.. Sorted(shown), .. IsFiltered ? [] : list.Projects.Where(project => project.Id == Ledger.Unassigned.Id)];
    }

    /// <summary>The sum of the projects that are shown; its margin is the ratio of the totals.</summary>
    public ProjectFigures SumOf(ProjectList list) => ProjectFigures.Sum("Total of the projects shown", Of(list));

    private IEnumerable<ProjectFigures> Sorted(IEnumerable<ProjectFigures> projects) => Sort switch
    {
        ProjectListTable.Client => ByWords(projects, project => project.Client),
        ProjectListTable.Standing => By(projects, project => (decimal?)project.Standing),
        ProjectListTable.Income => By(projects, project => project.Income + project.OtherIncome),
        ProjectListTable.CostOfSales => By(projects, project => project.CostOfSales),
        ProjectListTable.Overheads => By(projects, project => project.Overheads),
        ProjectListTable.Profit => By(projects, project => project.Profit),
        ProjectListTable.Margin => By(projects, project => project.Margin),
        ProjectListTable.Progress => By(projects, project => project.Progress),
        ProjectListTable.Activity => By(projects, project => project.LatestActivity?.DayNumber),
        _ => ByWords(projects, project => project.Name),
    };

    private IEnumerable<ProjectFigures> By(IEnumerable<ProjectFigures> projects, Func<ProjectFigures, decimal?> value)
    {
        var known = projects.OrderBy(project => value(project) is null);
        return ThenByName(Descending ? known.ThenByDescending(value) : known.ThenBy(value));
    }

    private IEnumerable<ProjectFigures> ByWords(IEnumerable<ProjectFigures> projects, Func<ProjectFigures, string> words)
    {
        var known = projects.OrderBy(project => words(project).Length == 0);
        return ThenByName(Descending ? known.ThenByDescending(words, StringComparer.OrdinalIgnoreCase) : known.ThenBy(words, StringComparer.OrdinalIgnoreCase));
    }

    private static IEnumerable<ProjectFigures> ThenByName(IOrderedEnumerable<ProjectFigures> projects) =>
        projects.ThenBy(project => project.Name, StringComparer.OrdinalIgnoreCase).ThenBy(project => project.Id);
}
