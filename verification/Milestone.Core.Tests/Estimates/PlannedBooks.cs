using Milestone.Core.Estimates;
using Milestone.Core.Projects;
using Milestone.Core.Storage;
using Milestone.Testing.Books;
using Milestone.Testing.Postgres;
using Npgsql;
using Xunit;

namespace Milestone.Core.Tests.Estimates;

/// <summary>Books with two projects and two phases in a database of the test class, and what people have entered about them.</summary>
internal sealed class PlannedBooks
{
    private const string Books = """
        organisation GBP, year ends 31 March
        account 200 Sales REVENUE
        project Mill Lane
        project Acacia Road
        phase Groundworks
        phase Roofing

        2026-04-10 invoice INV-1
          200  1,000.00  Mill Lane / Roofing
          200  1,000.00  Acacia Road / Groundworks
        """;

    private readonly TemporaryDatabase temporary;

    private PlannedBooks(TemporaryDatabase temporary, ImportedBooks books, Guid project, Guid otherProject, Guid groundworks, Guid roofing) =>
        (this.temporary, Imported, Project, OtherProject, Groundworks, Roofing) = (temporary, books, project, otherProject, groundworks, roofing);

    public ImportedBooks Imported { get; }

    public Guid Organisation => Imported.Organisation;

    public Guid Project { get; }

    public Guid OtherProject { get; }

    public Guid Groundworks { get; }

    public Guid Roofing { get; }

    public MilestoneDatabase Database => temporary.Database;

    public EstimateRegister Estimates => new(Database);

    public ProgressRegister Progress => new(Database);

    public AdjustmentRegister Adjustments => new(Database);

    public ProjectSettingsRegister Settings => new(Database);

    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<PlannedBooks> NewAsync(TemporaryDatabase temporary)
    {
        var books = await ImportedBooks.NewAsync(temporary);
        await books.ImportAsync(XeroPayloads.Of(LedgerText.Read(Books)[^1].Book));
        return new PlannedBooks(
            temporary, books, await books.ProjectAsync("Mill Lane"), await books.ProjectAsync("Acacia Road"), await books.PhaseAsync("Groundworks"), await books.PhaseAsync("Roofing"));
    }

    /// <summary>A cost estimate of 1,000.00 for the groundworks.</summary>
    public EstimateEntry Cost => new()
    {
        Project = Project,
        Phase = Groundworks,
        Kind = EstimateKind.Cost,
        Amount = 1000m,
        Date = new DateOnly(2026, 4, 1),
        Confidence = 3,
        Notes = "From the drawings",
    };

    /// <summary>200.00 plus VAT of 40.00 that the customer paid for skips.</summary>
    public AdjustmentEntry Skips => new()
    {
        Project = Project,
        Phase = Groundworks,
        Kind = AdjustmentKind.DirectByCustomer,
        Date = new DateOnly(2026, 5, 4),
        Amount = 200m,
        Tax = 40m,
        Supplier = "Grab & Go Skips",
        Reference = "GG-17",
        Description = "Two skips",
    };

    public async Task<long> DataVersionAsync() => (await Imported.OrganisationAsync()).DataVersion;

    /// <summary>What the audit log says of a table, oldest first: who, what, and a value before and after.</summary>
    public async Task<IReadOnlyList<string>> AuditAsync(string entity, string value)
    {
        await using var owner = new NpgsqlConnection(temporary.ConnectionString);
        await owner.OpenAsync(Stop);
        await using var command = new NpgsqlCommand(
            """
            SELECT actor || ' ' || action || ' ' || COALESCE(before ->> $3, '-') || ' > ' || COALESCE(after ->> $3, '-')
            FROM milestone.audit_entry
            WHERE organisation_id = $1 AND entity = $2
            ORDER BY seq
            """,
            owner)
        {
            Parameters = { new() { Value = Organisation }, new() { Value = entity }, new() { Value = value } },
        };
        await using var reader = await command.ExecuteReaderAsync(Stop);
        var rows = new List<string>();
        while (await reader.ReadAsync(Stop))
            rows.Add(reader.GetString(0));
        return rows;
    }
}
