using System.Text;
using Milestone.Core.Organisations;
using Milestone.Core.Reconciliation;
using Milestone.Core.Reporting;
using Milestone.Core.Statements;
using Milestone.Core.Xero;
using Milestone.Testing.Books;
using Milestone.Testing.Postgres;
using Xunit;

namespace Milestone.Core.Tests.Reconciliation;

/// <summary>
/// Our statement beside Xero's report. In April the books have sales of 1,000.00 and materials of 300.00, so 700.00; each test gives one reason for
/// Xero's report to say something else, by hand.
/// </summary>
public sealed class ReconciliationTests(TemporaryDatabase database) : IClassFixture<TemporaryDatabase>
{
    private const string April = "1 April 2026 to 30 April 2026";

    private const string Text =
        """
        organisation GBP, year ends 31 March
        account 200 Sales REVENUE
        account 310 Materials DIRECTCOSTS
        account 477 Wages WAGESEXPENSE
        2026-04-10 invoice INV-1
          200  1,000.00
        2026-04-12 bill B-1
          310  300.00
        """;

    [Fact]
    public async Task Equal_books_agree_account_by_account_and_in_the_tie_out()
    {
        var (_, found) = await ComparedAsync(300m);
        Assert.True(found.Agrees);
        Assert.Equal((700m, 700m, 700m), (Only(found).Ours, Only(found).Xeros, Only(found).XeroStates));
        var table = ReconciliationTable.Of(found);
        Assert.All(table.Head.Checks, check => Assert.Equal(0m, check.Difference));
        Assert.Equal(2, table.Head.Checks.Count);
    }

    [Fact]
    public async Task What_changed_after_the_report_was_imported_is_named_as_that()
    {
        var (books, _) = await ComparedAsync(300m);
        database.Clock.Advance(TimeSpan.FromHours(1));
        var changed = LedgerText.Read(Text)[0].Book;
        await books.ImportAsync(XeroPayloads.Of(changed, [changed["B-1"] with { Lines = [new BookLine("310", 350m)], Updated = Book.FirstDay.AddDays(9) }]));

        Assert.Equal(("50.00", "ChangedSince 50.00"), Told(await ReadAsync(books), "Materials"));
    }

    [Fact]
    public async Task A_report_that_came_with_a_later_change_of_its_own_import_is_not_older_than_that()
    {
        var books = await BooksAsync();
        database.Clock.Advance(TimeSpan.FromHours(1));
        var changed = LedgerText.Read(Text)[0].Book;
        // One import: the report is stored before the bill, and knew of it.
        await books.ImportAsync([Report(350m), .. XeroPayloads.Of(changed, [changed["B-1"] with { Lines = [new BookLine("310", 350m)], Updated = Book.FirstDay.AddDays(9) }])]);
        var found = await ReadAsync(books);
        Assert.True(found.Agrees);
        Assert.DoesNotContain(Only(found).Accounts, account => account.Causes.Count > 0);
    }

    [Fact]
    public async Task A_document_that_waits_here_is_named_on_every_account_it_would_post_to()
    {
        var (books, _) = await ComparedAsync(340m, ("Less Operating Expenses", "999", "Not here yet", 60m));
        var unknown = Book.IdOf("account 999");
        var json = $$"""
            { "Invoices": [{ "InvoiceID": "{{Guid.NewGuid()}}", "Type": "ACCPAY", "Status": "AUTHORISED", "InvoiceNumber": "B-WAITS", "DateString": "2026-04-15T00:00:00", "LineAmountTypes": "Exclusive", "Total": 100.00,
              "LineItems": [{ "LineItemID": "{{Guid.NewGuid()}}", "AccountCode": "310", "LineAmount": 40.00, "TaxAmount": 0 }, { "LineItemID": "{{Guid.NewGuid()}}", "AccountCode": "999", "AccountID": "{{unknown}}", "LineAmount": 60.00, "TaxAmount": 0 }] }] }
            """;
        await books.ImportAsync([new XeroPayload("Invoices.json", Encoding.UTF8.GetBytes(json))]);

        var found = await ReadAsync(books);
        Assert.Equal(("-40.00", "Waiting -40.00"), Told(found, "Materials"));
        Assert.Equal(("-60.00", "Waiting -60.00"), Told(found, "Not here yet (not in the chart)"));
        Assert.True(found.IsExplained);
        var pending = Assert.Single(found.Pending);
        Assert.Equal(("B-WAITS", true, -100m), (pending.Number, pending.IsWaiting, pending.Effect));
    }

    [Fact]
    public async Task Currency_gains_and_payroll_come_with_journals_only_and_are_named_so()
    {
        var books = await BooksAsync();
        var json = $$"""
            { "Accounts": [{ "AccountID": "{{Book.IdOf("account 498")}}", "Code": "498", "Name": "Realised Currency Gains", "Type": "EXPENSE", "Class": "EXPENSE", "Status": "ACTIVE", "SystemAccount": "REALISEDCURRENCYGAIN" },
                           { "AccountID": "{{Book.IdOf("account 497")}}", "Code": "497", "Name": "Unrealised Currency Gains", "Type": "EXPENSE", "Class": "EXPENSE", "Status": "ACTIVE", "SystemAccount": "UNREALISEDCURRENCYGAIN" }] }
            """;
        await books.ImportAsync([new XeroPayload("Accounts.json", Encoding.UTF8.GetBytes(json)),
            Report(300m, ("Less Operating Expenses", "498", "Realised Currency Gains", 12.34m), ("Less Operating Expenses", "497", "Unrealised Currency Gains", -5m), ("Less Operating Expenses", "477", "Wages", 5_000m))]);

        var found = await ReadAsync(books);
        Assert.Equal(("-12.34", "CurrencyGains -12.34"), Told(found, "Realised Currency Gains"));
        Assert.Equal(("5.00", "CurrencyGains 5.00"), Told(found, "Unrealised Currency Gains"));
        Assert.Equal(("-5000.00", "Payroll -5000.00"), Told(found, "Wages"));
        Assert.True(found.IsExplained);
    }

    [Fact]
    public async Task Journals_that_are_kept_tell_expense_claims_payroll_and_what_was_not_imported_to_the_penny()
    {
        var (books, _) = await ComparedAsync(338m, ("Less Operating Expenses", "477", "Wages", 900m));
        await books.ImportAsync([new XeroPayload("Journals.json", Encoding.UTF8.GetBytes($$"""
            { "Journals": [
              {{Journal("EXPCLAIM", Guid.NewGuid(), "310", 25m)}},
              {{Journal("MANJOURNAL", Guid.NewGuid(), "310", 13m)}},
              {{Journal("PAYSLIP", Guid.NewGuid(), "477", 900m)}},
              {{Journal("ACCPAY", Book.IdOf("document B-1"), "310", 300m)}}] }
            """))]);

        var found = await ReadAsync(books);
        Assert.Equal(("-38.00", "ExpenseClaims -25.00, NotImported -13.00"), Told(found, "Materials"));
        Assert.Equal(("-900.00", "Payroll -900.00"), Told(found, "Wages"));
        Assert.Contains("manual journals that were not imported: (13.00)", Why(found, "Materials"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_prepayment_that_was_counted_is_named_where_it_is_the_difference()
    {
        var books = await BooksAsync(Text + "\n2026-04-20 spend prepayment P-1\n  310  80.00\n");
        await books.ImportAsync([Report(300m)]);
        Assert.Equal(("80.00", "Prepayments 80.00"), Told(await ReadAsync(books), "Materials"));
    }

    [Fact]
    public async Task Pence_of_a_foreign_bill_are_rounding_and_more_than_pence_are_not()
    {
        var books = await BooksAsync(Text + "\n2026-04-20 bill B-USD, USD at 1.25\n  310  125.00\n");
        await books.ImportAsync([Report(399.99m)]);
        Assert.Equal(("0.01", "Rounding 0.01"), Told(await ReadAsync(books), "Materials"));
        await books.ImportAsync([Report(399.98m)]);
        var more = await ReadAsync(books);
        Assert.Equal(("0.02", ""), Told(more, "Materials"));
        Assert.Equal("not explained", Why(more, "Materials"));
    }

    [Fact]
    public async Task What_has_no_known_cause_stays_not_explained_and_says_so()
    {
        var (_, found) = await ComparedAsync(310m);
        Assert.False(found.IsExplained);
        Assert.Equal(("-10.00", ""), Told(found, "Materials"));
        var table = ReconciliationTable.Of(found, onlyDifferences: true);
        Assert.Equal(["Total income", "Materials", "Total cost of sales", "Total other income", "Total overheads", "Net profit"], table.Rows.Select(row => CellText.Of(row.Cells[0], 2)));
        Assert.Equal(["Net profit", "700.00", "690.00", "10.00", "–", "10.00", ""], table.Rows[^1].Cells.Select(cell => CellText.Of(cell, 2)));
        Assert.Contains(table.Head.Checks, check => check.Difference == 10m);
    }

    [Fact]
    public async Task Drafts_count_on_neither_side_and_are_told()
    {
        var books = await BooksAsync(Text + "\n2026-04-20 bill B-DRAFT, draft\n  310  75.00\n2026-04-21 bill B-SENT, submitted\n  310  5.00\n2026-05-21 bill B-LATER, draft\n  310  9.00\n");
        await books.ImportAsync([Report(300m)]);
        var found = await ReadAsync(books);
        Assert.True(found.Agrees);
        Assert.Equal([("B-DRAFT", "draft", -75m), ("B-SENT", "submitted", -5m)], found.Pending.Select(document => (document.Number, document.Why, document.Effect!.Value)));
        Assert.Contains("2 document(s) of these days are drafts or submitted, and count on neither side; their effect on profit would be (80.00).", ReconciliationTable.Of(found).Head.Notes);
    }

    [Fact]
    public async Task A_report_by_month_is_compared_month_by_month()
    {
        var books = await BooksAsync(Text + "\n2026-05-12 bill B-2\n  310  20.00\n");
        await books.ImportAsync([ReportJson.Of("1 April 2026 to 31 May 2026", ["31 May 26", "30 Apr 26"],
            ("Income", "200", "Sales", [0m, 1000m]), ("Less Cost of Sales", "310", "Materials", [25m, 300m]), ("", null, "Net Profit", [-25m, 700m]))]);
        var found = await ReadAsync(books);

        Assert.Equal([("Apr 2026", 700m, 700m), ("May 2026", -20m, -25m)], found.Columns.Select(column => (column.Label, column.Ours, column.Xeros)));
        Assert.Equal("-5.00", Told(found, "Materials", column: 1).Difference);
        // The tie-out of a statement finds the month in the column that has its days, and no other.
        var may = await books.StatementAsync(new StatementQuery(new(new DateOnly(2026, 5, 1), new DateOnly(2026, 5, 31))));
        Assert.Contains(may.TieOut, check => check is { Label: "Xero's own report = statement", Other: -25m });
        var both = await books.StatementAsync(new StatementQuery(new(new DateOnly(2026, 4, 1), new DateOnly(2026, 5, 31))));
        Assert.DoesNotContain(both.TieOut, check => check.Label == "Xero's own report = statement");
    }

    [Fact]
    public async Task An_account_that_the_report_does_not_name_by_id_goes_by_its_name_and_a_heading_of_the_firms_own_by_the_account()
    {
        var books = await BooksAsync();
        await books.ImportAsync([ReportJson.Of(April, ["30 Apr 26"], ("Turnover", null, "Sales", [1000m]), ("Site", null, "Materials", [300m]), ("Site", null, "Total Site", [300m]))]);
        var found = await ReadAsync(books);
        Assert.True(found.Agrees);
        Assert.Null(Only(found).XeroStates);
    }

    [Fact]
    public async Task A_report_without_days_is_refused_with_the_remedy_and_an_unknown_one_is_none()
    {
        var books = await BooksAsync();
        await books.ImportAsync([ReportJson.Of("Some time", ["Amount"], ("Income", "200", "Sales", [1m]))]);
        var refused = await Assert.ThrowsAsync<ProblemException>(() => ReadAsync(books));
        Assert.Equal((ProblemKind.Invalid, "report"), (refused.Kind, refused.Field));
        Assert.Null(await Reader.ReadAsync(books.Organisation, Guid.NewGuid(), "a test", TestContext.Current.CancellationToken));
    }

    private ReconciliationReader Reader => new(database.Database);

    private static string Journal(string type, Guid source, string account, decimal net) =>
        $$"""{ "JournalID": "{{Guid.NewGuid()}}", "JournalDate": "2026-04-22", "JournalNumber": 1, "CreatedDateUTC": "2026-04-22T09:00:00Z", "SourceID": "{{source}}", "SourceType": "{{type}}", "JournalLines": [{ "JournalLineID": "{{Guid.NewGuid()}}", "AccountID": "{{Book.IdOf($"account {account}")}}", "AccountCode": "{{account}}", "NetAmount": {{net}} }] }""";

    private static XeroPayload Report(decimal materials, params (string Section, string Code, string Label, decimal Amount)[] more) => ReportJson.Of(
        April,
        ["30 Apr 26"],
        [
            ("Income", "200", "Sales", [1000m]),
            ("Income", null, "Total Income", [1000m]),
            ("Less Cost of Sales", "310", "Materials", [materials]),
            .. more.Select(row => ((string?)row.Section, (string?)row.Code, row.Label, (decimal[])[row.Amount])),
            ("", null, "Net Profit", [1000m - materials - more.Sum(row => row.Amount)]),
        ]);

    private async Task<ImportedBooks> BooksAsync(string? text = null)
    {
        database.Clock.Advance(TimeSpan.FromHours(1));
        var books = await ImportedBooks.NewAsync(database, LedgerSource.Documents);
        await books.ImportAsync(XeroPayloads.Of(LedgerText.Read(text ?? Text)[0].Book));
        return books;
    }

    private async Task<(ImportedBooks Books, BookReconciliation Found)> ComparedAsync(decimal materials, params (string Section, string Code, string Label, decimal Amount)[] more)
    {
        var books = await BooksAsync();
        await books.ImportAsync([Report(materials, more)]);
        return (books, await ReadAsync(books));
    }

    private async Task<BookReconciliation> ReadAsync(ImportedBooks books)
    {
        var report = (await Reader.ReportsAsync(books.Organisation, TestContext.Current.CancellationToken))[0];
        return (await Reader.ReadAsync(books.Organisation, report.Id, "a test", TestContext.Current.CancellationToken))!;
    }

    private static ReconciledColumn Only(BookReconciliation found) => Assert.Single(found.Columns);

    private static (string Difference, string Causes) Told(BookReconciliation found, string account, int column = 0)
    {
        var row = found.Columns[column].Accounts.Single(one => one.Name == account);
        return (row.Difference.ToString("0.00", null), string.Join(", ", row.Causes.OrderBy(cause => cause.Kind).Select(cause => $"{cause.Kind} {cause.Amount:0.00}")));
    }

    private static string Why(BookReconciliation found, string account) =>
        ((Cell.TextCell)ReconciliationTable.Of(found).Rows.Single(row => CellText.Of(row.Cells[0], 2) == account).Cells[^1]).Text;
}
