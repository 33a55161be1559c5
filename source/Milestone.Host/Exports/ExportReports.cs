using Milestone.Core;
using Milestone.Core.Access;
using Milestone.Core.Organisations;
using Milestone.Core.Projects;
using Milestone.Core.Reporting;
using Milestone.Core.Statements;
using Milestone.Core.Storage;
using Milestone.Host.Api;

namespace Milestone.Host.Exports;

/// <summary>What can be taken away whole, and in how much detail: the reports, each of several tables that exist on pages of their own too.</summary>
internal sealed class ExportReports(MilestoneDatabase database, StatementReader statements)
{
    /// <summary>The reports, by the name in addresses and commands, with what readers call them.</summary>
    public static IReadOnlyList<(string Name, string Label)> All { get; } = [("company", "The company"), ("projects", "The list of projects"), ("project", "One project")];

    /// <summary>How much of it: the usual pages, or everything behind them.</summary>
    public static IReadOnlyList<string> Templates { get; } = ["summary", "detailed"];

    private readonly ProjectListReader lists = new(database, statements);
    private readonly ProjectReports projects = new(database, statements);

    /// <summary>Whether a template's word asks for all detail.</summary>
    /// <exception cref="ProblemException">Invalid: it is none.</exception>
    public static bool IsDetailed(string? template) => template switch
    {
        null or "" or "summary" => false,
        "detailed" => true,
        _ => throw new ProblemException(ProblemKind.Invalid, $"'{template}' is no template.{Spelling.Suggest(template, Templates)} Use summary or detailed.") { Field = "template" },
    };

    /// <summary>A report by its name.</summary>
    /// <param name="name">One of <see cref="All"/>.</param>
    /// <param name="organisation">Whose books.</param>
    /// <param name="query">The period and basis; for one project, which.</param>
    /// <param name="isDetailed">Whether in all detail.</param>
    /// <param name="decimals">2 for pence, 0 for whole pounds.</param>
    /// <param name="drawnBy">Who asks.</param>
    /// <param name="cancellation">Cancels the reading.</param>
    /// <param name="progress">Told how many tables are drawn, and how many there will be.</param>
    /// <exception cref="ProblemException">Invalid: a project is not named. As the readers have it.</exception>
    public Task<Report> OfAsync(string name, Organisation organisation, StatementQuery query, bool isDetailed, int decimals, string drawnBy, CancellationToken cancellation, Action<int, int>? progress = null) => name switch
    {
        "company" when ReaderScope.Current?.In(organisation.Id) is { Projects: not null } => throw new ProblemException(
            ProblemKind.Forbidden, "The report of the company mixes all projects. Take the list of your projects, or one of them.")
        { Field = "report" },
        "company" => CompanyAsync(organisation, query, isDetailed, decimals, drawnBy, progress, cancellation),
        "projects" => ProjectsAsync(organisation, query, isDetailed, decimals, drawnBy, cancellation),
        _ => ProjectAsync(organisation, query, isDetailed, decimals, drawnBy, cancellation),
    };

    private async Task<Report> CompanyAsync(Organisation organisation, StatementQuery query, bool isDetailed, int decimals, string drawnBy, Action<int, int>? progress, CancellationToken cancellation)
    {
        var whole = query with { Project = null };
        var months = StatementTable.Of(await StatementAsync(organisation, whole with { Columns = StatementColumns.Month }, drawnBy, cancellation), decimals);
        var list = await lists.ReadAsync(organisation.Id, whole, drawnBy, cancellation);
        var tables = new List<Table>
        {
            await ComparedAsync(organisation, whole, "Profit and loss", decimals, drawnBy, cancellation),
            ProjectListTable.Of(list, new ProjectListView(), decimals),
            isDetailed ? Titled(months, "Accounts by month") : SumsOf(Titled(months, "By month")),
        };
        if (isDetailed)
        {
            var active = list.Projects.Where(project => project is not { Income: 0, OtherIncome: 0, CostOfSales: 0, Overheads: 0 }).ToList();
            foreach (var project in active)
            {
                progress?.Invoke(tables.Count, active.Count + 3);
                tables.Add(await ComparedAsync(organisation, whole with { Project = project.Id }, project.Name, decimals, drawnBy, cancellation));
            }
        }

        progress?.Invoke(tables.Count, tables.Count);

        return new Report($"company-{Word(isDetailed)}", $"The company, {Word(isDetailed)}", tables);
    }

    private async Task<Report> ProjectsAsync(Organisation organisation, StatementQuery query, bool isDetailed, int decimals, string drawnBy, CancellationToken cancellation)
    {
        var whole = query with { Project = null };
        var tables = new List<Table> { ProjectListTable.Of(await lists.ReadAsync(organisation.Id, whole, drawnBy, cancellation), new ProjectListView(), decimals) };
        if (isDetailed)
            tables.Add(Titled(StatementTable.Of(await StatementAsync(organisation, whole with { Columns = StatementColumns.Project }, drawnBy, cancellation), decimals), "Accounts by project"));
        return new Report($"projects-{Word(isDetailed)}", $"The projects, {Word(isDetailed)}", tables);
    }

    private async Task<Report> ProjectAsync(Organisation organisation, StatementQuery query, bool isDetailed, int decimals, string drawnBy, CancellationToken cancellation)
    {
        if (query.Project is not { } project)
            throw new ProblemException(ProblemKind.Invalid, "Name the project: its id, its name, or 'unassigned'.") { Field = "project" };
        // Costs and float are of the project's whole life up to the last day of the period.
        var asked = new ProjectQuery(project) { To = query.Period.To };
        var summary = await projects.SummaryAsync(organisation.Id, asked, drawnBy, cancellation);
        var tables = new List<Table>
        {
            await ComparedAsync(organisation, query, "Profit and loss", decimals, drawnBy, cancellation),
            ProjectSummaryTable.Of(summary, decimals),
            ProjectFloatTable.Of(await projects.FloatAsync(organisation.Id, asked, drawnBy, cancellation), decimals),
        };
        if (isDetailed)
        {
            tables.Add(Titled(StatementTable.Of(await StatementAsync(organisation, query with { Columns = StatementColumns.Month }, drawnBy, cancellation), decimals), "Accounts by month"));
            tables.Add(CostTrackerTable.Of(await projects.CostTrackerAsync(organisation.Id, asked, drawnBy, cancellation), decimals));
            tables.Add(ProjectInvoicesTable.Of(await projects.InvoicesAsync(organisation.Id, asked, byPhase: false, drawnBy, cancellation), decimals));
            tables.Add(ProjectInvoicesTable.Of(await projects.BillsAsync(organisation.Id, asked, byPhase: false, drawnBy, cancellation), decimals));
        }

        return new Report($"project-{Word(isDetailed)}", $"{summary.Name}, {Word(isDetailed)}", tables);
    }

    private Task<Statement> StatementAsync(Organisation organisation, StatementQuery query, string drawnBy, CancellationToken cancellation) =>
        statements.ReadAsync(organisation.Id, query, drawnBy, cancellation);

    // The period beside the same days a year earlier, as the dashboard has it.
    private async Task<Table> ComparedAsync(Organisation organisation, StatementQuery query, string title, int decimals, string drawnBy, CancellationToken cancellation) => Titled(
        StatementTable.Of(
            await StatementAsync(organisation, query with { Columns = StatementColumns.None, Compare = 1, Comparison = Comparison.PreviousYears, Variance = true, PercentOfIncome = true }, drawnBy, cancellation),
            decimals),
        title);

    private static Table Titled(Table table, string title) => table with { Head = table.Head with { Title = title } };

    // The sums alone: their own items are left out, so their sections' sums stand as they are, and gross and net profit still follow from them.
    private static Table SumsOf(Table table) => table with
    {
        Rows = [.. table.Rows.Where(row => row.Kind is not (RowKind.Item or RowKind.Heading)).Select(row => row.Formula is RowFormula.SumOfItems ? row with { Formula = null } : row)],
    };

    private static string Word(bool isDetailed) => isDetailed ? "detailed" : "summary";
}
