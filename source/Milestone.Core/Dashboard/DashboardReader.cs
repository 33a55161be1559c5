using Milestone.Core.Estimates;
using Milestone.Core.Organisations;
using Milestone.Core.Receivables;
using Milestone.Core.Statements;
using Milestone.Core.Storage;

namespace Milestone.Core.Dashboard;

/// <summary>Reads a dashboard: three statements, what customers owe, and how far projects are.</summary>
public sealed class DashboardReader(MilestoneDatabase database, StatementReader statements, OpenInvoicesReader receivables)
{
    private readonly EstimateRegister estimates = new(database);
    private readonly ProgressRegister progress = new(database);

    /// <summary>The dashboard that a query asks for.</summary>
    /// <param name="organisation">Whose books.</param>
    /// <param name="query">What is asked.</param>
    /// <param name="drawnBy">Who asks, for the provenance.</param>
    /// <param name="cancellation">Cancels the reading.</param>
    /// <exception cref="ProblemException">As <see cref="StatementReader.ReadAsync"/>.</exception>
    public async Task<DashboardFigures> ReadAsync(Organisation organisation, DashboardQuery query, string drawnBy, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(organisation);
        ArgumentNullException.ThrowIfNull(query);
        var plain = new StatementQuery(query.Period) { Basis = query.Basis, AsKnownAt = query.AsKnownAt };
        var owed = receivables.ReadAsync(organisation, query.Today, drawnBy, cancellation);
        var compared = statements.ReadAsync(organisation.Id, plain with { Compare = 1, Comparison = query.Comparison, Variance = true }, drawnBy, cancellation);
        var byProject = statements.ReadAsync(organisation.Id, plain with { Columns = StatementColumns.Project }, drawnBy, cancellation);
        var planned = estimates.ListAsync(organisation.Id, project: null, history: false, cancellation);
        var judged = progress.ListAsync(organisation.Id, project: null, history: false, cancellation);
        var books = await BooksAsync(organisation.Id, query, cancellation).ConfigureAwait(false);
        var trend = statements.ReadAsync(organisation.Id, Trend.Of(query, books.FirstMonth), drawnBy, cancellation);
        await Task.WhenAll(owed, compared, byProject, trend, planned, judged).ConfigureAwait(false);
        return new DashboardFigures(
            query,
            await compared.ConfigureAwait(false),
            await trend.ConfigureAwait(false),
            await byProject.ConfigureAwait(false),
            await owed.ConfigureAwait(false),
            ProgressOf(books, await planned.ConfigureAwait(false), await judged.ConfigureAwait(false)));
    }

    private async Task<Books> BooksAsync(Guid organisation, DashboardQuery query, CancellationToken cancellation)
    {
        var books = new Books();
        await database.AskAsync(
            organisation,
            parameters =>
            {
                parameters.AddWithValue("organisation", organisation);
                parameters.AddWithValue("basis", (short)query.Basis);
            },
            [
                new Question("Dashboard/Sql/FirstMonth.sql", row => books.FirstMonth = row.IsDBNull(0) ? null : row.GetFieldValue<DateOnly>(0)),
                new Question("Dashboard/Sql/CostToDate.sql", row => books.Costs[row.GetGuid(0)] = row.GetDecimal(1)),
                new Question("Dashboard/Sql/OpenProjects.sql", row => books.OpenProjects[row.GetGuid(0)] = row.GetString(1)),
            ],
            cancellation).ConfigureAwait(false);
        return books;
    }

    private static IReadOnlyList<ProjectProgress> ProgressOf(Books books, IReadOnlyList<Estimate> planned, IReadOnlyList<PhaseProgress> judged)
    {
        var (estimates, progress) = (planned.ToLookup(one => one.Project), judged.ToLookup(one => one.Project));
        return
        [
            .. books.OpenProjects
                .Select(project => ProjectProgress.Of(project.Key, project.Value, [.. estimates[project.Key]], [.. progress[project.Key]], books.Costs.GetValueOrDefault(project.Key)))
                .OfType<ProjectProgress>()
                .OrderByDescending(project => project.EstimatedCost)
                .ThenBy(project => project.Name, StringComparer.OrdinalIgnoreCase)
                .ThenBy(project => project.Project),
        ];
    }

    private sealed class Books
    {
        public DateOnly? FirstMonth { get; set; }

        public Dictionary<Guid, decimal> Costs { get; } = [];

        public Dictionary<Guid, string> OpenProjects { get; } = [];
    }
}
