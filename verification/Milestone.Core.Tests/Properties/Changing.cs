using Milestone.Core.Statements;
using Milestone.Core.Values;
using Milestone.Testing.Books;
using Milestone.Testing.Oracle;
using Milestone.Testing.Postgres;

namespace Milestone.Core.Tests.Properties;

/// <summary>Imported books that go on changing.</summary>
internal sealed class Changing
{
    private readonly ImportedBooks books;
    private Book book;

    private Changing(ImportedBooks books, Book book)
    {
        this.books = books;
        this.book = book;
    }

    /// <summary>Imports a whole book into an organisation of its own.</summary>
    public static async Task<Changing> StartAsync(TemporaryDatabase database, Book book)
    {
        var books = await ImportedBooks.NewAsync(database);
        book = book with { Documents = [.. book.Documents.Select(document => document with { Summary = false })] };
        await books.ImportAsync(XeroPayloads.Of(book));
        return new Changing(books, book);
    }

    /// <summary>Imports documents that are new or replace their earlier versions.</summary>
    public async Task GiveAsync(IReadOnlyList<BookDocument> documents)
    {
        foreach (var document in documents)
            book = book.With(document);
        await books.ImportAsync(XeroPayloads.Of(book, documents));
    }

    /// <summary>The accrual statement in words, by project and by phase.</summary>
    public async Task<string> StatementsAsync(Period period)
    {
        var byProject = await books.StatementAsync(new StatementQuery(period) { Columns = StatementColumns.Project });
        var byPhase = await books.StatementAsync(new StatementQuery(period) { Columns = StatementColumns.Phase });
        StatementCells.AddUp(byProject);
        return StatementCells.Words(byProject) + "\n\n" + StatementCells.Words(byPhase);
    }

    /// <summary>Net profit, accrual basis.</summary>
    public async Task<decimal> ProfitAsync(Period period) => (await books.StatementAsync(new StatementQuery(period))).NetProfit();

    /// <summary>The cells of a statement in a fixed order.</summary>
    public async Task<IReadOnlyList<KeyValuePair<PlainCell, decimal>>> CellsAsync(Basis basis, StatementColumns columns, Period period) =>
        [.. StatementCells.Of(await books.StatementAsync(new StatementQuery(period) { Basis = basis, Columns = columns })).OrderBy(cell => cell.Key.ToString(), StringComparer.Ordinal)];
}
