using System.Globalization;
using System.Text;
using Milestone.Core.Organisations;
using Milestone.Core.Storage;
using Milestone.Core.Xero;
using Milestone.Smoke.Running;
using Milestone.Testing.Books;
using Milestone.Testing.Postgres;

namespace Milestone.Smoke.Catalogue;

/// <summary>
/// Books that strain a layout: a firm with a long name, hundreds of projects with names of up to 80 characters, figures of nine digits, losses
/// in most months, and credits larger than costs; and a second organisation with nothing in it.
/// </summary>
internal static class ExtremeBooks
{
    public const string Name = "The Worshipful Company of Extraordinarily Long-Named Builders and Contractors (Holdings) Ltd";
    public const string EmptyName = "Nothing Yet Ltd";
    private const int Projects = 260;

    /// <summary>Eighty characters, as long as Xero lets a tracking option be, and one word in it that no line can hold.</summary>
    public const string LongestProject = "Refurbishment-and-extension-of-St-Bartholomews-Wharf, Block C, 2nd to 14th floor";

    /// <summary>Makes the database.</summary>
    public static async Task<string> MakeAsync(DateTimeOffset now)
    {
        var connectionString = await TemporaryPostgres.CloneAsync();
        await using var database = MilestoneDatabase.Open(connectionString, new StandingClock(now));
        var catalogue = new OrganisationCatalogue(database);
        await catalogue.GetOrCreateAsync(EmptyName, null, CancellationToken.None);
        var (organisation, _) = await catalogue.GetOrCreateAsync(Name, null, CancellationToken.None);
        var payloads = XeroPayloads.Of(LedgerText.Read(Ledger())[^1].Book);
        await new XeroImport(database).ImportAsync(organisation.Id, payloads.ToAsyncEnumerable(), "a test", progress: null, CancellationToken.None);
        return connectionString;
    }

    private static string Ledger()
    {
        var text = new StringBuilder("""
            organisation GBP, year ends 31 March
            account 200 Contract income from public authorities and housing associations REVENUE
            account 201 Sales REVENUE
            account 260 Government grants and apprenticeship incentive payments received OTHERINCOME
            account 310 Subcontractors under the Construction Industry Scheme, labour only DIRECTCOSTS
            account 311 Materials DIRECTCOSTS
            account 312 Plant hire DIRECTCOSTS
            account 400 Professional indemnity, public liability and contractors' all-risks insurance OVERHEADS
            account 401 Rent OVERHEADS

            """);
        var names = Enumerable.Range(0, Projects).Select(ProjectName).ToList();
        foreach (var name in names)
            text.AppendLine(CultureInfo.InvariantCulture, $"project {name}");
        foreach (var phase in (string[])["Demolition & enabling works", "Drylining & plaster/render", "Mechanical; electrical and public-health first and second fix"])
            text.AppendLine(CultureInfo.InvariantCulture, $"phase {phase}");
        text.AppendLine();
        for (var i = 0; i < Projects; i++)
        {
            // Months of this financial year and of the one before; every third project earns, the others lose.
            var day = new DateOnly(2025, 4, 5).AddDays(i * 2 % 590);
            var earned = i == 0 ? 123_456_789.01m : 1_000m + (i * 7_919m) % 990_000m;
            text.AppendLine(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd} invoice INV-{i:D6}")
                .AppendLine(CultureInfo.InvariantCulture, $"  {(i % 2 == 0 ? 200 : 201)}  {earned:0.00}  {names[i]}")
                .AppendLine(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd} bill B-{i:D6}")
                .AppendLine(CultureInfo.InvariantCulture, $"  310  {(i % 3 == 0 ? earned * 0.6m : earned * 1.4m):0.00}  {names[i]} / Demolition & enabling works  \"Labour-only subcontractors for the whole of the month, as agreed by telephone with the site manager on the second of the month and confirmed in writing\"");
            if (i % 20 == 0)
                text.AppendLine(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd} supplier credit SC-{i:D6}").AppendLine(CultureInfo.InvariantCulture, $"  311  {earned:0.00}  {names[i]}");
        }

        text.AppendLine("2026-04-30 bill B-OVERHEADS").AppendLine("  400  987654321.98").AppendLine("  401  -12345678.90");
        return text.ToString();
    }

    private static string ProjectName(int i) => (i % 40) switch
    {
        0 when i == 0 => LongestProject,
        0 => string.Create(CultureInfo.InvariantCulture, $"{i} Alterations and repairs to the former corporation tramways depot; phase {i / 40}"),
        20 => string.Create(CultureInfo.InvariantCulture, $"Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch station {i}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{i} Mill Lane"),
    };
}
