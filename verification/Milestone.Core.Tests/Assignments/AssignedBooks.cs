using Milestone.Core.Assignments;
using Milestone.Core.Ledger;
using Milestone.Core.Statements;
using Milestone.Core.Values;
using Milestone.Testing.Books;
using Milestone.Testing.Postgres;
using Npgsql;
using Xunit;

namespace Milestone.Core.Tests.Assignments;

/// <summary>Imported books whose lines people assign, spoken of by name: the second line of B-1, project Alpha.</summary>
internal sealed class AssignedBooks
{
    private readonly TemporaryDatabase database;
    private readonly ImportedBooks books;
    private Book book;

    private AssignedBooks(TemporaryDatabase database, ImportedBooks books, Book book)
    {
        this.database = database;
        this.books = books;
        this.book = book;
        Lines = new LineAssignments(database.Database);
        Reader = new AssignmentReader(database.Database);
        ToAssign = new LinesToAssignReader(database.Database);
    }

    public static Guid Alpha { get; } = Option("Alpha");

    public static Guid Beta { get; } = Option("Beta");

    public static Guid Roofing { get; } = Option("Roofing");

    public static Guid Groundworks { get; } = Option("Groundworks");

    public LineAssignments Lines { get; }

    public AssignmentReader Reader { get; }

    public LinesToAssignReader ToAssign { get; }

    public Guid Organisation => books.Organisation;

    public static Guid Option(string name) => Book.IdOf($"option {name}");

    public static Guid Document(string number) => Book.IdOf($"document {number}");

    public static Guid Line(string number, int index) => Book.IdOf($"line {Document(number)} {index}");

    /// <summary>Imports a ledger's first books.</summary>
    public static async Task<AssignedBooks> StartAsync(TemporaryDatabase database, string ledger)
    {
        var first = LedgerText.Read(ledger)[0].Book;
        var books = await ImportedBooks.NewAsync(database);
        await books.ImportAsync(XeroPayloads.Of(first));
        return new AssignedBooks(database, books, first);
    }

    /// <summary>Xero says something else of a document from now on.</summary>
    public async Task ChangeInXeroAsync(string number, Func<BookDocument, BookDocument> change)
    {
        var changed = change(book[number]) with { Updated = book[number].Updated.AddDays(1) };
        book = book.With(changed);
        await books.ImportAsync(XeroPayloads.Of(book, [changed]));
    }

    /// <summary>Xero sends its documents again as they are.</summary>
    public Task SendAgainAsync() => books.ImportAsync(XeroPayloads.Of(book, book.Documents));

    /// <summary>Xero says something else of the tracking options from now on.</summary>
    public async Task ChangeProjectsInXeroAsync(params BookOption[] projects)
    {
        book = book with { Projects = [.. projects] };
        await books.ImportAsync(XeroPayloads.Reference(book));
    }

    /// <summary>A line as it is now, as one who would assign it sees it.</summary>
    public async Task<AssignableLine> SeeAsync(string number, int index) =>
        (await ToAssign.OfDocumentAsync(Organisation, Document(number), TestContext.Current.CancellationToken))[index];

    /// <summary>Assigns lines, having just looked at them.</summary>
    public async Task<AssignmentOutcome> AssignAsync(Guid? project, Guid? phase, AssignmentMode mode, params (string Number, int Index)[] lines)
    {
        var choices = new List<LineChoice>();
        foreach (var (number, index) in lines)
        {
            var line = await SeeAsync(number, index);
            choices.Add(new LineChoice(line.Document, line.Line, line.Seen));
        }

        return await Lines.AssignAsync(Organisation, new AssignmentRequest(choices, project, phase, mode), "Ann", TestContext.Current.CancellationToken);
    }

    public async Task<IReadOnlyList<KeptLine>> ReviewAsync() => (await Reader.ReviewAsync(Organisation, TestContext.Current.CancellationToken)).Assignments;

    public async Task<IReadOnlyList<KeptLine>> ListAsync() => (await Reader.ListAsync(Organisation, new AssignmentQuery(), TestContext.Current.CancellationToken)).Assignments;

    /// <summary>Net profit by project, as the statement's columns have it: Alpha -100.00, Unassigned 20.00.</summary>
    public async Task<string> ByProjectAsync(Basis basis = Basis.Accrual, long? asKnownAt = null) => await ProfitAsync(StatementColumns.Project, basis, asKnownAt);

    /// <summary>Net profit by phase.</summary>
    public Task<string> ByPhaseAsync() => ProfitAsync(StatementColumns.Phase, Basis.Accrual, null);

    /// <summary>The ledger is what the documents and the assignments say.</summary>
    public async Task<LedgerReport> VerifyAsync()
    {
        var report = await books.VerifyAsync();
        Assert.True(report.Clean, string.Join("; ", report.Differences));
        return report;
    }

    public async Task<long> LastBatchAsync() => (await books.OrganisationAsync()).LastBatch;

    /// <summary>What raw SQL answers, past the product's own queries; $1 is the organisation.</summary>
    public async Task<IReadOnlyList<string>> SqlAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new NpgsqlParameter<Guid> { TypedValue = Organisation } } };
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var rows = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            rows.Add(string.Join(" | ", Enumerable.Range(0, reader.FieldCount).Select(column => Convert.ToString(reader.GetValue(column), System.Globalization.CultureInfo.InvariantCulture))));
        return rows;
    }

    private async Task<string> ProfitAsync(StatementColumns columns, Basis basis, long? asKnownAt)
    {
        var query = new StatementQuery(new Period(new DateOnly(2026, 1, 1), new DateOnly(2027, 12, 31))) { Columns = columns, Basis = basis, AsKnownAt = asKnownAt };
        var statement = await books.StatementAsync(query);
        Assert.True(statement.TiesOut);
        var profit = statement.Summary(Section.NetProfit);
        return string.Join(", ", statement.Columns.Select((column, index) => (column.Label, Amount: profit.Amounts[index] ?? 0)).Where(one => one.Amount != 0).Select(one => FormattableString.Invariant($"{one.Label} {one.Amount:0.00}")));
    }
}
