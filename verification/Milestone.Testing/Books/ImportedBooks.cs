using Milestone.Core.Ledger;
using Milestone.Core.Organisations;
using Milestone.Core.Statements;
using Milestone.Core.Storage;
using Milestone.Core.Xero;
using Milestone.Testing.Postgres;
using Xunit;

namespace Milestone.Testing.Books;

/// <summary>One organisation of a test's database: payloads go in by the product's own door and statements come out of it.</summary>
public sealed class ImportedBooks
{
    private readonly MilestoneDatabase database;

    private ImportedBooks(MilestoneDatabase database, Guid organisation)
    {
        this.database = database;
        Organisation = organisation;
    }

    /// <summary>The organisation's id.</summary>
    public Guid Organisation { get; }

    /// <summary>Makes an organisation with a name of its own.</summary>
    public static async Task<ImportedBooks> NewAsync(TemporaryDatabase database, LedgerSource source = LedgerSource.Documents)
    {
        var (organisation, _) = await new OrganisationCatalogue(database.Database).GetOrCreateAsync($"Books {Guid.NewGuid():N}", source, TestContext.Current.CancellationToken);
        return new ImportedBooks(database.Database, organisation.Id);
    }

    /// <summary>Imports payloads as one sync run. A rejected record fails the test.</summary>
    public async Task<ImportResult> ImportAsync(IEnumerable<XeroPayload> payloads)
    {
        var result = await ImportRawAsync(payloads);
        Assert.Empty(result.Rejections);
        return result;
    }

    /// <summary>Imports payloads as one sync run, whatever becomes of their records.</summary>
    public Task<ImportResult> ImportRawAsync(IEnumerable<XeroPayload> payloads) =>
        new XeroImport(database).ImportAsync(Organisation, payloads.ToAsyncEnumerable(), "a test", progress: null, TestContext.Current.CancellationToken);

    /// <summary>The statement that a query asks for.</summary>
    public Task<Statement> StatementAsync(StatementQuery query) =>
        new StatementReader(database).ReadAsync(Organisation, query, "a test", TestContext.Current.CancellationToken);

    /// <summary>What the ledger's own check says.</summary>
    public Task<LedgerReport> VerifyAsync() => new LedgerCheck(database).VerifyAsync(Organisation, documentsChecked: null, TestContext.Current.CancellationToken);

    /// <summary>The organisation as it stands.</summary>
    public Task<Organisation> OrganisationAsync() => new OrganisationCatalogue(database).GetAsync(Organisation.ToString(), TestContext.Current.CancellationToken);

    /// <summary>The project of this name.</summary>
    public async Task<Guid> ProjectAsync(string name) => name == Unassigned.Label
        ? Unassigned.Id
        : (await new OrganisationCatalogue(database).ProjectsAsync(Organisation, TestContext.Current.CancellationToken)).Single(project => project.Name == name).Id;

    /// <summary>The build phase of this name.</summary>
    public async Task<Guid> PhaseAsync(string name) => name == Unassigned.Label
        ? Unassigned.Id
        : (await new OrganisationCatalogue(database).PhasesAsync(Organisation, TestContext.Current.CancellationToken)).Single(phase => phase.Name == name).Id;
}
