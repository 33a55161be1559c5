using System.Globalization;
using Milestone.Core.Ledger;
using Milestone.Core.Reporting;
using Milestone.Core.Statements;
using Milestone.Core.Storage;
using Milestone.Core.Values;
using Npgsql;
using NpgsqlTypes;

namespace Milestone.Core.Changes;

/// <summary>Compares the books as they are with the books as they were known at a batch: the postings of later batches, by document.</summary>
public sealed class ChangesReader(MilestoneDatabase database)
{
    /// <summary>The most documents that are listed one by one; the effect of the rest is told in one sum.</summary>
    public const int MostDocuments = 500;

    // All days that a document of Xero's can have; the statement's own bounds.
    private static readonly Period AllDays = new(new DateOnly(1980, 1, 1), new DateOnly(2200, 12, 31));

    private readonly StatementReader statements = new(database);

    /// <summary>What changed since a batch, under the filters of <paramref name="query"/>.</summary>
    /// <param name="organisation">Whose books.</param>
    /// <param name="query">Since when, and where.</param>
    /// <param name="drawnBy">Who asks, for the provenance.</param>
    /// <param name="cancellation">Cancels the reading.</param>
    /// <exception cref="ProblemException">Invalid: the query is out of bounds, or asks cash of a journals ledger. NotFound: no such organisation, project, phase or batch.</exception>
    public async Task<BookChanges> ReadAsync(Guid organisation, ChangesQuery query, string drawnBy, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (query.Since < 0)
            throw new ProblemException(ProblemKind.Invalid, "A batch number is not negative.") { Field = "since" };
        var asked = new StatementQuery(query.Period ?? AllDays) { Basis = query.Basis, Project = query.Project, Phase = query.Phase };
        var now = await statements.ReadAsync(organisation, asked, drawnBy, cancellation).ConfigureAwait(false);
        if (query.Since > now.Organisation.LastBatch)
            throw new ProblemException(ProblemKind.NotFound, string.Create(CultureInfo.InvariantCulture, $"There is no batch {query.Since} yet; the last is {now.Organisation.LastBatch}.")) { Field = "since" };

        // What is read below ends at the batch that the statement shows, so an import that lands meanwhile cannot come between the two.
        var profitThen = ProfitThenAsync(organisation, asked, query.Since, drawnBy, cancellation);
        var found = new Found();
        var changed = database.AskAsync(organisation, parameters => Ask(parameters, organisation, query, asked.Period, now.Organisation.LastBatch), found.Questions(), cancellation);
        await Task.WhenAll(profitThen, changed).ConfigureAwait(false);
        return new BookChanges(now.Organisation, query, found.SinceMoment, [.. found.Documents(query)], [.. found.Effects], [.. found.Chart], Origin(now, query, found.SinceMoment))
        {
            DocumentCount = found.Count,
            ChangedBack = found.ChangedBack,
            Effect = found.Effect,
            TieOut = new TableCheck(
                "Changes = statement now less statement as known then",
                found.Effect,
                now.Summary(Section.NetProfit).Total - await profitThen.ConfigureAwait(false)),
        };
    }

    private async Task<decimal> ProfitThenAsync(Guid organisation, StatementQuery asked, long since, string drawnBy, CancellationToken cancellation)
    {
        try
        {
            var then = await statements.ReadAsync(organisation, asked with { AsKnownAt = since }, drawnBy, cancellation).ConfigureAwait(false);
            return then.Summary(Section.NetProfit).Total;
        }
        catch (ProblemException problem) when (problem is { Kind: ProblemKind.NotFound, Field: "project" or "phase" })
        {
            // The project is newer than the batch: it had no profit then.
            return 0;
        }
    }

    private static void Ask(NpgsqlParameterCollection parameters, Guid organisation, ChangesQuery query, Period period, long until)
    {
        parameters.AddWithValue("organisation", organisation);
        parameters.AddWithValue("since", query.Since);
        parameters.AddWithValue("until", until);
        parameters.AddWithValue("basis", (short)query.Basis);
        parameters.AddWithValue("from", period.From);
        parameters.AddWithValue("to", period.To);
        parameters.AddWithValue("most", Math.Clamp(query.Most, 1, MostDocuments));
        parameters.Add(new NpgsqlParameter("project", NpgsqlDbType.Uuid) { Value = (object?)query.Project ?? DBNull.Value });
        parameters.Add(new NpgsqlParameter("phase", NpgsqlDbType.Uuid) { Value = (object?)query.Phase ?? DBNull.Value });
    }

    private static Provenance Origin(Statement now, ChangesQuery query, DateTimeOffset? since)
    {
        var origin = now.Provenance;
        var moment = since is { } known ? ", recorded " + TimeZoneInfo.ConvertTime(known, origin.TimeZone).ToString("d MMM yyyy HH:mm", CultureInfo.InvariantCulture) : "";
        return origin with
        {
            Period = query.Period is null ? "All days" : origin.Period,
            Filters = [string.Create(CultureInfo.InvariantCulture, $"Changed since batch {query.Since}{moment}"), .. origin.Filters],
        };
    }

    /// <summary>What the database answered.</summary>
    private sealed class Found
    {
        private readonly List<(DocumentHead Head, DocumentPlace Place)> rows = [];

        public DateTimeOffset? SinceMoment { get; private set; }

        public long Count { get; private set; }

        public long ChangedBack { get; private set; }

        public decimal Effect { get; private set; }

        public List<ProjectMonthEffect> Effects { get; } = [];

        public List<ChartChange> Chart { get; } = [];

        public IEnumerable<Question> Questions() =>
        [
            new Question("Changes/Sql/RecordedAt.sql", row => SinceMoment = row.GetFieldValue<DateTimeOffset>(0)),
            new Question("Changes/Sql/ChangedTotals.sql", row => (Count, ChangedBack, Effect) = (row.GetInt64(0), row.GetInt64(1), row.GetDecimal(2))),
            new Question("Changes/Sql/ChangedDocuments.sql", row => rows.Add((HeadOf(row), PlaceOf(row)))),
            new Question("Changes/Sql/EffectByProjectAndMonth.sql", row => Effects.Add(new ProjectMonthEffect(
                row.GetGuid(0), Name(row, 0, 1), row.GetFieldValue<DateOnly>(2), row.GetDecimal(3)))),
            new Question("Changes/Sql/ChangedAccounts.sql", row => Chart.Add(ChartChanges.OfAccount(row))),
            new Question("Changes/Sql/ChangedTracking.sql", row => Chart.Add(ChartChanges.OfTracking(row))),
        ];

        public IEnumerable<DocumentChange> Documents(ChangesQuery query) => rows
            .GroupBy(row => row.Head, row => row.Place)
            .Select(document => document.Key.Changed(query, [.. document]));

        private static DocumentHead HeadOf(NpgsqlDataReader row) => new(
            row.GetGuid(0),
            DocumentKindName.Of((DocumentKind)row.GetInt16(1)),
            row.GetString(2),
            row.GetString(3) is { Length: > 0 } number ? number : row.GetString(4),
            row.IsDBNull(5) ? "" : row.GetString(5),
            row.GetFieldValue<DateOnly>(6),
            row.GetInt64(7),
            row.GetFieldValue<DateTimeOffset>(8),
            row.GetString(9),
            row.GetBoolean(10));

        private static DocumentPlace PlaceOf(NpgsqlDataReader row) => new(row.GetFieldValue<DateOnly>(11), row.GetGuid(12), row.GetGuid(13), row.GetGuid(14), row.GetDecimal(15), row.GetDecimal(16))
        {
            AccountName = Name(row, 12, 17),
            ProjectName = Name(row, 13, 18),
            PhaseName = Name(row, 14, 19),
        };

        private static string Name(NpgsqlDataReader row, int id, int name) =>
            row.GetGuid(id) == Unassigned.Id ? Unassigned.Label : row.IsDBNull(name) ? row.GetGuid(id).ToString("D") : row.GetString(name);
    }

    /// <summary>A document and the last batch that changed it.</summary>
    private sealed record DocumentHead(
        Guid Id, string Kind, string Status, string Number, string Contact, DateOnly Date, long Batch, DateTimeOffset RecordedAt, string Actor, bool AccrualChanged)
    {
        public DocumentChange Changed(ChangesQuery query, IReadOnlyList<DocumentPlace> places)
        {
            var (what, words) = new DocumentState(places, query.Basis, AccrualChanged, Status).Tell();
            var within = places.Where(place => place.IsWithin(query)).ToList();
            return new DocumentChange(
                Id, Kind, Number, Contact, Date, what, words, Batch, RecordedAt, Actor, within.Sum(place => place.Was), within.Sum(place => place.Becomes));
        }
    }
}
