using Milestone.Core.Storage;
using Milestone.Testing.Postgres;
using Npgsql;
using NpgsqlTypes;
using Xunit;

namespace Milestone.Core.Tests.Statements;

/// <summary>
/// What batches posted is looked for day by day, and the index is asked for each day. Below row security PostgreSQL keeps from an index whatever calls a
/// function that is not leakproof, such as a cast: every day would then read all that the batches posted, which no figure shows.
/// </summary>
public sealed class PostingsOfBatchesTests(TemporaryDatabase database) : IClassFixture<TemporaryDatabase>
{
    [Theory]
    [InlineData("Statements/Sql/PostingsOfBatches.sql")]
    [InlineData("Statements/Sql/TieOutOfBatches.sql")]
    public async Task The_index_finds_a_day_for_a_reader_below_row_security(string sqlFile)
    {
        var plan = await database.Database.AskAsync(connection => PlanAsync(connection, sqlFile), TestContext.Current.CancellationToken);
        var condition = Assert.Single(plan, line => line.Contains("Index Cond:", StringComparison.Ordinal) && line.Contains("batch >=", StringComparison.Ordinal));
        Assert.Contains("(date = walked.day)", condition, StringComparison.Ordinal);
    }

    // In an empty table reading all of it is the cheapest: the question is what an index is asked for where one is used.
    private static async Task<List<string>> PlanAsync(NpgsqlConnection connection, string sqlFile)
    {
        await using var noScan = new NpgsqlCommand("SET enable_seqscan = off", connection);
        await noScan.ExecuteNonQueryAsync();
        await using var command = new NpgsqlCommand("EXPLAIN " + SqlText.Of(sqlFile), connection);
        Ask(command.Parameters);
        await using var reader = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await reader.ReadAsync())
            lines.Add(reader.GetString(0));
        return lines;
    }

    private static void Ask(NpgsqlParameterCollection parameters)
    {
        var (first, last) = (new DateOnly(2026, 4, 1), new DateOnly(2026, 10, 31));
        parameters.AddWithValue("organisation", Guid.NewGuid());
        parameters.AddWithValue("basis", (short)0);
        parameters.AddWithValue("batch", 64L);
        parameters.AddWithValue("firstBatch", 65L);
        parameters.AddWithValue("lastBatch", long.MaxValue);
        parameters.AddWithValue("byAccount", true);
        parameters.AddWithValue("byProject", false);
        parameters.AddWithValue("byPhase", false);
        parameters.Add(new NpgsqlParameter("project", NpgsqlDbType.Uuid) { Value = DBNull.Value });
        parameters.Add(new NpgsqlParameter("phase", NpgsqlDbType.Uuid) { Value = DBNull.Value });
        parameters.AddWithValue("monthNos", new[] { 0 });
        parameters.AddWithValue("monthFroms", new[] { first });
        parameters.AddWithValue("monthEnds", new[] { last });
        parameters.AddWithValue("wholeMonthFroms", new[] { first });
        parameters.AddWithValue("wholeMonthEnds", new[] { last });
    }
}
