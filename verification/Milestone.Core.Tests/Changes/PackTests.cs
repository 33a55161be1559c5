using System.Text;
using Milestone.Core.Changes;
using Milestone.Core.Reporting;
using Milestone.Core.Reporting.Json;
using Milestone.Core.Statements;
using Milestone.Core.Tests.Reporting;
using Milestone.Core.Values;
using Milestone.Testing.Postgres;
using Npgsql;
using Xunit;

namespace Milestone.Core.Tests.Changes;

/// <summary>A pack is what was issued, for good. The figures of the books are worked out in <see cref="ChangedBooks"/>.</summary>
public sealed class PackTests(TemporaryDatabase database) : IClassFixture<TemporaryDatabase>
{
    private static readonly StatementQuery April = new(new Period(new DateOnly(2026, 4, 1), new DateOnly(2026, 4, 30)));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private PackCatalogue Packs => new(database.Database);

    [Fact]
    public async Task A_pack_drawn_later_is_the_statement_of_its_day_in_every_format_whatever_came_after()
    {
        var books = await ChangedBooks.StartAsync(database);
        var query = April with { Columns = StatementColumns.Project, Compare = 1, Variance = true, PercentOfIncome = true };
        var statement = await books.Books.StatementAsync(query);
        var pack = await Packs.IssueAsync(books.Books.Organisation, "  April 2026 ", query, moneyDecimals: 0, "a test", Cancellation);
        await books.GoOnAsync();
        await books.RenameBetaAsync("Beta House");
        Assert.Equal(544.00m, (await books.Books.StatementAsync(query)).Summary(Section.NetProfit).Total);

        var issued = await Packs.ReadAsync(books.Books.Organisation, pack.Id, Cancellation);
        Assert.NotNull(issued);
        Assert.Equal(("April 2026", 1L, 1L, books.First, 475.00m), (issued.Pack.Name, issued.Pack.Number, issued.Pack.Version, issued.Pack.Batch, issued.Pack.NetProfit));
        Assert.Equal(query, issued.Pack.Query);
        Assert.Equal(Encoding.UTF8.GetString(StatementJson.Of(statement)), issued.Statement);
        var asShown = StatementTable.Of(statement, moneyDecimals: 0);
        var table = asShown with { Head = asShown.Head with { Notes = issued.Table.Head.Notes } };
        foreach (var format in ReportFormat.All)
            Assert.Equal(await Written.As(format, table), await Written.As(format, issued.Table));
        Assert.StartsWith("Issued as the pack \"April 2026\"", issued.Table.Head.Notes[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_statement_says_how_its_pack_stands()
    {
        var books = await ChangedBooks.StartAsync(database);
        Assert.Null(await Packs.StandingAsync(books.Books.Organisation, April, Cancellation));
        var pack = await Packs.IssueAsync(books.Books.Organisation, "April 2026", April, 2, "a test", Cancellation);
        var fresh = await Packs.StandingAsync(books.Books.Organisation, April, Cancellation);
        Assert.True(fresh!.IsFinal);

        await books.GoOnAsync();
        var standing = await Packs.StandingAsync(books.Books.Organisation, April, Cancellation);
        Assert.Equal((pack.Id, 0L, 5L, 69.00m, 2L), (standing!.Pack.Id, standing.Others, standing.ChangedDocuments, standing.Effect, standing.ChartChanges));
        Assert.False(standing.IsFinal);

        // Another basis, another filter, days that do not meet, an earlier state: other statements, which this pack says nothing of.
        Assert.Null(await Packs.StandingAsync(books.Books.Organisation, April with { Basis = Basis.Cash }, Cancellation));
        Assert.Null(await Packs.StandingAsync(books.Books.Organisation, April with { Project = await books.Books.ProjectAsync("Beta") }, Cancellation));
        Assert.Null(await Packs.StandingAsync(books.Books.Organisation, new StatementQuery(Period.MonthOf(new DateOnly(2026, 5, 1))), Cancellation));
        Assert.Null(await Packs.StandingAsync(books.Books.Organisation, April with { AsKnownAt = books.First }, Cancellation));
        Assert.NotNull(await Packs.StandingAsync(books.Books.Organisation, new StatementQuery(new Period(new DateOnly(2026, 4, 30), new DateOnly(2027, 3, 31))), Cancellation));
    }

    [Fact]
    public async Task The_pack_of_the_very_days_is_meant_before_a_newer_one_that_only_meets_them()
    {
        var books = await ChangedBooks.StartAsync(database);
        var exact = await Packs.IssueAsync(books.Books.Organisation, "April", April, 2, "a test", Cancellation);
        var year = await Packs.IssueAsync(books.Books.Organisation, "Year", new StatementQuery(new Period(new DateOnly(2026, 4, 1), new DateOnly(2027, 3, 31))), 2, "a test", Cancellation);

        var standing = await Packs.StandingAsync(books.Books.Organisation, April, Cancellation);
        Assert.Equal((exact.Id, 1L), (standing!.Pack.Id, standing.Others));
        Assert.Equal([year.Id, exact.Id], (await Packs.ListAsync(books.Books.Organisation, Cancellation)).Select(pack => pack.Id));
        Assert.Equal((1L, 2L), (exact.Number, year.Number));
    }

    [Fact]
    public async Task A_withdrawn_pack_stays_to_be_read_frees_its_name_and_stands_for_nothing()
    {
        var books = await ChangedBooks.StartAsync(database);
        var organisation = books.Books.Organisation;
        var pack = await Packs.IssueAsync(organisation, "April", April, 2, "Ann", Cancellation);
        var before = (await Packs.ReadAsync(organisation, pack.Id, Cancellation))!;
        var taken = await Assert.ThrowsAsync<ProblemException>(() => Packs.IssueAsync(organisation, "APRIL", April, 2, "Ann", Cancellation));
        Assert.Equal((ProblemKind.Conflict, "name"), (taken.Kind, taken.Field));

        var withdrawn = await Packs.WithdrawAsync(organisation, pack.Id, 1, "Wrong month", "Ben", Cancellation);
        Assert.Equal((2L, "Ben", "Wrong month"), (withdrawn.Version, withdrawn.Withdrawn!.By, withdrawn.Withdrawn.Why));
        Assert.Null(await Packs.StandingAsync(organisation, April, Cancellation));
        Assert.Equal(2L, (await Packs.IssueAsync(organisation, "April", April, 2, "Ann", Cancellation)).Number);
        var after = (await Packs.ReadAsync(organisation, pack.Id, Cancellation))!;
        Assert.Equal(before.Statement, after.Statement);
        Assert.Equal("Wrong month", after.Pack.Withdrawn?.Why);

        var again = await Assert.ThrowsAsync<ProblemException>(() => Packs.WithdrawAsync(organisation, pack.Id, 1, "Once more", "Cay", Cancellation));
        Assert.Equal((ProblemKind.Stale, 2L), (again.Kind, Assert.IsType<Pack>(again.Current).Version));
        var twice = await Assert.ThrowsAsync<ProblemException>(() => Packs.WithdrawAsync(organisation, pack.Id, 2, "Once more", "Cay", Cancellation));
        Assert.Equal(ProblemKind.Conflict, twice.Kind);
    }

    [Theory]
    [InlineData("", "name")]
    [InlineData("   ", "name")]
    public async Task A_pack_without_a_name_is_refused(string name, string field)
    {
        var books = await ChangedBooks.StartAsync(database);
        var refused = await Assert.ThrowsAsync<ProblemException>(() => Packs.IssueAsync(books.Books.Organisation, name, April, 2, "Ann", Cancellation));
        Assert.Equal((ProblemKind.Invalid, field), (refused.Kind, refused.Field));
        Assert.Empty(await Packs.ListAsync(books.Books.Organisation, Cancellation));
    }

    [Fact]
    public async Task Packs_issued_at_once_are_numbered_without_a_gap()
    {
        var books = await ChangedBooks.StartAsync(database);
        var packs = await Task.WhenAll(Enumerable.Range(1, 6).Select(number => Packs.IssueAsync(books.Books.Organisation, $"Pack {number}", April, 2, "Ann", Cancellation)));
        Assert.Equal([1, 2, 3, 4, 5, 6], packs.Select(pack => pack.Number).Order());
    }

    [Theory]
    [InlineData("UPDATE milestone.pack SET name = 'another'")]
    [InlineData("UPDATE milestone.pack SET net_profit = 1")]
    [InlineData("UPDATE milestone.pack SET query = '{}'")]
    [InlineData("UPDATE milestone.pack_drawing SET drawn = '{}'")]
    [InlineData("UPDATE milestone.pack_drawing SET statement = '{}'")]
    [InlineData("DELETE FROM milestone.pack_drawing")]
    [InlineData("DELETE FROM milestone.pack")]
    public async Task PostgreSQL_itself_refuses_to_change_what_was_issued(string sql)
    {
        var books = await ChangedBooks.StartAsync(database);
        await Packs.IssueAsync(books.Books.Organisation, "April", April, 2, "Ann", Cancellation);
        var settings = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Options = $"-c role=milestone_app -c milestone.organisation_id={books.Books.Organisation}", Pooling = false };
        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync(Cancellation);
        await using var command = new NpgsqlCommand(sql, connection);
        Assert.Equal("42501", (await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync(Cancellation))).SqlState);
    }

    [Fact]
    public async Task Issuing_and_withdrawing_are_audited_without_the_drawing()
    {
        var books = await ChangedBooks.StartAsync(database);
        var pack = await Packs.IssueAsync(books.Books.Organisation, "April", April, 2, "Ann", Cancellation);
        await Packs.WithdrawAsync(books.Books.Organisation, pack.Id, 1, "Wrong month", "Ben", Cancellation);
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync(Cancellation);
        await using var command = new NpgsqlCommand(
            "SELECT string_agg(actor || ' ' || action || ' ' || COALESCE(after ->> 'withdrawn_why', '-'), ', ' ORDER BY seq) FROM milestone.audit_entry WHERE organisation_id = $1 AND entity LIKE 'pack%'",
            connection)
        { Parameters = { new NpgsqlParameter<Guid> { TypedValue = books.Books.Organisation } } };
        Assert.Equal("Ann insert -, Ben update Wrong month", await command.ExecuteScalarAsync(Cancellation));
    }

    [Fact]
    public async Task A_table_comes_back_from_its_archive_to_the_last_digit()
    {
        var table = SampleTables.Quarter(moneyDecimals: 0);
        var back = TableArchive.Read(TableArchive.Write(table));
        foreach (var format in ReportFormat.All)
            Assert.Equal(await Written.As(format, table), await Written.As(format, back));
        Assert.Equal(TableArchive.Write(table), TableArchive.Write(back));
    }
}
