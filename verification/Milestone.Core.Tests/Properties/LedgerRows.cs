using Milestone.Testing.Oracle;
using Milestone.Testing.Postgres;
using Npgsql;
using Xunit;

namespace Milestone.Core.Tests.Properties;

/// <summary>One row of a ledger, by everything that tells rows apart but the line.</summary>
internal readonly record struct LedgerRow(bool Cash, DateOnly Date, Guid Account, string Project, string Phase, Guid Document);

/// <summary>A ledger as it stands: the sums of its postings, from the database and from the oracle, to be compared as a full outer join.</summary>
internal static class LedgerRows
{
    /// <summary>What the ledger of an organisation holds, read as the server's owner, past every policy and every query of the product.</summary>
    public static async Task<IReadOnlyDictionary<LedgerRow, decimal>> OfAsync(TemporaryDatabase database, Guid organisation)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(
            """
            SELECT p.basis, p.date, p.account_id, COALESCE(project.name, 'Unassigned'), COALESCE(phase.name, 'Unassigned'), p.document_id, sum(p.amount)
            FROM milestone.posting p
            LEFT JOIN milestone.tracking_option project
              ON project.organisation_id = p.organisation_id AND project.option_id = p.project_id AND project.to_batch IS NULL
            LEFT JOIN milestone.tracking_option phase
              ON phase.organisation_id = p.organisation_id AND phase.option_id = p.phase_id AND phase.to_batch IS NULL
            WHERE p.organisation_id = $1
            GROUP BY 1, 2, 3, 4, 5, 6
            HAVING sum(p.amount) <> 0
            """,
            connection)
        { Parameters = { new NpgsqlParameter<Guid> { TypedValue = organisation } } };
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var rows = new Dictionary<LedgerRow, decimal>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            var row = new LedgerRow(
                reader.GetInt16(0) == 1, reader.GetFieldValue<DateOnly>(1), reader.GetGuid(2), reader.GetString(3), reader.GetString(4), reader.GetGuid(5));
            rows.Add(row, reader.GetDecimal(6));
        }

        return rows;
    }

    /// <summary>What the oracle's ledger holds.</summary>
    public static IReadOnlyDictionary<LedgerRow, decimal> Of(IEnumerable<PlainPosting> postings) => postings
        .GroupBy(posting => new LedgerRow(posting.Cash, posting.Date, posting.Account, posting.Project, posting.Phase, Guid.Parse(posting.Document)))
        .Select(group => (group.Key, Amount: group.Sum(posting => posting.Amount)))
        .Where(row => row.Amount != 0)
        .ToDictionary(row => row.Key, row => row.Amount);

    /// <summary>Fails with every key on which the two differ, one a line: what was expected, what was received.</summary>
    public static void Equal<TKey>(IReadOnlyDictionary<TKey, decimal> expected, IReadOnlyDictionary<TKey, decimal> received)
        where TKey : notnull
    {
        var differences = expected.Keys.Union(received.Keys)
            .Select(key => (Key: key, Expected: expected.GetValueOrDefault(key), Received: received.GetValueOrDefault(key)))
            .Where(cell => cell.Expected != cell.Received)
            .Select(cell => FormattableString.Invariant($"{cell.Key}: expected {cell.Expected}, received {cell.Received}"))
            .Order(StringComparer.Ordinal)
            .ToList();
        Assert.True(differences.Count == 0, string.Join(Environment.NewLine, differences.Take(20)));
    }
}
