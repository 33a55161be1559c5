using Milestone.Core.Reporting;

namespace Milestone.Core.Projects;

/// <summary>The list of projects as the one table that every format is written from. Rows are called project-{id}, all zeros for Unassigned, and total.</summary>
public static class ProjectListTable
{
    /// <summary>The column of names.</summary>
    public const string Project = "project";

    /// <summary>The column of clients.</summary>
    public const string Client = "client";

    /// <summary>The column that says where a project stands.</summary>
    public const string Standing = "status";

    /// <summary>The column of income, other income included.</summary>
    public const string Income = "income";

    /// <summary>The column of the cost of sales.</summary>
    public const string CostOfSales = "costOfSales";

    /// <summary>The column of overheads.</summary>
    public const string Overheads = "overheads";

    /// <summary>The column of net profit.</summary>
    public const string Profit = "profit";

    /// <summary>The column of the margin.</summary>
    public const string Margin = "margin";

    /// <summary>The column of progress.</summary>
    public const string Progress = "progress";

    /// <summary>The column of the latest activity.</summary>
    public const string Activity = "activity";

    /// <summary>The columns that a view can be sorted by.</summary>
    public static IReadOnlyList<string> Sortable { get; } =
        [Project, Client, Standing, Income, CostOfSales, Overheads, Profit, Margin, Progress, Activity];

    /// <summary>The table of a list.</summary>
    /// <param name="list">The list.</param>
    /// <param name="view">Which projects, in which order.</param>
    /// <param name="moneyDecimals">2 for pence, 0 for whole pounds.</param>
    public static Table Of(ProjectList list, ProjectListView view, int moneyDecimals = 2)
    {
        ArgumentNullException.ThrowIfNull(list);
        ArgumentNullException.ThrowIfNull(view);
        var shown = view.Of(list);
        var total = view.IsFiltered ? view.SumOf(list) : list.Total;
        return new Table(
            new TableHead("projects", "Projects", Columns, list.Provenance with { Filters = [.. list.Provenance.Filters, .. Filters(view)] })
            {
                MoneyDecimals = moneyDecimals,
                Notes = [.. Notes(list, shown.Count, moneyDecimals)],
                Checks = list.TieOut,
            },
            [
                .. shown.Select(project => Row(RowKind.Item, IdOf(project.Id!.Value), project)),
                Row(RowKind.Total, "total", total) with { Formula = shown.Count == 0 ? null : new RowFormula.SumOfItems(IdOf(shown[0].Id!.Value), IdOf(shown[^1].Id!.Value)) },
            ]);
    }

    /// <summary>Where a project stands, in words.</summary>
    public static string Word(ProjectStanding standing) => standing == ProjectStanding.OnHold ? "On hold" : standing.ToString();

    /// <summary>The id of a project's row.</summary>
    public static string IdOf(Guid project) => $"project-{project:D}";

    private static IReadOnlyList<TableColumn> Columns { get; } =
    [
        new(Project, "Project", ColumnKind.Text),
        new(Client, "Client", ColumnKind.Text),
        new(Standing, "Status", ColumnKind.Text),
        new(Income, "Income", ColumnKind.Money),
        new(CostOfSales, "Cost of sales", ColumnKind.Money),
        new(Overheads, "Overheads", ColumnKind.Money),
        new(Profit, "Profit", ColumnKind.Money) { IsTotal = true },
        new(Margin, "Margin", ColumnKind.Percent) { Formula = new ColumnFormula.Ratio(Profit, Income) },
        new(Progress, "Progress", ColumnKind.Percent),
        new(Activity, "Latest activity", ColumnKind.Date),
    ];

    private static IEnumerable<string> Filters(ProjectListView view)
    {
        if (view.Search is { } words)
            yield return $"Name or client with: {words}";
        if (view.Standing is { } standing)
            yield return $"Status: {Word(standing)}";
    }

    private static IEnumerable<string> Notes(ProjectList list, int shown, int moneyDecimals)
    {
        if (shown < list.Projects.Count)
            yield return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{shown} of {list.Named} projects are shown; the others and what is unassigned are not in the total.");
        if (list.Projects.Any(project => project.OtherIncome != 0))
            yield return "Income includes other income.";
        yield return "Margin is profit over income; in the total it is the ratio of the totals. Progress and status are as people entered them.";
        if (moneyDecimals == 0)
            yield return "Shown in whole units of currency: figures may not add up because of rounding. Sums are exact at pence.";
    }

    private static TableRow Row(RowKind kind, string id, ProjectFigures project) => new(
        kind,
        [
            Cell.Of(project.Name),
            Cell.Of(project.Client),
            project.Standing is { } standing ? Cell.Of(Word(standing)) : Cell.Empty,
            Cell.Money(project.Income + project.OtherIncome),
            Cell.Money(project.CostOfSales),
            Cell.Money(project.Overheads),
            Cell.Money(project.Profit),
            Values.Margin.Of(project.Profit, project.Income + project.OtherIncome) is { } margin ? Cell.Percent(margin) : Cell.Absent("n/a"),
            project.Progress is { } progress ? Cell.Percent(progress) : Cell.Empty,
            project.LatestActivity is { } day ? Cell.Of(day) : Cell.Empty,
        ])
    {
        Id = id,
    };
}
