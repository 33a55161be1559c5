using System.Text;
using Milestone.Core.Changes;
using Milestone.Core.Xero;
using Milestone.Testing.Books;
using Milestone.Testing.Postgres;
using Xunit;

namespace Milestone.Core.Tests.Changes;

/// <summary>
/// Books in which each kind of change happens once between the first import and the last. By hand, effects on profit:
/// <code>
///            at first                                now                                   change
/// INV-1      Alpha, Roofing       1,000.00 10 Apr    the same                              -
/// B-EDIT     Alpha, Roofing        -300.00 12 Apr    -350.00                               -50.00  edited
/// B-VOID     Beta                   -40.00 14 Apr    -                                     +40.00  voided
/// B-CODE     Alpha                  -70.00 16 Apr    Beta -70.00                            Alpha +70.00, Beta -70.00  re-coded
/// B-BACK     Unassigned             -25.00 18 Apr    -26.00, and -25.00 again              -
/// B-NEW      -                                       Beta -11.00, 20 Apr                   -11.00  added
/// B-MOVE     Unassigned             -90.00 30 Apr    -90.00 1 May                          Apr +90.00, May -90.00  moved
///
/// April       475.00 at first       544.00 now       +69.00 : Alpha +20.00, Beta -41.00, Unassigned +90.00
/// May              -                -90.00           -90.00 : Unassigned -90.00
/// together    475.00                454.00           -21.00
/// </code>
/// Account 310 is renamed from Materials to Timber, and account 400 moves from overheads to cost of sales.
/// </summary>
internal sealed class ChangedBooks
{
    private const string Text =
        """
        organisation GBP, year ends 31 March
        account 200 Sales REVENUE
        account 310 Materials DIRECTCOSTS
        account 400 Insurance OVERHEADS
        project Alpha
        project Beta
        phase Roofing

        2026-04-10 invoice INV-1
          200  1,000.00  Alpha / Roofing
        2026-04-12 bill B-EDIT
          310  300.00  Alpha / Roofing
        2026-04-14 bill B-VOID
          310  40.00  Beta
        2026-04-16 bill B-CODE
          310  70.00  Alpha
        2026-04-18 bill B-BACK
          310  25.00
        2026-04-30 bill B-MOVE
          400  90.00

        import Second thoughts
        account 310 Timber DIRECTCOSTS
        account 400 Insurance DIRECTCOSTS
        2026-04-12 bill B-EDIT
          310  350.00  Alpha / Roofing
        2026-04-14 bill B-VOID, voided
          310  40.00  Beta
        2026-04-16 bill B-CODE
          310  70.00  Beta
        2026-04-18 bill B-BACK
          310  26.00
        2026-04-20 bill B-NEW
          310  11.00  Beta
        2026-05-01 bill B-MOVE
          400  90.00

        import And back
        2026-04-18 bill B-BACK
          310  25.00
        """;

    private readonly TemporaryDatabase database;
    private readonly IReadOnlyList<LedgerImport> imports;

    private ChangedBooks(TemporaryDatabase database, ImportedBooks books, IReadOnlyList<LedgerImport> imports)
    {
        this.database = database;
        this.imports = imports;
        Books = books;
    }

    public ImportedBooks Books { get; }

    /// <summary>The last batch of the first import.</summary>
    public long First { get; private set; }

    /// <summary>The books after the first import.</summary>
    public static async Task<ChangedBooks> StartAsync(TemporaryDatabase database, string? text = null)
    {
        var changed = new ChangedBooks(database, await ImportedBooks.NewAsync(database), LedgerText.Read(text ?? Text));
        await changed.ImportAsync(changed.imports[0]);
        changed.First = await changed.LastBatchAsync();
        return changed;
    }

    /// <summary>The books after all imports.</summary>
    public static async Task<ChangedBooks> WholeAsync(TemporaryDatabase database, string? text = null)
    {
        var changed = await StartAsync(database, text);
        await changed.GoOnAsync();
        return changed;
    }

    /// <summary>The later imports, an hour apart.</summary>
    public async Task GoOnAsync()
    {
        foreach (var import in imports.Skip(1))
            await ImportAsync(import);
    }

    /// <summary>Both projects' names as Xero would send them, with Beta under another.</summary>
    public Task RenameBetaAsync(string name)
    {
        var category = Book.IdOf("category Project");
        var json =
            $$"""
            { "DateTimeUTC": "2027-01-01T09:00:00Z", "TrackingCategories": [{ "TrackingCategoryID": "{{category}}", "Name": "Project", "Status": "ACTIVE", "Options": [
              { "TrackingOptionID": "{{Book.IdOf("option Alpha")}}", "Name": "Alpha", "Status": "ACTIVE" },
              { "TrackingOptionID": "{{Book.IdOf("option Beta")}}", "Name": "{{name}}", "Status": "ACTIVE" }] }] }
            """;
        return Books.ImportAsync([new XeroPayload("TrackingCategories.json", Encoding.UTF8.GetBytes(json))]);
    }

    public async Task<long> LastBatchAsync() => (await Books.OrganisationAsync()).LastBatch;

    public Task<BookChanges> ChangesAsync(ChangesQuery query) =>
        new ChangesReader(database.Database).ReadAsync(Books.Organisation, query, "a test", TestContext.Current.CancellationToken);

    private async Task ImportAsync(LedgerImport import)
    {
        database.Clock.Advance(TimeSpan.FromHours(1));
        await Books.ImportAsync([.. XeroPayloads.Reference(import.Book), .. XeroPayloads.Of(import.Book, import.Documents)]);
    }
}
