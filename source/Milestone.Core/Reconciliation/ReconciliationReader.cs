using Milestone.Core.Ledger;
using Milestone.Core.Organisations;
using Milestone.Core.Statements;
using Milestone.Core.Storage;
using Milestone.Core.Values;
using Npgsql;

namespace Milestone.Core.Reconciliation;

/// <summary>Compares our statement with Xero's own profit and loss reports, account by account, and names what makes them differ.</summary>
public sealed class ReconciliationReader(MilestoneDatabase database)
{
    private readonly StatementReader statements = new(database);

    /// <summary>The reports that were imported, those of the latest days first.</summary>
    public async Task<IReadOnlyList<XeroReportListing>> ReportsAsync(Guid organisation, CancellationToken cancellation)
    {
        var reports = new List<XeroReportListing>();
        await database.AskAsync(
            organisation, parameters => parameters.AddWithValue("organisation", organisation), [new Question("Reconciliation/Sql/Reports.sql", row => reports.Add(ListingOf(row)))], cancellation).ConfigureAwait(false);
        return reports;
    }

    /// <summary>Our statement beside a report, or null when there is no such report.</summary>
    /// <param name="organisation">Whose books.</param>
    /// <param name="report">The report.</param>
    /// <param name="drawnBy">Who asks, for the provenance.</param>
    /// <param name="cancellation">Cancels the reading.</param>
    /// <exception cref="ProblemException">Invalid: no column of the report is a period, or it is on cash basis and the ledger posts from journals. NotFound: no such organisation.</exception>
    public async Task<BookReconciliation?> ReadAsync(Guid organisation, Guid report, string drawnBy, CancellationToken cancellation)
    {
        var listing = (await ReportsAsync(organisation, cancellation).ConfigureAwait(false)).FirstOrDefault(one => one.Id == report);
        if (listing is null)
            return null;
        if (listing.Days is not { } days)
        {
            throw new ProblemException(
                ProblemKind.Invalid, "The titles and columns of this report name no days that it could be compared on. Fetch it with fromDate and toDate, a month or a year at a time.")
            { Field = "report" };
        }

        var figures = await FiguresAsync(organisation, report, cancellation).ConfigureAwait(false);
        var columns = figures.GroupBy(figure => (figure.Column, figure.Period)).OrderBy(column => column.Key.Period.From).ToList();
        var ours = new List<Statement>();
        foreach (var column in columns)
            ours.Add(await statements.ReadAsync(organisation, new StatementQuery(column.Key.Period) { Basis = listing.Basis }, drawnBy, cancellation).ConfigureAwait(false));

        var source = ours[0].Organisation.LedgerSource;
        var gathered = new Gathered();
        await GatherAsync(organisation, listing, days, [.. columns.Select(column => column.Key.Period)], gathered, cancellation).ConfigureAwait(false);
        var (pending, waiting) = await PendingReader.ReadAsync(database, organisation, source, days, cancellation).ConfigureAwait(false);
        if (listing.Basis == Basis.Accrual)
            gathered.AddWaiting(waiting, [.. columns.Select(column => column.Key.Period)]);

        return new BookReconciliation(
            ours[0].Organisation,
            listing,
            [.. columns.Select((column, no) => Compare(no, column.Key.Column, column.Key.Period, [.. column], ours[no], gathered, source))],
            pending,
            ours[0].Provenance with { Period = PeriodLabel.InFull(days), Filters = [$"Xero's report: {listing.Title}"] });
    }

    private static ReconciledColumn Compare(int no, int number, Period period, IReadOnlyList<ReportFigure> figures, Statement statement, Gathered gathered, LedgerSource source)
    {
        var xeros = ReportRows.Effects(figures, gathered.Chart).GroupBy(row => row.Account).ToDictionary(row => row.Key, row => (row.First().Name, row.First().Section, Effect: row.Sum(one => one.Effect)));
        var ours = statement.Rows.Where(row => row.Kind == StatementRowKind.Item).ToDictionary(row => row.Account!.Id);
        var accounts = ours.Keys.Union(xeros.Keys).Select(id =>
        {
            var (item, theirs) = (ours.GetValueOrDefault(id), xeros.GetValueOrDefault(id));
            var section = item?.Section ?? theirs.Section;
            var sign = section is Section.CostOfSales or Section.Overheads ? -1 : 1;
            var known = gathered.Chart.GetValueOrDefault(id);
            var difference = (sign * (item?.Total ?? 0)) - theirs.Effect;
            var causes = CauseFinder.Find(difference, gathered.Of(no, id), source, gathered.HasJournals);
            return new ReconciledAccount(
                id, known?.Code ?? item?.Account?.Code, known?.Name ?? item?.Label ?? $"{theirs.Name} (not in the chart)", section, item?.Total ?? 0, sign * theirs.Effect,
                [.. causes.Select(cause => cause with { Amount = sign * cause.Amount })]);
        });
        return new ReconciledColumn(
            number,
            PeriodLabel.Of(period, statement.Organisation.FinancialYear),
            period,
            [.. accounts.Where(account => account.Ours != 0 || account.Xeros != 0).OrderBy(account => account.Section).ThenBy(account => account.Name, StringComparer.OrdinalIgnoreCase).ThenBy(account => account.Id)],
            statement.Summary(Section.NetProfit).Total,
            ReportRows.StatedProfit(figures));
    }

    private async Task<List<ReportFigure>> FiguresAsync(Guid organisation, Guid report, CancellationToken cancellation)
    {
        var figures = new List<ReportFigure>();
        await database.AskAsync(
            organisation,
            parameters =>
            {
                parameters.AddWithValue("organisation", organisation);
                parameters.AddWithValue("report", report);
            },
            [
                new Question("Reconciliation/Sql/ReportAmounts.sql", row => figures.Add(new ReportFigure(
                    row.GetInt32(0), row.GetInt32(1), row.GetString(2), row.GetString(3), row.GetString(4), row.IsDBNull(5) ? null : row.GetGuid(5), row.GetDecimal(6),
                    new Period(row.GetFieldValue<DateOnly>(7), row.GetFieldValue<DateOnly>(8))))),
            ],
            cancellation).ConfigureAwait(false);
        return figures;
    }

    private async Task GatherAsync(Guid organisation, XeroReportListing report, Period days, IReadOnlyList<Period> periods, Gathered gathered, CancellationToken cancellation)
    {
        long since = 0;
        await database.AskAsync(
            organisation,
            parameters =>
            {
                parameters.AddWithValue("organisation", organisation);
                parameters.AddWithValue("importedAt", report.ImportedAt.ToUniversalTime());
            },
            [new Question("Reconciliation/Sql/ImportedWith.sql", row => since = row.GetInt64(0))],
            cancellation).ConfigureAwait(false);
        await database.AskAsync(
            organisation,
            parameters =>
            {
                parameters.AddWithValue("organisation", organisation);
                parameters.AddWithValue("basis", (short)report.Basis);
                parameters.AddWithValue("since", since);
                parameters.AddWithValue("first", days.From);
                parameters.AddWithValue("last", days.To);
                parameters.AddWithValue("nos", Enumerable.Range(0, periods.Count).ToArray());
                parameters.AddWithValue("froms", periods.Select(period => period.From).ToArray());
                parameters.AddWithValue("tos", periods.Select(period => period.To).ToArray());
            },
            gathered.Questions(report.Basis),
            cancellation).ConfigureAwait(false);
    }

    private static XeroReportListing ListingOf(NpgsqlDataReader row) => new(
        row.GetGuid(0),
        row.GetString(1),
        row.IsDBNull(7) || row.IsDBNull(8) ? null : new Period(row.GetFieldValue<DateOnly>(7), row.GetFieldValue<DateOnly>(8)),
        (Basis)row.GetInt16(4),
        row.GetFieldValue<DateTimeOffset>(5),
        (int)row.GetInt64(6));

    /// <summary>What the database knows of the accounts in the columns' days.</summary>
    private sealed class Gathered
    {
        private readonly Dictionary<(int No, Guid Account), AccountEvidence> evidence = [];

        public Dictionary<Guid, ChartAccount> Chart { get; } = [];

        public bool HasJournals { get; private set; }

        public AccountEvidence Of(int no, Guid account)
        {
            if (!evidence.TryGetValue((no, account), out var known))
                evidence[(no, account)] = known = new AccountEvidence();
            if (Chart.TryGetValue(account, out var charted))
                (known.SystemAccount, known.Type) = (charted.SystemAccount, charted.Type);
            return known;
        }

        public void AddWaiting(IEnumerable<(DateOnly Date, Guid Account, decimal Effect)> waiting, IReadOnlyList<Period> periods)
        {
            foreach (var (date, account, effect) in waiting)
            {
                for (var no = 0; no < periods.Count; no++)
                {
                    if (periods[no].Contains(date))
                        Of(no, account).Waiting += effect;
                }
            }
        }

        public IEnumerable<Question> Questions(Basis basis)
        {
            yield return new Question("Reconciliation/Sql/Accounts.sql", row => Chart.Add(row.GetGuid(0), new ChartAccount(
                row.GetGuid(0), row.IsDBNull(1) ? null : row.GetString(1), row.GetString(2), AccountSection.Of(row.GetString(3), row.GetString(4)), row.GetString(3), row.GetString(5))));
            yield return new Question("Reconciliation/Sql/LaterPostings.sql", row => Of(row.GetInt32(0), row.GetGuid(1)).Later += row.GetDecimal(2));
            yield return new Question("Reconciliation/Sql/Prepayments.sql", row =>
            {
                var account = Of(row.GetInt32(0), row.GetGuid(1));
                (account.PrepaymentsCounted, account.PrepaymentsTakenBack) = (row.GetDecimal(2), row.GetDecimal(3));
            });
            yield return new Question("Reconciliation/Sql/ForeignDocuments.sql", row => Of(row.GetInt32(0), row.GetGuid(1)).ForeignDocuments = row.GetInt64(2));
            // Journals say nothing of what has been paid.
            if (basis == Basis.Cash)
                yield break;
            yield return new Question("Reconciliation/Sql/HasJournals.sql", row => HasJournals = row.GetBoolean(0));
            yield return new Question("Reconciliation/Sql/KeptJournals.sql", row =>
            {
                var journals = Of(row.GetInt32(0), row.GetGuid(1)).Journals;
                journals[row.GetString(2)] = journals.GetValueOrDefault(row.GetString(2)) + row.GetDecimal(3);
            });
        }
    }
}
