using Milestone.Core.Receivables;
using Milestone.Core.Reporting;
using Milestone.Core.Tests.Reporting;
using Milestone.Testing.Books;
using Milestone.Testing.Postgres;
using Xunit;

namespace Milestone.Core.Tests.Receivables;

/// <summary>What customers owe, worked out by hand. Rule: docs/concepts.md, What customers owe.</summary>
public sealed class OpenInvoicesTests(TemporaryDatabase database) : IClassFixture<TemporaryDatabase>
{
    // As at 30 June 2026. The ends of each age: due today is not overdue; 29 June is 1 day; 31 May 30 days; 30 May 31 days; 1 May 60 days;
    // 30 April 61 days.
    private const string Books = """
        organisation GBP, year ends 31 March
        account 200 Sales REVENUE
        account 310 Materials DIRECTCOSTS

        2026-04-10 invoice PART, due 2026-05-10
          200  1,000.00  tax 200.00
          paid 2026-04-20  600.00  told twice
        2026-05-05 invoice TODAY, due 2026-06-30
          200  500.00
        2026-05-05 invoice DAY1, due 2026-06-29
          200  100.00
        2026-05-05 invoice DAY30, due 2026-05-31
          200  200.00
        2026-05-05 invoice DAY31, due 2026-05-30
          200  300.00
        2026-04-05 invoice DAY60, due 2026-05-01
          200  400.00
        2026-04-05 invoice DAY61, due 2026-04-30
          200  700.00
        2026-06-20 invoice NODUE
          200  10.00
        2026-06-01 invoice DOLLARS, USD at 1.25, due 2026-07-15
          200  100.00
          paid 2026-06-10  40.00
        2026-06-01 invoice DEDUCTED, CIS 20.00, due 2026-07-01
          200  100.00
          paid 2026-06-12  50.00
        2026-06-01 invoice CREDITED, due 2026-07-20
          200  300.00
          paid 2026-06-15  300.00  deleted
        2026-06-10 sales credit SC-1
          200  150.00
          allocated 2026-06-11  100.00 to CREDITED
        2026-06-02 invoice UNDONE, due 2026-07-21
          200  90.00
        2026-06-10 sales credit SC-2, voided
          200  90.00
          allocated 2026-06-11  90.00 to UNDONE
        2026-06-01 invoice SETTLED, due 2026-06-02
          200  60.00
          paid 2026-06-03  60.00
        2026-06-01 invoice BELIEVED, paid, due 2026-06-02
          200  60.00
        2026-06-01 invoice SKETCH, draft, due 2026-06-02
          200  60.00
        2026-06-01 invoice GONE, voided, due 2026-06-02
          200  60.00
        2026-06-01 bill THEIRS, due 2026-06-02
          310  60.00
        """;

    private static readonly DateOnly AsAt = new(2026, 6, 30);

    [Fact]
    public async Task What_is_open_is_the_total_less_what_has_settled_it()
    {
        var owed = await ReadAsync();

        Assert.Equal(
            [
                ("DAY61", 700m, 61, Age.Over60),
                ("DAY60", 400m, 60, Age.UpTo60),
                ("PART", 600m, 51, Age.UpTo60), // 1,200 with VAT less 600, which two endpoints tell of
                ("DAY31", 300m, 31, Age.UpTo60),
                ("DAY30", 200m, 30, Age.UpTo30),
                ("NODUE", 10m, 10, Age.UpTo30), // due on its own date
                ("DAY1", 100m, 1, Age.UpTo30),
                ("TODAY", 500m, 0, Age.NotDue),
                ("DEDUCTED", 30m, -1, Age.NotDue), // 100 - 20 withheld - 50
                ("DOLLARS", 48m, -15, Age.NotDue), // (100 - 40) / 1.25
                ("CREDITED", 200m, -20, Age.NotDue), // the deleted payment settles nothing, nor does what is left of the credit note
                ("UNDONE", 90m, -21, Age.NotDue),
            ],
            owed.Invoices.Select(invoice => (invoice.Number, invoice.Outstanding, invoice.DaysOverdue, invoice.Age)));
        Assert.Equal((80m, 32m), owed.Invoices.Where(invoice => invoice.Number == "DOLLARS").Select(invoice => (invoice.Total, invoice.Settled)).Single());
    }

    [Fact]
    public async Task The_ages_add_up_to_what_is_owed()
    {
        var owed = await ReadAsync();

        // Not due 500 + 30 + 48 + 200 + 90; up to 30 days 200 + 10 + 100; up to 60 days 400 + 600 + 300.
        Assert.Equal([(Age.NotDue, 5, 868m), (Age.UpTo30, 3, 310m), (Age.UpTo60, 3, 1300m), (Age.Over60, 1, 700m)], owed.Ages.Select(age => (age.Age, age.Count, age.Outstanding)));
        Assert.Equal((3178m, 2310m, 7), (owed.Outstanding, owed.Overdue, owed.OverdueCount));
    }

    [Fact]
    public async Task The_table_says_the_same_in_every_format()
    {
        var table = OpenInvoicesTable.Of(await ReadAsync());

        var total = table.Rows[^1].Cells.Skip(5).Select(cell => CellText.Of(cell, 2));
        Assert.Equal(["868.00", "310.00", "1,300.00", "700.00", "3,178.00"], total);
        foreach (var format in ReportFormat.All)
            Assert.NotEmpty(await Written.As(format, table));
    }

    [Fact]
    public async Task Books_without_an_open_invoice_owe_nothing()
    {
        var books = await ImportedBooks.NewAsync(database);
        var owed = await new OpenInvoicesReader(database.Database).ReadAsync(await books.OrganisationAsync(), AsAt, "a test", TestContext.Current.CancellationToken);

        Assert.Empty(owed.Invoices);
        Assert.Equal(["–", "–", "–", "–", "–"], OpenInvoicesTable.Of(owed).Rows.Single().Cells.Skip(5).Select(cell => CellText.Of(cell, 2)));
    }

    private async Task<OpenInvoices> ReadAsync()
    {
        var books = await ImportedBooks.NewAsync(database);
        await books.ImportAsync(XeroPayloads.Of(LedgerText.Read(Books)[^1].Book));
        return await new OpenInvoicesReader(database.Database).ReadAsync(await books.OrganisationAsync(), AsAt, "a test", TestContext.Current.CancellationToken);
    }
}
