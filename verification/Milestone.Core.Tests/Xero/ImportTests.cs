using System.Text;
using Milestone.Core.Organisations;
using Milestone.Core.Statements;
using Milestone.Core.Tests.Properties;
using Milestone.Core.Values;
using Milestone.Core.Xero;
using Milestone.Testing.Books;
using Milestone.Testing.Postgres;
using Xunit;

namespace Milestone.Core.Tests.Xero;

/// <summary>What an import promises: nothing counted twice, nothing lost, nothing older over something newer.</summary>
public sealed class ImportTests(TemporaryDatabase database) : IClassFixture<TemporaryDatabase>
{
    private static readonly Period Ever = new(new DateOnly(2025, 1, 1), new DateOnly(2027, 12, 31));

    private static readonly LedgerImport Bill = LedgerText.Read(
        """
        organisation GBP, year ends 31 March
        account 310 Materials DIRECTCOSTS
        2026-04-10 bill B-1
          310  400.00
        """)[0];

    [Fact]
    public async Task An_older_version_never_overwrites_a_newer_one()
    {
        var books = await ImportedBooks.NewAsync(database);
        await books.ImportAsync([.. XeroPayloads.Reference(Bill.Book), .. Version(1, 500m)]);
        var older = await books.ImportAsync(Version(0, 400m));
        Assert.Equal((1, 0, 0L), (older.Unchanged, older.Changed, older.Postings));
        Assert.Equal(-500m, await ProfitAsync(books));
    }

    [Fact]
    public async Task A_newer_version_appends_the_difference_and_importing_it_again_appends_nothing()
    {
        var books = await ImportedBooks.NewAsync(database);
        await books.ImportAsync([.. XeroPayloads.Reference(Bill.Book), .. Version(0, 400m)]);
        var newer = await books.ImportAsync(Version(1, 500m));
        Assert.Equal((0, 1, 1L), (newer.Created, newer.Changed, newer.Postings));
        var again = await books.ImportAsync(Version(1, 500m));
        Assert.Equal((0, 0, 1), (again.Created, again.Changed, again.Unchanged));
        Assert.Empty(again.Batches);
        Assert.Equal(-500m, await ProfitAsync(books));
    }

    [Fact]
    public async Task Of_two_payloads_of_one_time_the_one_with_lines_wins_whichever_comes_first()
    {
        foreach (var summaryFirst in new[] { true, false })
        {
            var books = await ImportedBooks.NewAsync(database);
            await books.ImportAsync(XeroPayloads.Reference(Bill.Book));
            var (summary, full) = (Version(1, 400m, summary: true), Version(1, 400m));
            await books.ImportAsync(summaryFirst ? summary : full);
            await books.ImportAsync(summaryFirst ? full : summary);
            Assert.Equal(-400m, await ProfitAsync(books));
            Assert.Empty((await books.VerifyAsync()).Waiting);
        }
    }

    [Fact]
    public async Task A_bad_record_rejects_itself_and_its_neighbours_land()
    {
        var books = await ImportedBooks.NewAsync(database);
        await books.ImportAsync(XeroPayloads.Reference(Bill.Book));
        var good = Encoding.UTF8.GetString(Version(0, 400m)[0].Json.Span);
        var neighbours = good.Replace("\"Invoices\":[", "\"Invoices\":[{\"InvoiceID\":\"bad-1\",\"Type\":\"ACCPAY\",\"Status\":\"PAID\",\"Date\":\"2026-13-45\"},", StringComparison.Ordinal);
        var result = await books.ImportRawAsync([new XeroPayload("page-1.json", Encoding.UTF8.GetBytes(neighbours))]);

        var rejection = Assert.Single(result.Rejections);
        Assert.Equal(("page-1.json", "Invoices"), (rejection.Payload, rejection.Kind));
        Assert.Contains("2026-13-45", rejection.Reason, StringComparison.Ordinal);
        Assert.Equal((2, 1, 1), (result.Received, result.Created, result.Rejected));
        Assert.Equal(-400m, await ProfitAsync(books));
    }

    [Theory]
    [InlineData("{ \"Invoices\": [")]
    [InlineData("not JSON")]
    [InlineData("{ \"Customers\": [] }")]
    public async Task A_payload_that_is_not_Xeros_is_refused_by_name(string json)
    {
        var books = await ImportedBooks.NewAsync(database);
        var refused = await Assert.ThrowsAsync<ProblemException>(() => books.ImportRawAsync([new XeroPayload("odd.json", Encoding.UTF8.GetBytes(json))]));
        Assert.Equal(ProblemKind.Invalid, refused.Kind);
        Assert.Contains("odd.json", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_voided_document_leaves_the_statement_and_stays_in_the_ledger()
    {
        var books = await ImportedBooks.NewAsync(database);
        await books.ImportAsync([.. XeroPayloads.Reference(Bill.Book), .. Version(0, 400m)]);
        var before = (await books.OrganisationAsync()).LastBatch;
        await books.ImportAsync(Version(1, 400m, status: "VOIDED"));
        Assert.Equal(0m, await ProfitAsync(books));
        Assert.Equal(-400m, (await books.StatementAsync(new StatementQuery(Ever) { AsKnownAt = before })).NetProfit());
        Assert.Equal(2, (await books.VerifyAsync()).Postings); // the bill and its reversal
    }

    [Fact]
    public async Task The_other_source_is_refused_where_there_is_one()
    {
        var books = await ImportedBooks.NewAsync(database);
        var name = (await books.OrganisationAsync()).Name;
        var refused = await Assert.ThrowsAsync<ProblemException>(() =>
            new OrganisationCatalogue(database.Database).GetOrCreateAsync(name, LedgerSource.Journals, TestContext.Current.CancellationToken));
        Assert.Equal(ProblemKind.Conflict, refused.Kind);
    }

    [Fact]
    public async Task Batches_are_numbered_without_gaps_even_when_importers_meet()
    {
        var books = await ImportedBooks.NewAsync(database);
        await books.ImportAsync(XeroPayloads.Reference(Bill.Book));
        var results = await Task.WhenAll(Enumerable.Range(1, 8).Select(number => books.ImportAsync(XeroPayloads.Of(
            Bill.Book, [Bill.Documents[0] with { Id = Guid.NewGuid(), Number = $"B-{number}" }]))));
        var last = (await books.OrganisationAsync()).LastBatch;
        Assert.Equal(Enumerable.Range((int)last - 7, 8).Select(number => (long)number), results.SelectMany(result => result.Batches).Order());
        Assert.Equal(-3_200m, await ProfitAsync(books));
    }

    private static IReadOnlyList<XeroPayload> Version(int day, decimal amount, string status = "AUTHORISED", bool summary = false) => XeroPayloads.Of(
        Bill.Book,
        [Bill.Documents[0] with { Updated = Book.FirstDay.AddDays(day), Status = status, Summary = summary, Lines = [new BookLine("310", amount)] }]);

    private static async Task<decimal> ProfitAsync(ImportedBooks books) => (await books.StatementAsync(new StatementQuery(Ever))).NetProfit();
}
