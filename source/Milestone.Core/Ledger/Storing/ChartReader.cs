using Milestone.Core.Organisations;
using Milestone.Core.Storage;
using Npgsql;

namespace Milestone.Core.Ledger;

/// <summary>Reads the chart of an organisation as it is now.</summary>
internal static class ChartReader
{
    public static async Task<Chart> ReadAsync(NpgsqlConnection connection, Guid organisation, LedgerSource source, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(SqlText.Of("Ledger/Storing/Sql/chart.sql"), connection);
        command.Parameters.AddWithValue("organisation", organisation);
        await using var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);

        var accounts = new List<Account>();
        while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
            accounts.Add(new Account(reader.GetGuid(0), reader.IsDBNull(1) ? null : reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetString(4)));

        await reader.NextResultAsync(cancellation).ConfigureAwait(false);
        var categories = new List<TrackedCategory>();
        while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
            categories.Add(new TrackedCategory(reader.GetGuid(0), reader.GetString(1), (TrackingRole)reader.GetInt16(2)));

        await reader.NextResultAsync(cancellation).ConfigureAwait(false);
        var options = new List<TrackedOption>();
        while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
            options.Add(new TrackedOption(reader.GetGuid(0), reader.GetGuid(1), reader.GetString(2)));

        return new Chart(source, accounts, categories, options);
    }
}
