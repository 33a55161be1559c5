using Milestone.Core.Statements;
using Milestone.Core.Values;
using Milestone.Testing.Books;
using Milestone.Testing.Postgres;
using Npgsql;
using Xunit;

namespace Milestone.Core.Tests.Statements;

/// <summary>
/// A statement as known at the newest batch is asked for, and the next import lands before its figures are read: they are those of the batch asked for.
/// The import is let in at exactly that moment: below row security every look at the batches passes a gate, whose first visitor waits for the test.
/// </summary>
public sealed class KnownWhileImportedTests(TemporaryDatabase database) : IClassFixture<TemporaryDatabase>
{
    private const string Gate = """
        CREATE SEQUENCE milestone.gate;
        GRANT USAGE ON SEQUENCE milestone.gate TO milestone_app;
        CREATE FUNCTION milestone.passes_gate() RETURNS boolean LANGUAGE plpgsql VOLATILE AS
          'BEGIN IF nextval(''milestone.gate'') = 1 THEN PERFORM pg_advisory_lock(42); PERFORM pg_advisory_unlock(42); END IF; RETURN true; END';
        CREATE POLICY gate ON milestone.batch AS RESTRICTIVE FOR SELECT TO milestone_app USING (milestone.passes_gate());
        """;

    private const string Waiting = "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND objid = 42 AND NOT granted)";

    private const string Books = """
        organisation GBP, year ends 31 March
        account 200 Sales REVENUE

        2026-04-10 invoice INV-1
          200  1,000.00

        import Another invoice
        2026-04-11 invoice INV-2
          200  500.00
        """;

    [Fact]
    public async Task An_import_that_lands_while_it_is_read_is_not_known_yet()
    {
        var stages = LedgerText.Read(Books);
        var books = await ImportedBooks.NewAsync(database);
        await books.ImportAsync(XeroPayloads.Of(stages[0].Book));
        var query = new StatementQuery(new Period(new DateOnly(2026, 4, 1), new DateOnly(2026, 4, 30))) { AsKnownAt = (await books.OrganisationAsync()).LastBatch };

        await using var keeper = new NpgsqlConnection(database.ConnectionString);
        await keeper.OpenAsync(TestContext.Current.CancellationToken);
        await RunAsync(keeper, Gate);
        await RunAsync(keeper, "SELECT pg_advisory_lock(42)");
        var reading = books.StatementAsync(query);
        while (!(bool)(await RunAsync(keeper, Waiting))!)
            Assert.False(reading.IsCompleted, "The statement was drawn without a look at the batches.");
        await books.ImportAsync(XeroPayloads.Of(stages[^1].Book));
        await RunAsync(keeper, "SELECT pg_advisory_unlock(42)");

        Assert.Equal(1_000m, (await reading).Summary(Section.NetProfit).Total);
        Assert.Equal(1_500m, (await books.StatementAsync(query with { AsKnownAt = null })).Summary(Section.NetProfit).Total);
    }

    private static async Task<object?> RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }
}
