using Milestone.Core.Access;
using Milestone.Core.Ledger;
using Milestone.Core.Organisations;
using Milestone.Core.Storage;
using Milestone.Core.Values;
using Npgsql;
using NpgsqlTypes;

namespace Milestone.Core.Statements;

/// <summary>Draws profit and loss statements: one query, one round trip; another before it where years are cut or an earlier batch is asked for.</summary>
/// <param name="database">The books.</param>
/// <param name="remembered">Statements that were drawn before; null to draw each anew.</param>
public sealed class StatementReader(MilestoneDatabase database, RememberedStatements? remembered = null)
{
    /// <summary>Which way an earlier batch is drawn, instead of the cheaper: true for the totals less what came later, false for what was there.</summary>
    internal bool? FromLater { get; init; }

    /// <summary>The statement that <paramref name="query"/> asks for.</summary>
    /// <param name="organisation">Whose books.</param>
    /// <param name="query">What is asked.</param>
    /// <param name="drawnBy">Who asks, for the provenance.</param>
    /// <param name="cancellation">Cancels the reading.</param>
    /// <exception cref="ProblemException">
    /// Invalid: the query is out of bounds or contradicts itself, or asks cash of a journals ledger. NotFound: no such organisation, project, phase, budget or batch.
    /// </exception>
    public async Task<Statement> ReadAsync(Guid organisation, StatementQuery query, string drawnBy, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(query);
        StatementRules.Check(query);
        if (remembered?.Find(organisation, query, drawnBy) is { } before)
            return before;
        var known = remembered?.StateOf(organisation);
        var ground = await GroundAsync(organisation, query, cancellation).ConfigureAwait(false);
        var plan = StatementPlan.Of(query, ground.Year);
        var whole = StatementPlan.OfPeriod(query);
        // Whoever is limited to some projects sees them and nothing else, which the statement says.
        var figures = new StatementFigures { IsLimited = ReaderScope.LimitIn(organisation) is not null };
        await database.AskAsync(organisation, parameters => Ask(parameters, organisation, query, plan, whole, ground.Way), Questions(organisation, query, plan, whole, ground.Way, figures), cancellation).ConfigureAwait(false);
        StatementRules.Check(query, figures);
        var statement = StatementDrawing.Draw(figures, query, plan, database.Clock.GetUtcNow(), drawnBy);
        remembered?.Keep(statement, drawnBy, known);
        return statement;
    }

    // Each question is asked only where its answer is needed: the usual statement reads account totals and nothing larger.
    private static IEnumerable<Question> Questions(Guid organisation, StatementQuery query, StatementPlan plan, StatementPlan whole, Way way, StatementFigures figures)
    {
        // Totals by account mix all projects: a reader of some of them is shown sums of those.
        var isPlain = !query.ByProject && !query.ByPhase && !query.IsFiltered && query.Rows == StatementRows.Account && !figures.IsLimited;
        yield return new Question("Statements/Sql/Organisation.sql", row => figures.Organisation = OrganisationOf(row, organisation));
        yield return new Question("Statements/Sql/Accounts.sql", row => figures.Accounts.Add(
            row.GetGuid(0), new Account(row.GetGuid(0), row.IsDBNull(1) ? null : row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4))));
        if (!isPlain || query.Budget is not null)
            yield return new Question("Statements/Sql/ProjectsAndPhases.sql", row => ((TrackingRole)row.GetInt16(2) == TrackingRole.Project ? figures.Projects : figures.Phases)[row.GetGuid(0)] = row.GetString(1));
        if (plan.Months.Count > 0 && way != Way.Earlier)
            yield return new Question(isPlain ? "Statements/Sql/TotalsByAccount.sql" : "Statements/Sql/TotalsByProjectAndPhase.sql", row => figures.Add(KeyOf(query, row), row.GetDecimal(6)));
        if (plan.Days.Count > 0)
            yield return new Question("Statements/Sql/DaysFromPostings.sql", row => figures.Add(KeyOf(query, row), row.GetDecimal(6)));

        // The profit of the period by another way than the columns': totals kept by project, and the days in one sum.
        if (whole.Months.Count > 0 && way == Way.Earlier)
            yield return new Question("Statements/Sql/TieOutOfBatches.sql", row => figures.ProfitByAnotherWay += row.GetDecimal(0));
        else if (whole.Months.Count > 0)
            yield return new Question(query.Phase is null ? "Statements/Sql/TieOutByProject.sql" : "Statements/Sql/TieOutByPhase.sql", row => figures.ProfitByAnotherWay += row.GetDecimal(0));
        if (whole.Days.Count > 0)
            yield return new Question("Statements/Sql/TieOutDays.sql", row => figures.ProfitByAnotherWay += row.GetDecimal(0));
        if (way != Way.Totals && plan.Months.Count > 0)
            yield return new Question("Statements/Sql/PostingsOfBatches.sql", row => AddOrTakeAway(query, plan, way, figures, row));
        foreach (var question in Plans(query, plan, figures))
            yield return question;
        if (!query.IsFiltered && query.AsKnownAt is null && !figures.IsLimited)
            yield return new Question("Statements/Sql/ProfitByXero.sql", row => figures.ProfitByXero = row.GetDecimal(0));
        if (!query.IsFiltered && query.AsKnownAt is null && !figures.IsLimited && whole.Months.Any(span => span.Last > span.First))
            yield return new Question("Statements/Sql/MonthsWithPostings.sql", row => figures.MonthsWithPostings.Add(row.GetFieldValue<DateOnly>(0)));
    }

    // What is compared with: a plan is one more window, after those in time.
    private static IEnumerable<Question> Plans(StatementQuery query, StatementPlan plan, StatementFigures figures)
    {
        if (query.Budget is not null)
        {
            var found = new List<BudgetListing>();
            yield return new Question("Statements/Sql/Budgets.sql", row =>
            {
                BudgetReader.Take(found, row);
                figures.Budget = found[^1];
            });
            yield return new Question("Statements/Sql/Budget.sql", row =>
            {
                var section = SectionOf(row, 1);
                figures.Add(new EffectKey(plan.Planned, row.GetGuid(0), null, Unassigned.Id, Unassigned.Id), SectionName.IsCost(section) ? -row.GetDecimal(3) : row.GetDecimal(3));
            });
        }

        if (query.Estimates)
        {
            yield return new Question("Statements/Sql/Estimates.sql", row => figures.Add(
                new EffectKey(plan.Planned, Guid.Empty, row.GetInt16(0) == Revenue ? Section.Income : Section.CostOfSales, row.GetGuid(1), row.GetGuid(2)),
                row.GetInt16(0) == Revenue ? row.GetDecimal(3) : -row.GetDecimal(3)));
        }
    }

    private const short Revenue = 1;

    // As known at a batch: what totals say now, less what later batches posted; or, where those are most of the ledger, what the batches up to it posted.
    private static void AddOrTakeAway(StatementQuery query, StatementPlan plan, Way way, StatementFigures figures, NpgsqlDataReader row)
    {
        var key = KeyOf(query, row);
        var amount = way == Way.Earlier ? row.GetDecimal(6) : -row.GetDecimal(6);
        figures.Add(key, amount);
        if (way == Way.Later && key.Window < plan.Actual.Count)
            figures.ProfitByAnotherWay += amount;
    }

    // Only quarters and years are cut by the financial year, and only an earlier batch has later ones; other statements spare the round trip.
    private async Task<(FinancialYear Year, Way Way)> GroundAsync(Guid organisation, StatementQuery query, CancellationToken cancellation)
    {
        FinancialYear? year = null;
        var (earlier, later) = (0L, 0L);
        List<Question> questions = [];
        if (query.Columns is StatementColumns.Quarter or StatementColumns.Year)
            questions.Add(new Question("Statements/Sql/FinancialYear.sql", row => year = new FinancialYear(row.GetInt16(0), row.GetInt16(1))));
        if (query.AsKnownAt is not null)
            questions.Add(new Question("Statements/Sql/EarlierAndLater.sql", row => (earlier, later) = (row.GetInt64(0), row.GetInt64(1))));
        if (questions.Count > 0)
        {
            await database.AskAsync(
                organisation,
                parameters =>
                {
                    parameters.AddWithValue("organisation", organisation);
                    parameters.Add(new NpgsqlParameter("batch", NpgsqlDbType.Bigint) { Value = (object?)query.AsKnownAt ?? DBNull.Value });
                },
                questions,
                cancellation).ConfigureAwait(false);
        }

        return (year ?? FinancialYear.Calendar, query.AsKnownAt is null ? Way.Totals : FromLater ?? later <= earlier ? Way.Later : Way.Earlier);
    }

    private static void Ask(NpgsqlParameterCollection parameters, Guid organisation, StatementQuery query, StatementPlan plan, StatementPlan whole, Way way)
    {
        parameters.AddWithValue("organisation", organisation);
        parameters.AddWithValue("basis", (short)query.Basis);
        parameters.AddWithValue("byAccount", query.Rows == StatementRows.Account);
        parameters.AddWithValue("byProject", query.ByProject);
        parameters.AddWithValue("byPhase", query.ByPhase);
        parameters.Add(new NpgsqlParameter("batch", NpgsqlDbType.Bigint) { Value = (object?)query.AsKnownAt ?? DBNull.Value });
        parameters.AddWithValue("firstBatch", way == Way.Later ? query.AsKnownAt!.Value + 1 : 0);
        parameters.AddWithValue("lastBatch", way == Way.Earlier ? query.AsKnownAt!.Value : long.MaxValue);
        parameters.Add(new NpgsqlParameter("project", NpgsqlDbType.Uuid) { Value = (object?)query.Project ?? DBNull.Value });
        parameters.Add(new NpgsqlParameter("phase", NpgsqlDbType.Uuid) { Value = (object?)query.Phase ?? DBNull.Value });
        parameters.Add(new NpgsqlParameter("budget", NpgsqlDbType.Uuid) { Value = (object?)query.Budget ?? DBNull.Value });
        parameters.AddWithValue("from", query.Period.From);
        parameters.AddWithValue("to", query.Period.To);
        AddSpans(parameters, "month", plan.Months);
        AddSpans(parameters, "day", plan.Days);
        AddSpans(parameters, "wholeMonth", whole.Months);
        AddSpans(parameters, "wholeDay", whole.Days);
    }

    private static void AddSpans(NpgsqlParameterCollection parameters, string name, List<Span> spans)
    {
        parameters.AddWithValue(name + "Nos", spans.Select(span => span.No).ToArray());
        parameters.AddWithValue(name + "Froms", spans.Select(span => span.First).ToArray());
        parameters.AddWithValue(name + "Tos", spans.Select(span => span.Last).ToArray());
        parameters.AddWithValue(name + "Ends", spans.Select(span => Period.MonthOf(span.Last).To).ToArray());
    }

    private static EffectKey KeyOf(StatementQuery query, NpgsqlDataReader row) =>
        new(row.GetInt32(0), row.GetGuid(1), query.Rows == StatementRows.Account ? null : SectionOf(row, 2), row.GetGuid(4), row.GetGuid(5));

    // What no chart describes is a cost: no line is ever dropped.
    private static Section SectionOf(NpgsqlDataReader row, int type) =>
        row.IsDBNull(type) ? Section.Overheads : AccountSection.Of(row.GetString(type), row.GetString(type + 1)) ?? Section.Overheads;

    private static Organisation OrganisationOf(NpgsqlDataReader row, Guid id) => new(id, row.GetString(0))
    {
        BaseCurrency = row.GetString(1),
        FinancialYear = new FinancialYear(row.GetInt16(2), row.GetInt16(3)),
        TimeZone = TimeZoneInfo.TryFindSystemTimeZoneById(row.GetString(4), out var zone) ? zone : TimeZoneInfo.Utc,
        LedgerSource = (LedgerSource)row.GetInt16(5),
        LastBatch = row.GetInt64(6),
        DataVersion = row.GetInt64(7),
        LastSync = row.IsDBNull(8) ? null : row.GetFieldValue<DateTimeOffset>(8),
        ShortCode = row.IsDBNull(9) ? null : row.GetString(9),
    };

    /// <summary>Where the figures of whole months come from.</summary>
    private enum Way
    {
        /// <summary>Totals, as they are.</summary>
        Totals,

        /// <summary>Totals, less what later batches posted: also where there was none when it was asked, as one may have landed before the totals are read.</summary>
        Later,

        /// <summary>What the batches up to the one asked for posted.</summary>
        Earlier,
    }
}
