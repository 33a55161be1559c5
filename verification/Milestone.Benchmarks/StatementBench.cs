using Milestone.Core.Statements;
using Milestone.Core.Storage;
using Milestone.Core.Values;
using Npgsql;

namespace Milestone.Benchmarks;

/// <summary>How long a statement takes from a ledger of ten million postings, not cached.</summary>
internal static class StatementBench
{
    private static readonly Period Year = new(new DateOnly(2024, 4, 1), new DateOnly(2025, 3, 31));

    public static async Task RunAsync(string server, BenchReport report)
    {
        var connectionString = await BenchDatabase.ReadyAsync(server, report);
        await using var database = MilestoneDatabase.Open(connectionString, TimeProvider.System);
        await using var plain = NpgsqlDataSource.Create(connectionString);
        var statements = new StatementReader(database);
        var byMonth = new StatementQuery(Year) { Columns = StatementColumns.Month };
        var cells = (await statements.ReadAsync(BenchDatabase.Organisation, byMonth, "bench", default)).Rows.Count(row => row.Kind == StatementRowKind.Item) * 12;
        report.Note($"A statement of {cells} cells, {BenchDatabase.Postings:N0} postings in the ledger.");

        var times = await Measure.MediansAsync(
            rounds: 40,
            calls: 5,
            () => RoundTripAsync(plain),
            () => statements.ReadAsync(BenchDatabase.Organisation, byMonth, "bench", default),
            () => statements.ReadAsync(BenchDatabase.SmallerOrganisation, byMonth, "bench", default),
            () => statements.ReadAsync(BenchDatabase.Organisation, byMonth with { Period = new Period(Year.From.AddDays(9), Year.To.AddDays(-3)) }, "bench", default),
            () => statements.ReadAsync(BenchDatabase.Organisation, byMonth with { Columns = StatementColumns.None, Compare = 12, Variance = true }, "bench", default));
        var slow = await Measure.MediansAsync(
            rounds: 4,
            calls: 1,
            () => FromPostingsAsync(plain),
            () => statements.ReadAsync(BenchDatabase.Organisation, byMonth with { AsKnownAt = BenchDatabase.Batches - 100 }, "bench", default),
            () => statements.ReadAsync(BenchDatabase.Organisation, byMonth with { AsKnownAt = BenchDatabase.Batches * 95 / 100 }, "bench", default),
            () => statements.ReadAsync(BenchDatabase.Organisation, byMonth with { AsKnownAt = BenchDatabase.Batches / 2 }, "bench", default),
            () => statements.ReadAsync(BenchDatabase.Organisation, byMonth with { AsKnownAt = 1 }, "bench", default),
            () => statements.ReadAsync(BenchDatabase.Organisation, byMonth with { Columns = StatementColumns.Project }, "bench", default),
            () => statements.ReadAsync(BenchDatabase.Organisation, byMonth with { Columns = StatementColumns.Phase }, "bench", default),
            () => statements.ReadAsync(BenchDatabase.Organisation, byMonth with { Rows = StatementRows.Project, Columns = StatementColumns.None }, "bench", default),
            () => statements.ReadAsync(BenchDatabase.Organisation, byMonth with { Rows = StatementRows.Project, Columns = StatementColumns.Phase }, "bench", default));

        report.Add("Statement, 12 months x 40 accounts, not cached", times[1], "ms", limit: 3, anchor: $"bare round trip ({times[0]:0.00} ms)", ratio: times[1] / times[0]);
        report.Add("  from a tenth of the postings: growth with ten times as many", times[1] / times[2], "times", limit: 1.3, anchor: $"one million postings ({times[2]:0.00} ms)", ratio: times[1] / times[2]);
        report.Add("  with ragged ends (days from postings)", times[3], "ms", anchor: $"whole months ({times[1]:0.00} ms)", ratio: times[3] / times[1]);
        report.Add("  one column and 12 comparatives", times[4], "ms", anchor: $"bare round trip ({times[0]:0.00} ms)", ratio: times[4] / times[0]);
        report.Add("  totals instead of postings: times faster", slow[0] / times[1], "times", anchor: $"the year from postings ({slow[0]:0} ms)", ratio: times[1] / slow[0]);
        report.Add("Statement as known at an earlier batch", slow[1], "ms", limit: 400, anchor: $"the year from postings ({slow[0]:0} ms)", ratio: slow[1] / slow[0]);
        report.Add("  a twentieth of the ledger later", slow[2], "ms", limit: 400, anchor: $"the year from postings ({slow[0]:0} ms)", ratio: slow[2] / slow[0]);
        report.Add("  half of the ledger later", slow[3], "ms", anchor: $"the year from postings ({slow[0]:0} ms)", ratio: slow[3] / slow[0]);
        report.Add("  nearly all of it later", slow[4], "ms", anchor: $"the year from postings ({slow[0]:0} ms)", ratio: slow[4] / slow[0]);
        report.Add("Statement by project", slow[5], "ms", anchor: $"the year from postings ({slow[0]:0} ms)", ratio: slow[5] / slow[0]);
        report.Add("Statement by build phase", slow[6], "ms", anchor: $"the year from postings ({slow[0]:0} ms)", ratio: slow[6] / slow[0]);
        report.Add("Rows of projects, the sections as columns", slow[7], "ms", anchor: $"the year from postings ({slow[0]:0} ms)", ratio: slow[7] / slow[0]);
        report.Add("Projects by build phases", slow[8], "ms", anchor: $"the year from postings ({slow[0]:0} ms)", ratio: slow[8] / slow[0]);
    }

    private static async Task RoundTripAsync(NpgsqlDataSource source)
    {
        await using var command = source.CreateCommand("SELECT 1");
        await command.ExecuteScalarAsync();
    }

    private static async Task FromPostingsAsync(NpgsqlDataSource source)
    {
        await using var command = source.CreateCommand(BenchDatabase.Sql("year-from-postings.sql"));
        command.CommandTimeout = 0;
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = BenchDatabase.Organisation });
        command.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = Year.From });
        command.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = Year.To });
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            _ = reader.GetDecimal(2);
        }
    }
}
