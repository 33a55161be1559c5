using Milestone.Core.Ledger;
using Milestone.Core.Organisations;
using Milestone.Core.Statements;
using Milestone.Core.Storage;
using Milestone.Core.Values;

namespace Milestone.Core.Projects;

/// <summary>The reports of one project: summary by build phase, cost tracker, float, invoices, bills.</summary>
/// <param name="database">The books.</param>
/// <param name="statements">Draws the statements that a summary is held against.</param>
public sealed class ProjectReports(MilestoneDatabase database, StatementReader statements)
{
    // The first day a statement may have: the tracker knows no beginning.
    private static readonly DateOnly FirstDay = new(1980, 1, 1);

    // The documents and the statements are read one after the other; an import may come in between.
    private const int MostAttempts = 3;

    private readonly ProjectBooksReader books = new(database);
    // What was drawn before may be of the state before: whoever finds two states asks again without remembering.
    private readonly StatementReader anew = new(database);

    /// <summary>The costs of a project by build phase, against its estimates.</summary>
    /// <param name="organisation">Whose books.</param>
    /// <param name="query">Which project, up to which day, without or with VAT.</param>
    /// <param name="drawnBy">Who asks, for the provenance.</param>
    /// <param name="cancellation">Cancels the reading.</param>
    /// <exception cref="ProblemException">NotFound: no such organisation or project. Invalid: it has too many documents.</exception>
    public async Task<ProjectSummary> SummaryAsync(Guid organisation, ProjectQuery query, string drawnBy, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(query);
        for (var attempt = 1; ; attempt++)
        {
            var reader = attempt == 1 ? statements : anew;
            var read = await books.ReadAsync(organisation, query, CostLines.Kinds, cancellation).ConfigureAwait(false);
            var period = new Period(FirstDay, read.To < FirstDay ? FirstDay : read.To);
            var byPhase = new StatementQuery(period) { Project = query.Project, Columns = StatementColumns.Phase };
            var accrual = await reader.ReadAsync(organisation, byPhase, drawnBy, cancellation).ConfigureAwait(false);
            var cash = read.PaymentsKnown ? await reader.ReadAsync(organisation, byPhase with { Basis = Basis.Cash }, drawnBy, cancellation).ConfigureAwait(false) : null;
            if (attempt == MostAttempts || IsOneState(read.Organisation, accrual, cash))
                return ProjectSummaryDrawing.Of(read, query, accrual, cash, database.Clock.GetUtcNow(), drawnBy);
        }
    }

    /// <summary>The cost lines of a project by build phase, with what has been paid of each.</summary>
    /// <inheritdoc cref="SummaryAsync"/>
    public async Task<CostTracker> CostTrackerAsync(Guid organisation, ProjectQuery query, string drawnBy, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(query);
        var read = await books.ReadAsync(organisation, query, CostLines.Kinds, cancellation).ConfigureAwait(false);
        return CostTrackerDrawing.Of(read, query, database.Clock.GetUtcNow(), drawnBy);
    }

    /// <summary>The customer's money of a project, less what was spent of it.</summary>
    /// <inheritdoc cref="SummaryAsync"/>
    public async Task<ProjectFloat> FloatAsync(Guid organisation, ProjectQuery query, string drawnBy, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(query);
        var kinds = query.Project == Unassigned.Id ? [] : ProjectFloatDrawing.Kinds;
        return ProjectFloatDrawing.Of(await books.ReadAsync(organisation, query, kinds, cancellation).ConfigureAwait(false), database.Clock.GetUtcNow(), drawnBy);
    }

    /// <summary>The sales invoices and credit notes of a project: of each, its lines on the project.</summary>
    /// <param name="organisation">Whose books.</param>
    /// <param name="query">Which project, up to which day.</param>
    /// <param name="byPhase">Whether each build phase of a document stands on its own.</param>
    /// <param name="drawnBy">Who asks, for the provenance.</param>
    /// <param name="cancellation">Cancels the reading.</param>
    /// <exception cref="ProblemException">NotFound: no such organisation or project. Invalid: it has too many documents.</exception>
    public Task<ProjectInvoices> InvoicesAsync(Guid organisation, ProjectQuery query, bool byPhase, string drawnBy, CancellationToken cancellation) =>
        InvoicesAsync(organisation, query, areBills: false, byPhase, drawnBy, cancellation);

    /// <summary>The bills and supplier credits of a project: of each, its lines on the project.</summary>
    /// <inheritdoc cref="InvoicesAsync(Guid, ProjectQuery, bool, string, CancellationToken)"/>
    public Task<ProjectInvoices> BillsAsync(Guid organisation, ProjectQuery query, bool byPhase, string drawnBy, CancellationToken cancellation) =>
        InvoicesAsync(organisation, query, areBills: true, byPhase, drawnBy, cancellation);

    /// <summary>The first day that a document of the project counts on; null where none does.</summary>
    public Task<DateOnly?> FirstDayAsync(Guid organisation, Guid project, CancellationToken cancellation) => database.ReadAsync(
        organisation,
        "Projects/FirstDay.sql",
        parameters =>
        {
            parameters.AddWithValue("organisation", organisation);
            parameters.AddWithValue("project", project);
        },
        async reader => await reader.ReadAsync(cancellation).ConfigureAwait(false) && !reader.IsDBNull(0) ? reader.GetFieldValue<DateOnly>(0) : (DateOnly?)null,
        cancellation);

    private async Task<ProjectInvoices> InvoicesAsync(Guid organisation, ProjectQuery query, bool areBills, bool byPhase, string drawnBy, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(query);
        var read = await books.ReadAsync(organisation, query, areBills ? ProjectInvoicesDrawing.Bills : ProjectInvoicesDrawing.Sales, cancellation).ConfigureAwait(false);
        return ProjectInvoicesDrawing.Of(read, query, areBills, byPhase, database.Clock.GetUtcNow(), drawnBy);
    }

    private static bool IsOneState(Organisation read, Statement accrual, Statement? cash) =>
        read.LastBatch == accrual.Organisation.LastBatch && (cash is null || cash.Organisation.LastBatch == read.LastBatch);
}
