using Milestone.Core.Organisations;
using Milestone.Core.Receivables;
using Milestone.Core.Statements;
using Milestone.Core.Storage;
using Npgsql;

namespace Milestone.Core.Dashboard;

/// <summary>Reads a dashboard: three statements, what customers owe, and how far projects are.</summary>
public sealed class DashboardReader(MilestoneDatabase database, StatementReader statements, OpenInvoicesReader receivables)
{
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
        var plans = await PlansAsync(organisation.Id, query, cancellation).ConfigureAwait(false);
        var trend = statements.ReadAsync(organisation.Id, Trend.Of(query, plans.FirstMonth), drawnBy, cancellation);
        await Task.WhenAll(owed, compared, byProject, trend).ConfigureAwait(false);
        return new DashboardFigures(query, await compared.ConfigureAwait(false), await trend.ConfigureAwait(false), await byProject.ConfigureAwait(false), await owed.ConfigureAwait(false), plans.Progress());
    }

    private async Task<Plans> PlansAsync(Guid organisation, DashboardQuery query, CancellationToken cancellation)
    {
        var plans = new Plans();
        await database.AskAsync(
            organisation,
            parameters =>
            {
                parameters.AddWithValue("organisation", organisation);
                parameters.AddWithValue("basis", (short)query.Basis);
            },
            [
                new Question("Dashboard/Sql/FirstMonth.sql", row => plans.FirstMonth = row.IsDBNull(0) ? null : row.GetFieldValue<DateOnly>(0)),
                new Question("Dashboard/Sql/Plans.sql", row => plans.Phases.Add((row.GetGuid(0), new PlannedPhase(Amount(row, 1), Amount(row, 2))))),
                new Question("Dashboard/Sql/CostToDate.sql", row => plans.Costs[row.GetGuid(0)] = row.GetDecimal(1)),
                new Question("Dashboard/Sql/Projects.sql", row => plans.Projects[row.GetGuid(0)] = (row.GetString(1), row.GetBoolean(2))),
            ],
            cancellation).ConfigureAwait(false);
        return plans;
    }

    private static decimal? Amount(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetDecimal(column);

    private sealed class Plans
    {
        public DateOnly? FirstMonth { get; set; }

        public List<(Guid Project, PlannedPhase Phase)> Phases { get; } = [];

        public Dictionary<Guid, decimal> Costs { get; } = [];

        public Dictionary<Guid, (string Name, bool IsCompleted)> Projects { get; } = [];

        public IReadOnlyList<ProjectProgress> Progress() =>
        [
            .. Phases.GroupBy(planned => planned.Project, planned => planned.Phase)
                .Where(project => Projects.TryGetValue(project.Key, out var known) && !known.IsCompleted)
                .Select(project => ProjectProgress.Of(project.Key, Projects[project.Key].Name, [.. project], Costs.GetValueOrDefault(project.Key)))
                .OfType<ProjectProgress>()
                .OrderByDescending(project => project.EstimatedCost)
                .ThenBy(project => project.Name, StringComparer.OrdinalIgnoreCase),
        ];
    }
}
