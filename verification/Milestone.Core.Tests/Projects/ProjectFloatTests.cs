using Milestone.Core.Ledger;
using Milestone.Core.Organisations;
using Milestone.Core.Projects;
using Milestone.Core.Statements;
using Milestone.Testing.Books;
using Milestone.Testing.Postgres;
using Xunit;

namespace Milestone.Core.Tests.Projects;

/// <summary>The float of tiny books. Every figure was worked out by hand; the working stands above it.</summary>
public sealed class ProjectFloatTests(TemporaryDatabase database) : IClassFixture<TemporaryDatabase>
{
    [Fact]
    public async Task An_invoice_over_two_projects_is_shared_by_its_gross_lines()
    {
        // 1,080 in all: Alpha 720, Beta 360 (a part of it on a deposit account, which is money all the same). Half is paid: 360 and 180; then all.
        var books = await ProjectBooksFixture.OfAsync(database, """
            2026-04-10 invoice INV-1
              200  600.00  tax 120.00  Alpha / Roofing
              200  200.00  tax 40.00  Beta
              850  100.00  tax 20.00  Beta
              paid 2026-05-02  540.00
              paid 2026-06-02  540.00
            """);

        Assert.Equal(360m, (await books.FloatAsync(to: new DateOnly(2026, 5, 31))).Balance);
        Assert.Equal(180m, (await books.FloatAsync("Beta", to: new DateOnly(2026, 5, 31))).Balance);
        Assert.Equal((720m, 360m), ((await books.FloatAsync()).Balance, (await books.FloatAsync("Beta")).Balance));
        Assert.Equal([360m, 720m], (await books.FloatAsync()).Movements.Select(movement => movement.Balance));
    }

    [Fact]
    public async Task Money_on_account_counts_once_when_received_and_moves_only_to_another_project()
    {
        // 500 on Alpha's account in April: 300 pay an invoice of Alpha, which moves nothing; 120 one of Beta, which moves 120.
        var books = await ProjectBooksFixture.OfAsync(database, """
            2026-04-01 receive prepayment P-1, no tax
              850  500.00  Alpha
              allocated 2026-05-01  300.00 to INV-1
              allocated 2026-06-01  120.00 to INV-2
            2026-05-01 invoice INV-1
              200  250.00  tax 50.00  Alpha / Roofing
            2026-06-01 invoice INV-2
              200  100.00  tax 20.00  Beta / Roofing
            """);

        var alpha = await books.FloatAsync();
        Assert.Equal([(FloatReason.OnAccount, 500m), (FloatReason.Moved, -120m)], alpha.Movements.Select(movement => (movement.Reason, movement.Amount)));
        Assert.Equal((380m, 0m, 380m), (alpha.In, alpha.Out, alpha.Balance));
        Assert.Equal([(FloatReason.Moved, 120m)], (await books.FloatAsync("Beta")).Movements.Select(movement => (movement.Reason, movement.Amount)));
    }

    [Fact]
    public async Task Money_on_account_that_names_no_project_counts_where_it_is_used()
    {
        var books = await ProjectBooksFixture.OfAsync(database, """
            2026-04-01 receive overpayment O-1, no tax
              610  500.00
              allocated 2026-05-01  240.00 to INV-1
            2026-05-01 invoice INV-1
              200  250.00  tax 50.00  Alpha / Roofing
            """);

        Assert.Equal((240m, new DateOnly(2026, 5, 1)), ((await books.FloatAsync()).Balance, Assert.Single((await books.FloatAsync()).Movements).Date));
    }

    [Fact]
    public async Task Costs_paid_with_their_VAT_and_money_paid_back_go_out()
    {
        // In: 1,200 paid on the invoice, of which 102 are freight charged on (a cost account, but the customer's money all the same), and 60 received.
        // Out: half of a bill of 600, 120 spent; 48 came back from a supplier. A credit of 36 was paid back to the customer.
        // 1,200 + 60 - 300 - 120 + 48 - 36 = 852. Due: 300 of the bill. After costs due: 552.
        var books = await ProjectBooksFixture.OfAsync(database, """
            2026-04-10 invoice INV-1, paid
              200  915.00  tax 183.00  Alpha / Roofing
              310  85.00  tax 17.00  Alpha / Roofing
              paid 2026-05-01  1,200.00
            2026-04-11 receive R-1
              200  50.00  tax 10.00  Alpha
            2026-04-12 bill B-1
              310  500.00  tax 100.00  Alpha / Roofing
              paid 2026-05-02  300.00
            2026-04-13 spend S-1
              310  100.00  tax 20.00  Alpha
            2026-04-14 receive R-2
              310  40.00  tax 8.00  Alpha
            2026-04-15 sales credit SC-1, paid
              200  30.00  tax 6.00  Alpha
              refunded 2026-05-03  36.00
            2026-04-16 bill B-2
              310  9,999.00  Beta
            """);

        var account = await books.FloatAsync();
        Assert.Equal(1200m, account.Of(FloatReason.Receipt));
        Assert.Equal(60m, account.Of(FloatReason.MoneyReceived));
        Assert.Equal(-372m, account.Of(FloatReason.CostPaid));
        Assert.Equal(-36m, account.Of(FloatReason.Refund));
        Assert.Equal((852m, 300m, 552m), (account.Balance, account.CostsDue, account.AfterCostsDue));
        Assert.Equal(852m, account.Movements[^1].Balance);
        Assert.All(account.Checks, check => Assert.Equal(0, check.Difference));
    }

    [Fact]
    public async Task Orders_are_consumed_by_bills_of_the_same_contact_and_phase_oldest_first()
    {
        // Roofing: ordered 1,200 and 600, billed 720 after the first order, less a credit of 120, so 600 consumed: 600 + 600 open. The bill of March
        // came before any order. Groundworks: 240 ordered, nothing billed. A billed order of 360 leaves nothing open. Beta's order is Beta's.
        var books = await ProjectBooksFixture.OfAsync(database, """
            2026-03-01 bill B-0
              310  400.00  tax 80.00  Alpha / Roofing
            2026-05-01 bill B-1
              310  600.00  tax 120.00  Alpha / Roofing
            2026-05-02 supplier credit SC-1
              310  100.00  tax 20.00  Alpha / Roofing
            """);
        await books.OrderAsync("PO-1", "2026-04-01", 1000m, 200m, "Alpha", "Roofing");
        await books.OrderAsync("PO-2", "2026-04-02", 500m, 100m, "Alpha", "Roofing");
        await books.OrderAsync("PO-3", "2026-04-03", 200m, 40m, "Alpha", "Groundworks");
        await books.OrderAsync("PO-4", "2026-04-04", 300m, 60m, "Alpha", "Groundworks", status: "BILLED");
        await books.OrderAsync("PO-5", "2026-04-05", 300m, 60m, "Alpha", "Groundworks", status: "DRAFT");
        await books.OrderAsync("PO-6", "2026-04-06", 300m, 60m, "Beta", "Groundworks");

        var account = await books.FloatAsync();
        Assert.Equal(1440m, account.OpenCommitments);
        Assert.Equal(account.AfterCostsDue - 1440m, account.AfterCommitments);
        Assert.Equal(0m, (await books.FloatAsync(to: new DateOnly(2026, 3, 31))).OpenCommitments);
    }

    [Fact]
    public async Task Invoices_show_the_projects_lines_only_with_what_is_paid_outstanding_and_overdue()
    {
        // INV-1: Alpha 720 of 1,080, half paid: 360 + 360 outstanding. Groundworks 240, Roofing 480: each half paid on its own. The credit is not used.
        var books = await ProjectBooksFixture.OfAsync(database, """
            2026-04-10 invoice INV-1
              200  200.00  tax 40.00  Alpha / Groundworks
              200  400.00  tax 80.00  Alpha / Roofing
              200  300.00  tax 60.00  Beta
              paid 2026-05-02  540.00
            2026-04-20 sales credit SC-1
              200  50.00  tax 10.00  Alpha / Roofing
            2026-04-21 invoice INV-2, draft
              200  999.00  Alpha
            """);

        var invoices = await books.InvoicesAsync();
        Assert.Equal([("INV-1", 600m, 120m, 360m, 360m, true), ("SC-1", -50m, -10m, 0m, -60m, false)], invoices.Invoices.Select(one => (one.Number, one.Net, one.Tax, one.Paid, one.Outstanding, one.IsPart)));
        Assert.Equal([InvoiceStanding.PartPaid, InvoiceStanding.OpenCredit], invoices.Invoices.Select(one => one.Standing));
        var parts = (await books.InvoicesAsync(byPhase: true)).Invoices;
        Assert.Equal([("Groundworks", 240m, 120m), ("Roofing", 480m, 240m), ("Roofing", -60m, 0m)], parts.Select(part => (part.PhaseName, part.Gross, part.Paid)));
        Assert.Empty((await books.InvoicesAsync(bills: true)).Invoices);
    }

    [Fact]
    public async Task Books_that_post_from_journals_know_costs_and_say_that_what_is_paid_is_not_available()
    {
        var books = await ImportedBooks.NewAsync(database, LedgerSource.Journals);
        await books.ImportAsync(XeroPayloads.Of(LedgerText.Read("""
            organisation GBP, year ends 31 March
            account 310 Materials DIRECTCOSTS
            account 800 Creditors CURRLIAB
            project Alpha
            phase Roofing

            2026-04-10 journal J-1
              310  100.00  Alpha / Roofing
              800  -100.00
            """)[^1].Book));
        var reports = new ProjectReports(database.Database, new StatementReader(database.Database));
        var query = new ProjectQuery(await books.ProjectAsync("Alpha")) { To = ProjectBooksFixture.YearEnd };

        var summary = await reports.SummaryAsync(books.Organisation, query, "a test", TestContext.Current.CancellationToken);
        Assert.Equal(new CostAmounts(100m, null, null), summary.Total.Sums.Amounts);
        Assert.Null(summary.Total.Sums.Amounts.Due);
        Assert.True(summary.TiesOut);
        var account = await reports.FloatAsync(books.Organisation, query, "a test", TestContext.Current.CancellationToken);
        Assert.Contains("not available", account.NotAvailable, StringComparison.Ordinal);
        Assert.Contains("not available", Assert.Single(ProjectFloatTable.Of(account).Head.Notes), StringComparison.Ordinal);
        Assert.NotNull((await reports.FloatAsync(books.Organisation, query with { Project = Unassigned.Id }, "a test", TestContext.Current.CancellationToken)).NotAvailable);
    }
}
