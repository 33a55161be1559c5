using Dapper;
using Milestone.Core.Access;
using Milestone.Core.Ledger;
using Milestone.Core.Statements;
using Milestone.Core.Storage;
using Milestone.Core.Values;
using Npgsql;

namespace Milestone.Core.Organisations;

/// <summary>The organisations of the installation and their reference data.</summary>
/// <remarks>
/// While a <see cref="ChangeListener"/> listens on the same database, the list is kept in memory and read again only after a change; otherwise it is read
/// each time.
/// </remarks>
public sealed class OrganisationCatalogue
{
    private const int LongestName = 200;

    private readonly MilestoneDatabase database;
    private readonly Remembered<KnownOrganisations> known;

    /// <summary>The organisations of a database.</summary>
    public OrganisationCatalogue(MilestoneDatabase database)
    {
        ArgumentNullException.ThrowIfNull(database);
        this.database = database;
        known = new Remembered<KnownOrganisations>(database.Changes, ReadAsync);
    }

    /// <summary>The reader's organisations, by name: all of them where the work has no <see cref="ReaderScope"/>.</summary>
    public async Task<IReadOnlyList<Organisation>> ListAsync(CancellationToken cancellation) => (await KnowAsync(cancellation).ConfigureAwait(false)).All;

    /// <summary>The reader's organisations, and the epoch that their data versions count in.</summary>
    public async ValueTask<KnownOrganisations> KnowAsync(CancellationToken cancellation) => (await known.GetAsync(cancellation).ConfigureAwait(false)).For(ReaderScope.Current);

    /// <summary>What is known of them without asking the database; null where it has to be asked.</summary>
    public KnownOrganisations? Known => known.Known?.For(ReaderScope.Current);

    /// <summary>The organisation with this name (ignoring case) or id, or null.</summary>
    public async Task<Organisation?> FindAsync(string nameOrId, CancellationToken cancellation) =>
        Find(await ListAsync(cancellation).ConfigureAwait(false), nameOrId);

    /// <summary>The organisation with this name or id.</summary>
    /// <exception cref="ProblemException">NotFound: there is none; the message lists those there are.</exception>
    public async Task<Organisation> GetAsync(string nameOrId, CancellationToken cancellation)
    {
        var all = await ListAsync(cancellation).ConfigureAwait(false);
        return Find(all, nameOrId) ?? throw new ProblemException(
            ProblemKind.NotFound,
            all.Count == 0
                ? $"There is no organisation \"{nameOrId}\", nor any other. Import one with: import PATH --organisation NAME."
                : $"There is no organisation \"{nameOrId}\". There is: {string.Join(", ", all.Take(20).Select(organisation => organisation.Name))}.")
        { Field = "organisation" };
    }

    /// <summary>The organisation with this name, created when there is none.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="source">The ledger source it must have; null for documents when new, and for whatever it has when not.</param>
    /// <param name="cancellation">Cancels the work.</param>
    /// <returns>The organisation, and whether it is new.</returns>
    /// <exception cref="ProblemException">Conflict: it exists with the other ledger source. Invalid: the name is empty or too long.</exception>
    public async Task<(Organisation Organisation, bool Created)> GetOrCreateAsync(string name, LedgerSource? source, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(name);
        name = name.Trim();
        if (name.Length is 0 or > LongestName)
            throw new ProblemException(ProblemKind.Invalid, $"An organisation's name has 1 to {LongestName} characters.") { Field = "organisation" };

        if (await FindAsync(name, cancellation).ConfigureAwait(false) is { } known)
            return (Checked(known, source), false);
        try
        {
            await CreateAsync(name, source ?? LedgerSource.Documents, cancellation).ConfigureAwait(false);
            return (await GetAsync(name, cancellation).ConfigureAwait(false), true);
        }
        catch (PostgresException raced) when (raced.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            // Another import created it a moment ago.
            return (Checked(await GetAsync(name, cancellation).ConfigureAwait(false), source), false);
        }
    }

    /// <summary>The chart of accounts as it is now, by name; accounts outside profit and loss have no section.</summary>
    public Task<IReadOnlyList<AccountListing>> AccountsAsync(Guid organisation, CancellationToken cancellation) => database.SnapshotAsync<IReadOnlyList<AccountListing>>(
        organisation,
        async connection =>
        {
            var rows = await connection.QueryAsync<AccountRow>(new CommandDefinition(SqlText.Of("Organisations/accounts.sql"), new { organisation }, cancellationToken: cancellation)).ConfigureAwait(false);
            return [.. rows.Select(row => new AccountListing(row.Id, row.Code, row.Name, row.Type, row.Class, AccountSection.Of(row.Type, row.Class), row.Status))];
        },
        cancellation);

    /// <summary>The projects, by name.</summary>
    public Task<IReadOnlyList<DimensionListing>> ProjectsAsync(Guid organisation, CancellationToken cancellation) =>
        DimensionsAsync(organisation, TrackingRole.Project, cancellation);

    /// <summary>The build phases, by name.</summary>
    public Task<IReadOnlyList<DimensionListing>> PhasesAsync(Guid organisation, CancellationToken cancellation) =>
        DimensionsAsync(organisation, TrackingRole.Phase, cancellation);

    /// <summary>The budgets that were imported from Xero, by name.</summary>
    public Task<IReadOnlyList<BudgetListing>> BudgetsAsync(Guid organisation, CancellationToken cancellation) => BudgetReader.ListAsync(database, organisation, cancellation);

    /// <summary>The number of the last batch that was recorded by a moment; 0 where none was.</summary>
    public Task<long> BatchAtAsync(Guid organisation, DateTimeOffset moment, CancellationToken cancellation) => database.SnapshotAsync(
        organisation,
        connection => connection.ExecuteScalarAsync<long>(
            new CommandDefinition(SqlText.Of("Organisations/batch-at.sql"), new { organisation, moment = moment.ToUniversalTime() }, cancellationToken: cancellation)),
        cancellation);

    private Task<KnownOrganisations> ReadAsync(CancellationToken cancellation) => database.AskAsync(
        async connection =>
        {
            // One batch, one state: the epoch is that of the versions beside it.
            using var both = await connection.QueryMultipleAsync(new CommandDefinition(
                SqlText.Of("Organisations/organisations.sql") + SqlText.Of("Storage/Changes/epoch.sql"), cancellationToken: cancellation)).ConfigureAwait(false);
            var rows = await both.ReadAsync<Row>().ConfigureAwait(false);
            return new KnownOrganisations([.. rows.Select(row => row.ToOrganisation())], await both.ReadSingleAsync<string>().ConfigureAwait(false));
        },
        cancellation);

    /// <summary>The one among these with this name (ignoring case), created with it, or with this id; or null.</summary>
    public static Organisation? Find(IReadOnlyList<Organisation> all, string nameOrId)
    {
        ArgumentNullException.ThrowIfNull(all);
        ArgumentNullException.ThrowIfNull(nameOrId);
        var name = nameOrId.Trim();
        return all.FirstOrDefault(organisation => string.Equals(organisation.Name, name, StringComparison.OrdinalIgnoreCase))
            ?? all.FirstOrDefault(organisation => string.Equals(organisation.CreatedAs, name, StringComparison.OrdinalIgnoreCase))
            ?? (Guid.TryParse(nameOrId, out var id) ? all.FirstOrDefault(organisation => organisation.Id == id) : null);
    }

    private static Organisation Checked(Organisation organisation, LedgerSource? wanted) =>
        wanted is null || wanted == organisation.LedgerSource
            ? organisation
            : throw new ProblemException(
                ProblemKind.Conflict,
                $"\"{organisation.Name}\" posts from {Word(organisation.LedgerSource)}, not from {Word(wanted.Value)}. To change that, run: ledger switch --organisation \"{organisation.Name}\" --ledger {Word(wanted.Value)}.")
            { Field = "ledger" };

    private static string Word(LedgerSource source) => source == LedgerSource.Journals ? "journals" : "documents";

    private Task<int> CreateAsync(string name, LedgerSource source, CancellationToken cancellation)
    {
        var organisation = Guid.CreateVersion7(database.Clock.GetUtcNow());
        return database.WriteAsync(
            organisation,
            "import",
            connection => connection.ExecuteAsync(new CommandDefinition(
                SqlText.Of("Organisations/create.sql"),
                new { organisation, name, source = (short)source, now = database.Clock.GetUtcNow().ToUniversalTime() },
                cancellationToken: cancellation)),
            cancellation);
    }

    private Task<IReadOnlyList<DimensionListing>> DimensionsAsync(Guid organisation, TrackingRole role, CancellationToken cancellation) => database.SnapshotAsync<IReadOnlyList<DimensionListing>>(
        organisation,
        async connection => [.. await connection.QueryAsync<DimensionListing>(
            new CommandDefinition(SqlText.Of("Organisations/dimensions.sql"), new { organisation, role = (short)role }, cancellationToken: cancellation)).ConfigureAwait(false)],
        cancellation);

    private sealed record AccountRow(Guid Id, string? Code, string Name, string Type, string Class, string Status);

    private sealed record Row(
        Guid Id, string Name, string BaseCurrency, short YearEndMonth, short YearEndDay, string TimeZone, short LedgerSource, long LastBatch, long DataVersion, DateTime? LastSync, string? ShortCode, string? CreatedAs)
    {
        public Organisation ToOrganisation() => new(Id, Name)
        {
            BaseCurrency = BaseCurrency,
            FinancialYear = new FinancialYear(YearEndMonth, YearEndDay),
            TimeZone = TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out var zone) ? zone : TimeZoneInfo.Utc,
            LedgerSource = (LedgerSource)LedgerSource,
            LastBatch = LastBatch,
            DataVersion = DataVersion,
            LastSync = LastSync is { } sync ? new DateTimeOffset(sync, TimeSpan.Zero) : null,
            ShortCode = ShortCode,
            CreatedAs = CreatedAs,
        };
    }
}

/// <summary>One account.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Code">Its code, or null.</param>
/// <param name="Name">Its name.</param>
/// <param name="Type">Xero's type.</param>
/// <param name="Class">Xero's class: REVENUE, EXPENSE, ASSET, LIABILITY, EQUITY.</param>
/// <param name="Section">Its place on the statement, or null outside profit and loss.</param>
/// <param name="Status">ACTIVE or ARCHIVED.</param>
public sealed record AccountListing(Guid Id, string? Code, string Name, string Type, string Class, Statements.Section? Section, string Status);

/// <summary>One project or build phase: an option of the tracking category that has that role.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Status">ACTIVE, ARCHIVED, or SEEN when only documents name it.</param>
public sealed record DimensionListing(Guid Id, string Name, string Status);
