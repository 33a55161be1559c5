using System.Text;
using Milestone.Core.Reporting;
using Milestone.Core.Statements;
using Milestone.Core.Values;
using Milestone.Core.Xero;
using Milestone.Testing.Books;
using Milestone.Testing.Postgres;
using Npgsql;
using Xunit;

namespace Milestone.Core.Tests.Statements;

/// <summary>
/// What a statement is compared with. April: sales 1,000.00 and materials 600.00, both of Alpha; June: insurance 150.00. The overall budget is, a month from April to June, sales
/// 800.00, materials 500.00, insurance 40.00; Alpha's is sales 900.00 in April.
/// </summary>
public sealed class BudgetTests(TemporaryDatabase database) : IClassFixture<TemporaryDatabase>
{
    private const string Books = """
        organisation GBP, year ends 31 March
        account 200 Sales REVENUE
        account 310 Materials DIRECTCOSTS
        account 400 Insurance OVERHEADS
        project Alpha
        project Beta
        phase Roofing

        2026-04-10 invoice INV-1
          200  1,000.00  Alpha / Roofing
        2026-04-20 bill B-1
          310  600.00  Alpha / Roofing
        2026-06-05 bill B-2
          400  150.00
        """;

    private static readonly Period Spring = new(new(2026, 4, 1), new(2026, 6, 30));
    private static readonly Guid Overall = Guid.Parse("b0000000-0000-4000-8000-000000000001");
    private static readonly Guid OfAlpha = Guid.Parse("b0000000-0000-4000-8000-000000000002");

    [Fact]
    public async Task A_budget_stands_beside_the_total_with_its_variance()
    {
        var books = await BooksAsync();

        var statement = await books.StatementAsync(new StatementQuery(Spring) { Budget = Overall });

        // Three months: sales 2,400.00, materials 1,500.00, insurance 120.00; gross 900.00, net 780.00. Actual: 1,000.00, 600.00, 400.00, 150.00, 250.00.
        Assert.Equal([1000.00m, 2400.00m, -1400.00m, -0.5833m], Row(statement, Section.Income));
        Assert.Equal([600.00m, 1500.00m, -900.00m, -0.6000m], Row(statement, Section.CostOfSales));
        Assert.Equal([400.00m, 900.00m, -500.00m, -0.5556m], Row(statement, Section.GrossProfit));
        Assert.Equal([150.00m, 120.00m, 30.00m, 0.2500m], Row(statement, Section.Overheads));
        Assert.Equal([250.00m, 780.00m, -530.00m, -0.6795m], Row(statement, Section.NetProfit));
        Assert.Equal("The overall one", statement.BudgetName);
        Assert.True(statement.TiesOut);
    }

    [Fact]
    public async Task A_part_of_a_month_has_no_budget_and_says_what_to_ask_for()
    {
        var books = await BooksAsync();

        var statement = await books.StatementAsync(new StatementQuery(new Period(new(2026, 4, 1), new(2026, 6, 15))) { Budget = Overall });

        Assert.Equal([1000.00m, null, null, null], Row(statement, Section.Income));
        var table = StatementTable.Of(statement);
        Assert.Contains(table.Head.Notes, note => note.Contains("1 Apr 2026 to 31 May 2026", StringComparison.Ordinal));
        Assert.Equal("n/a", CellText.Of(table.Rows.Single(row => row.Id == "netProfit").Cells[^1], 2));
    }

    [Fact]
    public async Task A_budget_is_compared_with_what_it_is_for_and_nothing_else()
    {
        var books = await BooksAsync();
        var alpha = await books.ProjectAsync("Alpha");

        var ofAlpha = await books.StatementAsync(new StatementQuery(Spring) { Budget = OfAlpha, Project = alpha });
        var ofAll = await Assert.ThrowsAsync<ProblemException>(() => books.StatementAsync(new StatementQuery(Spring) { Budget = OfAlpha }));
        var overallOfAlpha = await Assert.ThrowsAsync<ProblemException>(() => books.StatementAsync(new StatementQuery(Spring) { Budget = Overall, Project = alpha }));
        var unknown = await Assert.ThrowsAsync<ProblemException>(() => books.StatementAsync(new StatementQuery(Spring) { Budget = Guid.NewGuid() }));

        Assert.Equal([1000.00m, 900.00m, 100.00m, 0.1111m], Row(ofAlpha, Section.Income));
        Assert.Equal([600.00m, 0m, 600.00m, null], Row(ofAlpha, Section.CostOfSales));
        Assert.Equal(("budget", ProblemKind.Invalid), (ofAll.Field, ofAll.Kind));
        Assert.Equal(("budget", ProblemKind.Invalid), (overallOfAlpha.Field, overallOfAlpha.Kind));
        Assert.Equal(("budget", ProblemKind.NotFound), (unknown.Field, unknown.Kind));
    }

    // Current: revenue 5,000.00, cost 2,000.00 and materials 1,000.00 of Alpha's roofing, revenue 700.00 of Beta as a whole. A revenue of 9,999.00 was closed.
    [Fact]
    public async Task Estimates_stand_at_the_section_totals_of_a_project_and_in_the_rows_of_projects()
    {
        var books = await BooksAsync();
        var (alpha, beta, roofing) = (await books.ProjectAsync("Alpha"), await books.ProjectAsync("Beta"), await books.PhaseAsync("Roofing"));
        await EstimateAsync(books, alpha, roofing, 1, 9999.00m, isClosed: true);
        await EstimateAsync(books, alpha, roofing, 1, 5000.00m);
        await EstimateAsync(books, alpha, roofing, 2, 2000.00m);
        await EstimateAsync(books, alpha, roofing, 3, 1000.00m);
        await EstimateAsync(books, beta, Guid.Empty, 1, 700.00m);

        var ofAlpha = await books.StatementAsync(new StatementQuery(Spring) { Estimates = true, Project = alpha });
        var byProject = await books.StatementAsync(new StatementQuery(Spring) { Estimates = true, Rows = StatementRows.Project, Measure = Section.GrossProfit });

        Assert.Equal([1000.00m, 5000.00m, -4000.00m, -0.8000m], Row(ofAlpha, Section.Income));
        Assert.Equal([600.00m, 3000.00m, -2400.00m, -0.8000m], Row(ofAlpha, Section.CostOfSales));
        Assert.Equal([400.00m, 2000.00m, -1600.00m, -0.8000m], Row(ofAlpha, Section.NetProfit));
        Assert.All(ofAlpha.Rows.Where(row => row.Kind == StatementRowKind.Item), row => Assert.Null(row.Amounts[1]));
        Assert.Equal(
            [("Alpha", 400.00m, 2000.00m), ("Beta", 0m, 700.00m), ("Unassigned", 0m, 0m), ("Gross profit", 400.00m, 2700.00m)],
            byProject.Rows.Select(row => (row.Label, row.Total, row.Amounts[1]!.Value)));
        Assert.Equal("budget", (await Assert.ThrowsAsync<ProblemException>(() => books.StatementAsync(new StatementQuery(Spring) { Estimates = true }))).Field);
    }

    // April and June have postings, May has none.
    [Fact]
    public async Task A_month_without_postings_between_months_with_some_is_named()
    {
        var books = await BooksAsync();

        var spring = await books.StatementAsync(new StatementQuery(Spring));
        var may = await books.StatementAsync(new StatementQuery(new Period(new(2026, 5, 1), new(2026, 12, 31))));

        Assert.Equal([new DateOnly(2026, 5, 1)], spring.EmptyMonths);
        Assert.Contains("May 2026", StatementTable.Of(spring).Head.Notes[0], StringComparison.Ordinal);
        Assert.Empty(may.EmptyMonths);
    }

    private async Task<ImportedBooks> BooksAsync()
    {
        var book = LedgerText.Read(Books)[^1].Book;
        var books = await ImportedBooks.NewAsync(database);
        await books.ImportAsync(XeroPayloads.Of(book));
        var (sales, materials, insurance) = (Id(book, "200"), Id(book, "310"), Id(book, "400"));
        var alpha = await books.ProjectAsync("Alpha");
        await books.ImportAsync([new XeroPayload("Budgets.json", Encoding.UTF8.GetBytes(
            $$"""
            {"Budgets":[
              {"BudgetID":"{{Overall}}","Type":"OVERALL","Description":"The overall one","UpdatedDateUTC":"2026-04-01T00:00:00Z","Tracking":[],"BudgetLines":[
                {{Line(sales, "800.00")}},{{Line(materials, "500.00")}},{{Line(insurance, "40.00")}}]},
              {"BudgetID":"{{OfAlpha}}","Type":"TRACKING","Description":"Alpha's","UpdatedDateUTC":"2026-04-01T00:00:00Z",
                "Tracking":[{"Name":"Project","Option":"Alpha","TrackingOptionID":"{{alpha}}"}],
                "BudgetLines":[{"AccountID":"{{sales}}","BudgetBalances":[{"Period":"2026-04","Amount":900.00}]}]}]}
            """))]);
        return books;
    }

    private static string Line(Guid account, string amount) =>
        $$"""{"AccountID":"{{account}}","BudgetBalances":[{"Period":"2026-04","Amount":{{amount}}},{"Period":"2026-05","Amount":{{amount}}},{"Period":"2026-06","Amount":{{amount}}}]}""";

    private static Guid Id(Book book, string code) => book.Accounts.Single(account => account.Code == code).Id;

    private async Task EstimateAsync(ImportedBooks books, Guid project, Guid phase, short kind, decimal amount, bool isClosed = false)
    {
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        await using var command = source.CreateCommand(
            """
            INSERT INTO milestone.estimate (organisation_id, estimate_id, version, project_id, phase_id, kind, amount, date, confidence, entered_by, entered_at, closed_by, closed_at)
            VALUES ($1, gen_random_uuid(), 1, $2, $3, $4, $5, '2026-04-01', 3, 'a test', now(), CASE WHEN $6 THEN 'a test' END, CASE WHEN $6 THEN now() END)
            """);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = books.Organisation });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = project });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = phase });
        command.Parameters.Add(new NpgsqlParameter<short> { TypedValue = kind });
        command.Parameters.Add(new NpgsqlParameter<decimal> { TypedValue = amount });
        command.Parameters.Add(new NpgsqlParameter<bool> { TypedValue = isClosed });
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    // Actual, budget, variance, variance %.
    private static decimal?[] Row(Statement statement, Section section) =>
        [.. statement.Summary(section).Amounts.Select((amount, no) => amount is { } known && no == 3 ? Pence.Round(known, 4) : amount)];
}
