using Milestone.Core.Dashboard;
using Milestone.Core.Receivables;
using Milestone.Core.Reporting;
using Milestone.Core.Statements;
using Milestone.Core.Tests.Reporting;
using Milestone.Core.Values;
using Milestone.Testing.Books;
using Milestone.Testing.Postgres;
using Npgsql;
using Xunit;

namespace Milestone.Core.Tests.Dashboard;

public sealed class DashboardTests(TemporaryDatabase database) : IClassFixture<TemporaryDatabase>
{
    // April to June 2026 against the same days of 2025, and against January to March 2026.
    // Income 9,000 (Mill Lane 6,000, Park Road 3,000), other income 500, cost of sales 4,000 + 2,500 + 300 of nobody's, overheads 700 of nobody's:
    // costs 7,500, net profit 9,500 - 7,500 = 2,000. A year before: income 4,000, costs 1,000, so 3,000. The quarter before: income 1,000, costs 1,200.
    private const string Books = """
        organisation GBP, year ends 31 March
        account 200 Sales REVENUE
        account 260 Rent received OTHERINCOME
        account 310 Materials DIRECTCOSTS
        account 400 Insurance OVERHEADS
        project Mill Lane
        project Park Road
        project Old Barn
        phase Roofing
        phase Joinery

        2025-05-05 invoice OLD-1, paid
          200  4,000.00  Mill Lane
        2025-05-06 bill OLD-2, paid
          310  1,000.00  Mill Lane
        2026-02-05 invoice INV-0, paid
          200  1,000.00  Old Barn
        2026-02-06 bill B-0, paid
          310  1,200.00  Old Barn
        2026-04-10 invoice INV-1, due 2026-05-10
          200  6,000.00  tax 1,200.00  Mill Lane / Roofing
        2026-05-10 invoice INV-2, due 2026-07-10
          200  3,000.00  Park Road
          260  500.00
        2026-05-20 bill B-1
          310  4,000.00  Mill Lane / Roofing
          310  2,500.00  Park Road
          310  300.00
        2026-06-20 bill B-2
          400  700.00
        2026-06-21 bill B-3
          310  1,000.00  Park Road
        2026-06-22 supplier credit SC-1
          310  1,000.00  Park Road
        """;

    private static readonly Period Quarter = new(new DateOnly(2026, 4, 1), new DateOnly(2026, 6, 30));

    [Fact]
    public async Task Each_key_figure_stands_against_the_same_days_a_year_earlier()
    {
        var figures = await ReadAsync(query => query);

        Assert.Equal(new Period(new DateOnly(2025, 4, 1), new DateOnly(2025, 6, 30)), figures.Before);
        Assert.Equal(
            [
                ("income", 9000m, 4000m, 5000m, 1.25m),
                ("costs", 7500m, 1000m, 6500m, 6.5m),
                ("costOfSales", 6800m, 1000m, 5800m, 5.8m),
                ("overheads", 700m, 0m, 700m, null), // nothing to be measured against
                ("otherIncome", 500m, 0m, 500m, null),
                ("netProfit", 2000m, 3000m, -1000m, -1000m / 3000m),
            ],
            figures.KeyFigures.Where(figure => !figure.IsRatio).Select(figure => (figure.Id, figure.Now!.Value, figure.Before!.Value, figure.Change!.Value, figure.ChangeShare)));
        Assert.Equal((2000m / 9500m, 0.75m), (figures["netMargin"].Now, figures["netMargin"].Before)); // 3,000 / 4,000
    }

    [Fact]
    public async Task Or_against_the_period_just_before()
    {
        var figures = await ReadAsync(query => query with { Comparison = Comparison.PreviousPeriods });

        Assert.Equal((-200m, null), (figures["netProfit"].Before, figures["netProfit"].ChangeShare)); // a share of a loss says nothing
        Assert.Equal(-0.2m, figures["netMargin"].Before);
    }

    [Fact]
    public async Task Projects_stand_by_profit_and_those_that_made_one_are_counted()
    {
        var figures = await ReadAsync(query => query);

        // Old Barn has nothing in these months.
        Assert.Equal([("Mill Lane", 2000m), ("Park Road", 500m)], figures.Projects.Select(project => (project.Name, project.NetProfit)));
        Assert.Equal(2, figures.ProfitableProjects);
        Assert.Equal((500m, 1000m, -500m), (figures.WithoutProject.OtherIncome, figures.WithoutProject.Costs, figures.WithoutProject.NetProfit));
        Assert.Equal(1000m / 7500m, figures.UnassignedShareOfCosts);
    }

    [Theory]
    [InlineData(TrendRange.OneMonth, 1, "2026-06-01")]
    [InlineData(TrendRange.ThreeMonths, 3, "2026-04-01")]
    [InlineData(TrendRange.SixMonths, 6, "2026-01-01")]
    [InlineData(TrendRange.OneYear, 12, "2025-07-01")]
    [InlineData(TrendRange.All, 14, "2025-05-01")] // the first posting is of May 2025
    public async Task A_trend_ends_with_the_period_and_goes_back_as_far_as_asked(TrendRange range, int months, string from)
    {
        var figures = await ReadAsync(query => query with { Trend = range });

        Assert.Equal(StatementColumns.Month, figures.Trend.Query.Columns);
        Assert.Equal(months, figures.Trend.Columns.Count);
        Assert.Equal(new Period(DateOnly.Parse(from, System.Globalization.CultureInfo.InvariantCulture), Quarter.To), figures.Trend.Query.Period);
    }

    [Fact]
    public async Task All_of_many_years_is_shown_by_quarter()
    {
        var figures = await ReadAsync(query => query with { Trend = TrendRange.All, Period = new Period(new DateOnly(2028, 4, 1), new DateOnly(2028, 6, 30)) });

        // May 2025 to June 2028: 38 months, of the quarters April-June 2025 to April-June 2028.
        Assert.Equal((StatementColumns.Quarter, 13), (figures.Trend.Query.Columns, figures.Trend.Columns.Count));
    }

    // April nothing, May 4,000 + 2,500 + 300, June 700 + 1,000 - 1,000.
    [Fact]
    public async Task Costs_grow_month_by_month()
    {
        var figures = await ReadAsync(query => query with { Trend = TrendRange.ThreeMonths });

        Assert.Equal([("Apr 2026", 0m), ("May 2026", 6800m), ("Jun 2026", 7500m)], CostToDate.Of(figures.Trend).Select(month => (month.Label, month.Cost)));
    }

    [Fact]
    public async Task What_is_owed_is_aged_by_today()
    {
        var figures = await ReadAsync(query => query with { Today = new DateOnly(2026, 6, 30) });

        // INV-1 is 7,200 with VAT and 51 days over; INV-2 is 3,500 and due in ten days.
        Assert.Equal([3500m, 0m, 7200m, 0m], figures.Receivables.Ages.Select(age => age.Outstanding));
    }

    [Fact]
    public async Task Progress_is_what_was_entered_else_cost_over_estimate_and_completed_projects_have_left()
    {
        var books = await BooksAsync();
        var (mill, park, barn, roofing, joinery) = (
            await books.ProjectAsync("Mill Lane"), await books.ProjectAsync("Park Road"), await books.ProjectAsync("Old Barn"), await books.PhaseAsync("Roofing"), await books.PhaseAsync("Joinery"));
        await database.Database.ChangeAsync(
            books.Organisation,
            "a test",
            async connection =>
            {
                // Mill Lane: roofing 6,000 + 2,000 of materials at 50 %, joinery 2,000 at nothing: 4,000 / 10,000.
                await EstimateAsync(connection, books.Organisation, mill, roofing, 2, 6000);
                await EstimateAsync(connection, books.Organisation, mill, roofing, 3, 2000);
                await EstimateAsync(connection, books.Organisation, mill, roofing, 1, 99000);
                await EstimateAsync(connection, books.Organisation, mill, joinery, 2, 2000);
                await RunAsync(connection, books.Organisation, mill, roofing, "INSERT INTO milestone.phase_progress VALUES ($1, $2, $3, 1, 50, '2026-06-01', '', 'a test', now())");
                // Park Road: 2,500 + 1,000 - 1,000 of costs over 5,000.
                await EstimateAsync(connection, books.Organisation, park, Guid.Empty, 2, 5000);
                // Old Barn is done.
                await EstimateAsync(connection, books.Organisation, barn, Guid.Empty, 2, 5000);
                await RunAsync(connection, books.Organisation, barn, barn, "INSERT INTO milestone.project_setting SELECT $1, $2, 1, '', 3, NULL, NULL, '', NULL, false, '', 'a test', now() WHERE $3::uuid IS NOT NULL");
                return true;
            },
            TestContext.Current.CancellationToken);

        var figures = await ReadAsync(books, query => query);

        Assert.Equal(
            [("Mill Lane", ProgressMeasure.Entered, 0.4m, 10000m, 5000m), ("Park Road", ProgressMeasure.Cost, 0.5m, 5000m, 2500m)],
            figures.Progress.Select(project => (project.Name, project.Measure, project.Fraction, project.EstimatedCost, project.Cost)));
    }

    [Fact]
    public async Task The_table_has_the_same_figures_and_adds_up_to_the_organisation()
    {
        var table = DashboardTable.Of(await ReadAsync(query => query with { Trend = TrendRange.ThreeMonths, Today = new DateOnly(2026, 6, 30) }), 0);

        string[] Row(string id) => [.. table.Rows.Single(row => row.Id == id).Cells.Skip(1).Select(cell => CellText.Of(cell, 0))];
        Assert.Equal(["9,000", "500", "9,500", "7,500", "2,000", "21.1%"], Row("now"));
        Assert.Equal(["4,000", "–", "4,000", "1,000", "3,000", "75.0%"], Row("before"));
        Assert.Equal(["5,000", "500", "5,500", "6,500", "(1,000)", ""], Row("change"));
        Assert.Equal(["–", "–", "–", "700", "(700)", "n/a"], Row("t-2026-06"));
        Assert.Equal(["9,000", "500", "9,500", "7,500", "2,000", "21.1%"], Row("trend"));
        Assert.Equal(["9,000", "500", "9,500", "7,500", "2,000", "21.1%"], Row("organisation"));
        Assert.Contains(table.Head.Notes, note => note.StartsWith("Customers owe 10,700 with VAT on 2 invoices as at 30 Jun 2026; 7,200 of it is overdue", StringComparison.Ordinal));
        Assert.All(table.Head.Checks, check => Assert.Equal((0m, 2000m), (check.Difference, check.Statement)));
        foreach (var format in ReportFormat.All)
            Assert.NotEmpty(await Written.As(format, table));
    }

    private async Task<ImportedBooks> BooksAsync()
    {
        var books = await ImportedBooks.NewAsync(database);
        await books.ImportAsync(XeroPayloads.Of(LedgerText.Read(Books)[^1].Book));
        return books;
    }

    private async Task<DashboardFigures> ReadAsync(Func<DashboardQuery, DashboardQuery> ask) => await ReadAsync(await BooksAsync(), ask);

    private async Task<DashboardFigures> ReadAsync(ImportedBooks books, Func<DashboardQuery, DashboardQuery> ask) =>
        await new DashboardReader(database.Database, new StatementReader(database.Database), new OpenInvoicesReader(database.Database))
            .ReadAsync(await books.OrganisationAsync(), ask(new DashboardQuery(Quarter) { Today = Quarter.To }), "a test", TestContext.Current.CancellationToken);

    private static Task EstimateAsync(NpgsqlConnection connection, Guid organisation, Guid project, Guid phase, short kind, decimal amount) => RunAsync(
        connection, organisation, project, phase, "INSERT INTO milestone.estimate VALUES ($1, gen_random_uuid(), 1, $2, $3, $4, $5, '2026-04-01', 3, '', 'a test', now())", kind, amount);

    private static async Task RunAsync(NpgsqlConnection connection, Guid organisation, Guid project, Guid phase, string sql, params object[] more)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in (object[])[organisation, project, phase, .. more])
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
