using System.Globalization;
using System.Text;
using Milestone.Core.Organisations;
using Milestone.Core.Statements;
using Milestone.Core.Storage;
using Milestone.Core.Values;
using Milestone.Core.Xero;
using Milestone.Testing.Books;
using Milestone.Testing.Postgres;
using Xunit;

namespace Milestone.Core.Tests.Storage.Changes;

/// <summary>
/// What is kept is kept under the state it was read from. The books grow by one bill of 1.00 a batch while they are read, so that the costs tell the
/// batch: a statement at batch b shows costs of b less the batches that set the books up.
/// </summary>
public sealed class OneStateTests(TemporaryDatabase database) : IClassFixture<TemporaryDatabase>
{
    private const int Bills = 40;
    private static readonly StatementQuery Query = new(new Period(new DateOnly(2026, 4, 1), new DateOnly(2026, 4, 30)));

    [Fact]
    public async Task A_statement_read_while_the_books_change_is_kept_as_that_of_the_state_it_was_read_from()
    {
        var stop = TestContext.Current.CancellationToken;
        var books = await ImportedBooks.NewAsync(database);
        await books.ImportAsync([Payload("""{"Accounts":[{"AccountID":"c0000000-0000-4000-8000-000000000310","Code":"310","Name":"Materials","Type":"DIRECTCOSTS","Class":"EXPENSE","Status":"ACTIVE"}]}""")]);
        var before = (await books.OrganisationAsync()).LastBatch;

        // The reader is another process than the writer, and it listens.
        await using var reading = MilestoneDatabase.Open(database.ConnectionString, TimeProvider.System);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var listener = new ChangeListener(reading);
        var listening = listener.RunAsync(lost: null, end.Token);
        var catalogue = new OrganisationCatalogue(reading);
        var remembered = new RememberedStatements(catalogue, 1 << 20);
        var reader = new StatementReader(reading, remembered);
        while (!listener.IsListening)
            await Task.Delay(5, stop);

        var writing = Task.Run(async () =>
        {
            for (var bill = 1; bill <= Bills; bill++)
                await books.ImportAsync([Payload(Bill(bill))]);
        }, stop);
        var reads = 0;
        var again = 0;
        while (!writing.IsCompleted || reads < 50)
        {
            using var watch = ReadVersions.Watch();
            // As every request does: which state are the books known to be in?
            var known = await catalogue.KnowAsync(stop);
            var statement = await reader.ReadAsync(books.Organisation, Query, "a test", stop);
            var from = statement.Organisation;
            Assert.Equal(statement.Provenance.Batch - before, statement.Summary(Section.CostOfSales).Total);
            Assert.True(watch.AreAll(from.Id, new DataState(from.DataVersion, from.LastSync)));
            Assert.False(watch.AreAll(from.Id, new DataState(from.DataVersion + 1, from.LastSync)));
            // Never older than what was known when it was asked for.
            var atLeast = known.All.Single(one => one.Id == from.Id).DataVersion;
            Assert.True(from.DataVersion >= atLeast, $"{from.DataVersion} was given to a reader who knew of {atLeast}.");
            again += ReferenceEquals(statement, await reader.ReadAsync(books.Organisation, Query, "a test", stop)) ? 1 : 0;
            reads++;
        }

        await writing;
        Assert.Equal(Bills, (await new StatementReader(reading).ReadAsync(books.Organisation, Query, "a test", stop)).Summary(Section.CostOfSales).Total);
        Assert.True(again > 0, "No statement was ever given again, so nothing was shown.");
        await end.CancelAsync();
        await listening;
    }

    private static XeroPayload Payload(string json) => new("a.json", Encoding.UTF8.GetBytes(json));

    private static string Bill(int number) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""
        {"Invoices":[{"InvoiceID":"d0000000-0000-4000-8000-{{number:D12}}","Type":"ACCPAY","Status":"AUTHORISED","InvoiceNumber":"B-{{number}}","DateString":"2026-04-10T00:00:00","LineAmountTypes":"NoTax",
          "CurrencyCode":"GBP","SubTotal":1.00,"TotalTax":0.00,"Total":1.00,"UpdatedDateUTC":"/Date(1780300000000+0000)/",
          "LineItems":[{"LineItemID":"f0000000-0000-4000-8000-{{number:D12}}","Description":"Tape","AccountCode":"310","LineAmount":1.00,"TaxAmount":0.00,"Tracking":[]}]}]}
        """);
}
