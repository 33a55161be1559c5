using System.Globalization;
using Milestone.Core.Ledger;
using Milestone.Core.Organisations;
using Milestone.Core.Storage;
using Milestone.Core.Values;
using Npgsql;
using NpgsqlTypes;

namespace Milestone.Core.Statements;

/// <summary>Draws profit and loss statements: one query, one round trip.</summary>
/// <param name="database">The books.</param>
/// <param name="remembered">Statements that were drawn before; null to draw each anew.</param>
public sealed class StatementReader(MilestoneDatabase database, RememberedStatements? remembered = null)
{
    // The calendar that Xero's dates and DateOnly's arithmetic are safe in, with comparatives.
    private const int FirstYear = 1980;
    private const int LastYear = 2200;

    /// <summary>The statement that <paramref name="query"/> asks for.</summary>
    /// <param name="organisation">Whose books.</param>
    /// <param name="query">What is asked.</param>
    /// <param name="drawnBy">Who asks, for the provenance.</param>
    /// <param name="cancellation">Cancels the reading.</param>
    /// <exception cref="ProblemException">Invalid: the query is out of bounds, or asks cash of a journals ledger. NotFound: no such organisation, project, phase or batch.</exception>
    public async Task<Statement> ReadAsync(Guid organisation, StatementQuery query, string drawnBy, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(query);
        Check(query);
        if (remembered?.Find(organisation, query, drawnBy) is { } before)
            return before;
        var epoch = remembered?.EpochBefore;
        var plan = StatementPlan.Of(query, await YearAsync(organisation, query, cancellation).ConfigureAwait(false));
        var whole = StatementPlan.OfPeriod(query);
        var figures = new StatementFigures();
        await database.AskAsync(organisation, parameters => Ask(parameters, organisation, query, plan, whole), Questions(organisation, query, plan, whole, figures), cancellation).ConfigureAwait(false);
        Check(query, figures);
        var statement = StatementDrawing.Draw(figures, query, plan, database.Clock.GetUtcNow(), drawnBy);
        remembered?.Keep(statement, drawnBy, epoch);
        return statement;
    }

    // Each question is asked only where its answer is needed: the usual statement reads account totals and nothing larger.
    private static IEnumerable<Question> Questions(Guid organisation, StatementQuery query, StatementPlan plan, StatementPlan whole, StatementFigures figures)
    {
        var hasDimensions = query.Columns is StatementColumns.Project or StatementColumns.Phase;
        var isFiltered = query.Project is not null || query.Phase is not null;
        yield return new Question("Statements/Sql/Organisation.sql", row => figures.Organisation = OrganisationOf(row, organisation));
        yield return new Question("Statements/Sql/Accounts.sql", row => figures.Accounts.Add(
            row.GetGuid(0), new Account(row.GetGuid(0), row.IsDBNull(1) ? null : row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4))));
        if (hasDimensions || isFiltered)
            yield return new Question("Statements/Sql/ProjectsAndPhases.sql", row => ((TrackingRole)row.GetInt16(2) == TrackingRole.Project ? figures.Projects : figures.Phases)[row.GetGuid(0)] = row.GetString(1));
        if (plan.Months.Count > 0)
            yield return new Question(hasDimensions || isFiltered ? "Statements/Sql/TotalsByProjectAndPhase.sql" : "Statements/Sql/TotalsByAccount.sql", row => figures.Effects.Add(EffectOf(row)));
        if (plan.Days.Count > 0)
            yield return new Question("Statements/Sql/DaysFromPostings.sql", row => figures.Effects.Add(EffectOf(row)));
        foreach (var question in TieOut(query, whole, figures))
            yield return question;
        if (!isFiltered && query.AsKnownAt is null)
            yield return new Question("Statements/Sql/ProfitByXero.sql", row => figures.ProfitByXero = row.GetDecimal(0));
    }

    // The profit of the period by another way than the columns': totals kept by project, and the days in one sum. As known at an earlier batch it is
    // what they say now, less what later batches posted.
    private static IEnumerable<Question> TieOut(StatementQuery query, StatementPlan whole, StatementFigures figures)
    {
        if (whole.Months.Count > 0)
            yield return new Question(query.Phase is null ? "Statements/Sql/TieOutByProject.sql" : "Statements/Sql/TieOutByPhase.sql", row => figures.ProfitByAnotherWay += row.GetDecimal(0));
        if (whole.Days.Count > 0)
            yield return new Question("Statements/Sql/TieOutDays.sql", row => figures.ProfitByAnotherWay += row.GetDecimal(0));
        if (query.AsKnownAt is not null)
            yield return new Question("Statements/Sql/TieOutLaterBatches.sql", row => figures.ProfitByAnotherWay -= row.GetDecimal(0));
    }

    // Only quarters and years are cut by the financial year; other columns spare the round trip.
    private Task<FinancialYear> YearAsync(Guid organisation, StatementQuery query, CancellationToken cancellation) =>
        query.Columns is StatementColumns.Quarter or StatementColumns.Year
            ? database.ReadAsync(
                organisation,
                "Statements/Sql/FinancialYear.sql",
                parameters => parameters.AddWithValue("organisation", organisation),
                async reader => await reader.ReadAsync(cancellation).ConfigureAwait(false)
                    ? new FinancialYear(reader.GetInt16(0), reader.GetInt16(1))
                    : throw NotFound("organisation", "There is no such organisation."),
                cancellation)
            : Task.FromResult(FinancialYear.Calendar);

    private static void Check(StatementQuery query)
    {
        if (query.Period.From.Year < FirstYear || query.Period.To.Year > LastYear)
            throw Invalid("from", $"A statement's period lies between {FirstYear} and {LastYear}.");
        if (query.Compare is < 0 or > StatementQuery.MostComparatives)
            throw Invalid("compare", $"A statement compares with 0 to {StatementQuery.MostComparatives} earlier periods.");
        if (query is { Variance: true, Compare: 0 })
            throw Invalid("variance", "A variance needs something to compare with: set compare to 1 or more.");
        if (query.AsKnownAt < 0)
            throw Invalid("asKnownAt", "A batch number is not negative.");
    }

    private static void Check(StatementQuery query, StatementFigures figures)
    {
        if (figures.Organisation is null)
            throw NotFound("organisation", "There is no such organisation.");
        if (query.Basis == Basis.Cash && figures.Organisation.LedgerSource == LedgerSource.Journals)
            throw Invalid("basis", "Cash basis is not available: this organisation posts from journals, which do not say what has been paid.");
        if (query.AsKnownAt > figures.Organisation.LastBatch)
            throw NotFound("asKnownAt", string.Create(CultureInfo.InvariantCulture, $"There is no batch {query.AsKnownAt} yet; the last is {figures.Organisation.LastBatch}."));
        if (query.Project is { } project && project != Unassigned.Id && !figures.Projects.ContainsKey(project))
            throw NotFound("project", "There is no such project.");
        if (query.Phase is { } phase && phase != Unassigned.Id && !figures.Phases.ContainsKey(phase))
            throw NotFound("phase", "There is no such build phase.");
    }

    private static void Ask(NpgsqlParameterCollection parameters, Guid organisation, StatementQuery query, StatementPlan plan, StatementPlan whole)
    {
        var by = query.Columns switch { StatementColumns.Project => 1, StatementColumns.Phase => 2, _ => 0 };
        parameters.AddWithValue("organisation", organisation);
        parameters.AddWithValue("basis", (short)query.Basis);
        parameters.AddWithValue("by", by);
        parameters.Add(new NpgsqlParameter("batch", NpgsqlDbType.Bigint) { Value = (object?)query.AsKnownAt ?? DBNull.Value });
        parameters.Add(new NpgsqlParameter("project", NpgsqlDbType.Uuid) { Value = (object?)query.Project ?? DBNull.Value });
        parameters.Add(new NpgsqlParameter("phase", NpgsqlDbType.Uuid) { Value = (object?)query.Phase ?? DBNull.Value });
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
    }

    private static Effect EffectOf(NpgsqlDataReader row) => new(row.GetInt32(0), row.GetGuid(1), row.GetGuid(2), row.GetDecimal(3));

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

    private static ProblemException Invalid(string field, string message) => new(ProblemKind.Invalid, message) { Field = field };

    private static ProblemException NotFound(string field, string message) => new(ProblemKind.NotFound, message) { Field = field };
}
