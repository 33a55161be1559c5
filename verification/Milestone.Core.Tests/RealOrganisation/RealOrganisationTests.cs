using System.Globalization;
using Milestone.Core.Organisations;
using Milestone.Core.Statements;
using Milestone.Core.Tests.Properties;
using Milestone.Core.Values;
using Milestone.Testing.Books;
using Milestone.Testing.Oracle;
using Milestone.Testing.Postgres;
using Xunit;

namespace Milestone.Core.Tests.RealOrganisation;

/// <summary>A real organisation to the penny: 601 invoices and bills in three currencies, 1,685 journals, eighteen months.</summary>
public sealed class RealOrganisationTests(TemporaryDatabase database) : IClassFixture<TemporaryDatabase>
{
    private static readonly Period Eighteen = new(new DateOnly(2019, 10, 1), new DateOnly(2021, 3, 31));

    [Theory]
    [InlineData(LedgerSource.Documents, "520928.70", "invoices-month-account.csv", "month")]
    [InlineData(LedgerSource.Journals, "502151.89", "journals-month-account.csv", "date_month")]
    public async Task Every_month_of_every_account_is_right_and_a_second_import_changes_nothing(LedgerSource source, string profit, string file, string monthColumn)
    {
        var payloads = RealData.Payloads();
        var books = await ImportedBooks.NewAsync(database, source);
        await books.ImportAsync(payloads);

        var statement = await books.StatementAsync(new StatementQuery(Eighteen) { Columns = StatementColumns.Month });
        StatementCells.AddUp(statement);
        Assert.Equal(RealData.Amount(profit), statement.NetProfit());
        LedgerRows.Equal(ExpectedCells(file, monthColumn), MonthCells(statement));

        var again = await books.ImportAsync(payloads);
        Assert.Equal((0, 0, 0), (again.Created, again.Changed, again.Postings));
        Assert.Empty(again.Batches);
        var check = await books.VerifyAsync();
        Assert.True(check.Clean, string.Join("; ", check.Differences));
    }

    [Theory]
    [InlineData(LedgerSource.Documents, 520928.70)]
    [InlineData(LedgerSource.Journals, 502151.89)]
    public async Task Shuffled_pages_from_two_connections_at_once_give_the_ledger_of_the_oracle(LedgerSource source, decimal profit)
    {
        var payloads = RealData.Payloads().ToArray();
        new Random(20261123).Shuffle(payloads);
        var books = await ImportedBooks.NewAsync(database, source);
        await Task.WhenAll(books.ImportAsync(payloads[..(payloads.Length / 2)]), books.ImportAsync(payloads[(payloads.Length / 2)..]));

        var oracle = PlainLedger.Of(payloads.Select(payload => payload.Json), source == LedgerSource.Journals).Postings();
        Assert.Equal(profit, oracle.Where(posting => !posting.Cash).Sum(posting => posting.Amount));
        LedgerRows.Equal(LedgerRows.Of(oracle), await LedgerRows.OfAsync(database, books.Organisation));
    }

    [Fact]
    public async Task The_sections_of_the_journals_are_right_month_by_month()
    {
        var books = await ImportedBooks.NewAsync(database, LedgerSource.Journals);
        await books.ImportAsync(RealData.Payloads());
        var statement = await books.StatementAsync(new StatementQuery(Eighteen) { Columns = StatementColumns.Month });
        foreach (var row in RealData.Expected("journals-month-sections.csv"))
        {
            var at = statement.Columns.Index().Single(column => column.Item.Period.From.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) == row["date_month"]).Index;
            Assert.Equal(
                (row["date_month"], RealData.Amount(row["revenue"]), RealData.Amount(row["cost_of_sales"]), RealData.Amount(row["operating_expenses"]), RealData.Amount(row["net_profit"])),
                (row["date_month"], At(Section.Income), At(Section.CostOfSales), At(Section.Overheads), At(Section.NetProfit)));

            decimal At(Section section) => statement.Summary(section).Amounts[at]!.Value;
        }
    }

    private static Dictionary<(string Month, string Account), decimal> ExpectedCells(string file, string monthColumn) => RealData.Expected(file)
        .Where(row => RealData.Amount(row["net_amount"]) != 0)
        .ToDictionary(row => (row[monthColumn][..7], row["account_code"]), row => RealData.Amount(row["net_amount"]));

    private static Dictionary<(string Month, string Account), decimal> MonthCells(Statement statement)
    {
        var codes = statement.Rows.Where(row => row.Account is not null).ToDictionary(row => row.Account!.Id, row => row.Account!.Code!);
        return StatementCells.Of(statement).ToDictionary(cell => (cell.Key.Column[..7], codes[cell.Key.Account]), cell => cell.Value);
    }
}
