using Milestone.Core.Ledger;
using Milestone.Core.Organisations;
using Milestone.Core.Storage;
using Milestone.Core.Values;
using Npgsql;

namespace Milestone.Core.Reconciliation;

/// <summary>
/// What documents that count for nothing yet would post: drafts and submitted ones, which Xero does not count either, and those that wait here, which it
/// does. Amounts are worked out by the ledger's own rules.
/// </summary>
internal static class PendingReader
{
    private const int MostDocuments = 500;

    /// <summary>The documents of these days, and what the waiting ones would post, by day and account; only accrual is told.</summary>
    public static Task<(List<PendingDocument> Documents, List<(DateOnly Date, Guid Account, decimal Effect)> Waiting)> ReadAsync(
        MilestoneDatabase database, Guid organisation, LedgerSource source, Period days, CancellationToken cancellation) => database.SnapshotAsync(
        organisation,
        async connection =>
        {
            var heads = await HeadsAsync(connection, organisation, days, cancellation).ConfigureAwait(false);
            var chart = await ChartReader.ReadAsync(connection, organisation, source, cancellation).ConfigureAwait(false);
            var documents = new List<PendingDocument>();
            var waiting = new List<(DateOnly, Guid, decimal)>();
            foreach (var read in await DocumentReader.ReadAsync(connection, organisation, [.. heads.Keys], cancellation).ConfigureAwait(false))
            {
                var (document, rule) = (read.Document, DocumentRule.Of(read.Document.Kind, source));
                if (rule.Effect == 0)
                    continue;
                List<DocumentLine> lines = [.. document.Lines.Where(line => line.Amount != 0 || line.Tax != 0)];
                var amounts = BaseAmounts.Of(document, lines, line => AccountOf(chart, line));
                var effects = lines.Index().Where(line => IsProfitOrUnknown(chart, line.Item)).Select(line => (Account: AccountOf(chart, line.Item), Effect: rule.Effect * amounts[line.Index])).ToList();
                var (number, contact) = heads[document.Id];
                documents.Add(new PendingDocument(
                    document.Id, DocumentKindName.Of(document.Kind), number, contact, document.Date, read.WaitsFor is { } what ? $"waits for {what}" : document.Status.ToLowerInvariant(), read.WaitsFor is not null,
                    lines.Count == 0 && document.Total != 0 ? null : effects.Sum(effect => effect.Effect)));
                if (read.WaitsFor is not null)
                    waiting.AddRange(effects.Select(effect => (document.Date, effect.Account, effect.Effect)));
            }

            return (documents.OrderByDescending(document => document.IsWaiting).ThenBy(document => document.Date).ToList(), waiting);
        },
        cancellation);

    private static async Task<Dictionary<Guid, (string Number, string Contact)>> HeadsAsync(NpgsqlConnection connection, Guid organisation, Period days, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(SqlText.Of("Reconciliation/Sql/PendingDocuments.sql"), connection);
        command.Parameters.AddWithValue("organisation", organisation);
        command.Parameters.AddWithValue("first", days.From);
        command.Parameters.AddWithValue("last", days.To);
        command.Parameters.AddWithValue("most", MostDocuments);
        var heads = new Dictionary<Guid, (string, string)>();
        await using var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
            heads.Add(reader.GetGuid(0), (reader.GetString(1) is { Length: > 0 } number ? number : reader.GetString(2), reader.GetString(3)));
        return heads;
    }

    // A line whose account is not in the chart goes by the id that Xero gave, which is the one in its report.
    private static Guid AccountOf(Chart chart, DocumentLine line) => chart.AccountOf(line)?.Id ?? line.AccountId ?? Guid.Empty;

    private static bool IsProfitOrUnknown(Chart chart, DocumentLine line) => chart.AccountOf(line) is null or { Section: not null };
}
