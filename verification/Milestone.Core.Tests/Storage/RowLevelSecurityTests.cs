using Npgsql;
using Xunit;

namespace Milestone.Core.Tests.Storage;

/// <summary>What PostgreSQL itself refuses, whatever the program's own SQL forgets. Rule: architecture.md, The database.</summary>
public sealed class RowLevelSecurityTests(TwoOrganisations database) : IClassFixture<TwoOrganisations>
{
    private const string RowLevelViolation = "42501";

    [Fact]
    public async Task With_no_organisation_set_nothing_is_seen_in_any_table()
    {
        foreach (var table in await TablesOfOrganisationsAsync())
            Assert.Equal((table, 0L), (table, await CountAsync(null, table)));
    }

    [Fact]
    public async Task An_organisation_setting_that_is_empty_again_shows_nothing()
    {
        await using var connection = await database.OpenAsync("milestone_app", organisation: null);
        await using var command = new NpgsqlCommand("SELECT set_config('milestone.organisation_id', '', false); SELECT count(*) FROM milestone.posting", connection);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        Assert.True(await reader.NextResultAsync(TestContext.Current.CancellationToken));
        Assert.True(await reader.ReadAsync(TestContext.Current.CancellationToken));
        Assert.Equal(0L, reader.GetInt64(0));
    }

    [Fact]
    public async Task Without_a_where_only_the_own_rows_are_seen()
    {
        foreach (var table in await TablesOfOrganisationsAsync())
        {
            var foreign = await database.AsAppAsync(database.Mine, $"SELECT count(*) FROM milestone.{table} WHERE organisation_id <> '{database.Mine}'");
            Assert.Equal((table, 0L), (table, (long)foreign!));
        }

        foreach (var table in new[] { "organisation", "batch", "account", "document", "line", "posting", "monthly_total", "account_total", "rejected_record", "ingest_token", "audit_log" })
            Assert.True(await CountAsync(database.Mine, table) > 0, $"{table} has no row of its own, so the test above proves nothing about it.");
    }

    [Theory]
    [InlineData("INSERT INTO milestone.posting (organisation_id, batch, basis, date, account_id, project_id, phase_id, document_id, line_id, amount) VALUES ('{0}', 1, 0, '2026-04-01', '{0}', '{0}', '{0}', '{0}', '{0}', 1)")]
    [InlineData("INSERT INTO milestone.batch (organisation_id, batch, recorded_at, actor, action, postings) VALUES ('{0}', 2, now(), '', '', 0)")]
    [InlineData("INSERT INTO milestone.account_total VALUES ('{0}', 1, '2026-04-01', '{0}', 1)")]
    [InlineData("INSERT INTO milestone.line (organisation_id, document_id, line_id, position, description, amount, tax) VALUES ('{0}', '{0}', gen_random_uuid(), 1, '', 1, 0)")]
    public async Task A_row_of_another_organisation_cannot_be_written(string insert) =>
        Assert.Equal(RowLevelViolation, await database.RefusalAsync(database.Mine, string.Format(null, insert, database.Other)));

    [Theory]
    [InlineData("UPDATE milestone.organisation SET name = 'taken over' WHERE organisation_id = '{0}'")]
    [InlineData("UPDATE milestone.account_total SET amount = 0 WHERE organisation_id = '{0}'")]
    [InlineData("UPDATE milestone.document SET status = 'VOIDED' WHERE organisation_id = '{0}'")]
    [InlineData("DELETE FROM milestone.line WHERE organisation_id = '{0}'")]
    public async Task A_row_of_another_organisation_cannot_be_changed(string change)
    {
        await using var connection = await database.OpenAsync("milestone_app", database.Mine);
        await using var command = new NpgsqlCommand(string.Format(null, change, database.Other), connection);
        Assert.Equal(0, await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_row_cannot_be_moved_to_another_organisation() =>
        Assert.Equal(RowLevelViolation, await database.RefusalAsync(database.Mine, $"UPDATE milestone.account_total SET organisation_id = '{database.Other}'"));

    [Fact]
    public async Task Copying_into_a_protected_table_is_refused()
    {
        await using var connection = await database.OpenAsync("milestone_app", database.Mine);
        var refused = await Assert.ThrowsAsync<PostgresException>(async () =>
            await connection.BeginBinaryImportAsync("COPY milestone.posting (organisation_id, amount) FROM STDIN (FORMAT BINARY)", TestContext.Current.CancellationToken));
        Assert.Equal(PostgresErrorCodes.FeatureNotSupported, refused.SqlState);
    }

    [Fact]
    public async Task Copying_out_gives_only_the_own_rows()
    {
        await using var connection = await database.OpenAsync("milestone_app", database.Mine);
        using var reader = await connection.BeginTextExportAsync("COPY milestone.document TO STDOUT", TestContext.Current.CancellationToken);
        var copied = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.Contains(database.Mine.ToString(), copied, StringComparison.Ordinal);
        Assert.DoesNotContain(database.Other.ToString(), copied, StringComparison.Ordinal);
    }

    private async Task<long> CountAsync(Guid? organisation, string table) =>
        (long)(await database.AsAppAsync(organisation, $"SELECT count(*) FROM milestone.{table}"))!;

    private async Task<string[]> TablesOfOrganisationsAsync() => (string[])(await database.AsAppAsync(null,
        """
        SELECT array_agg(c.relname::text ORDER BY c.relname)
        FROM pg_class c
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'organisation_id'
        WHERE c.relnamespace = 'milestone'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm')
        """))!;
}
