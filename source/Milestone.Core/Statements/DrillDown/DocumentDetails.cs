using Milestone.Core.Access;
using Milestone.Core.Ledger;
using Milestone.Core.Organisations;
using Milestone.Core.Storage;
using Npgsql;

namespace Milestone.Core.Statements;

/// <summary>Reads one document as a page shows it.</summary>
internal static class DocumentDetails
{
    public static Task<DocumentDetail?> ReadAsync(MilestoneDatabase database, Guid organisation, Guid id, CancellationToken cancellation) => database.SnapshotAsync(
        organisation,
        async connection =>
        {
            var read = await DocumentReader.ReadAsync(connection, organisation, [id], cancellation).ConfigureAwait(false);
            if (read.Count == 0)
                return null;
            var document = read[0].Document;

            await using var command = new NpgsqlCommand(SqlText.Of("Statements/Sql/Document.sql"), connection);
            command.Parameters.AddWithValue("organisation", organisation);
            command.Parameters.AddWithValue("document", id);
            Header header;
            var posted = new Dictionary<Guid, decimal>();
            var history = new List<DocumentHistoryEntry>();
            var names = new Dictionary<Guid, string>();
            await using (var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false))
            {
                await reader.ReadAsync(cancellation).ConfigureAwait(false);
                header = HeaderOf(reader);
                await reader.NextResultAsync(cancellation).ConfigureAwait(false);
                while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
                    posted.Add(reader.GetGuid(0), reader.GetDecimal(1));
                await reader.NextResultAsync(cancellation).ConfigureAwait(false);
                while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
                    history.Add(new DocumentHistoryEntry(reader.GetInt64(0), reader.GetFieldValue<DateTimeOffset>(1), reader.GetDecimal(2)));
                await reader.NextResultAsync(cancellation).ConfigureAwait(false);
                while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
                    names[reader.GetGuid(0)] = reader.GetString(1);
            }

            var chart = await ChartReader.ReadAsync(connection, organisation, header.Source, cancellation).ConfigureAwait(false);
            var lines = document.Lines.Where(line => ReaderScope.LimitIn(organisation)?.Contains(chart.PlaceOf(line).Project) ?? true).ToList();
            return (DocumentDetail?)new DocumentDetail(
                id,
                DocumentKindName.Of(document.Kind),
                document.Status,
                header.Number,
                header.Contact,
                document.Date,
                header.DueDate,
                header.Currency,
                document.CurrencyRate,
                document.Total,
                XeroLink.To(document.Kind, id, header.ShortCode),
                [.. lines.Select(line => Line(document, line, chart, posted, names))])
            {
                Settlements = [.. document.Settlements.Select(settlement => new SettlementDetail(settlement.Date, Word(settlement.Kind), settlement.Amount))],
                History = history,
                Waiting = header.WaitsFor,
                OtherLines = document.Lines.Count - lines.Count,
            };
        },
        cancellation);

    private static Header HeaderOf(NpgsqlDataReader row) => new(
        row.GetString(2) is { Length: > 0 } number ? number : row.GetString(3),
        row.GetString(4),
        row.IsDBNull(6) ? null : row.GetFieldValue<DateOnly>(6),
        row.GetString(7) is { Length: > 0 } currency ? currency : row.GetString(12),
        row.IsDBNull(11) ? null : row.GetString(11),
        row.IsDBNull(13) ? null : row.GetString(13),
        (LedgerSource)row.GetInt16(14));

    private static DocumentLineDetail Line(Document document, DocumentLine line, Chart chart, Dictionary<Guid, decimal> posted, Dictionary<Guid, string> names)
    {
        var account = chart.AccountOf(line);
        var (project, phase) = chart.PlaceOf(line);
        return new DocumentLineDetail(
            line.Id,
            line.Description,
            account is null ? line.AccountCode ?? "" : $"{account.Code} {account.Name}".Trim(),
            NameOf(project, names),
            NameOf(phase, names),
            document.TaxInclusive ? line.Amount - line.Tax : line.Amount,
            line.Tax,
            posted.GetValueOrDefault(line.Id));
    }

    private static string NameOf(Guid id, Dictionary<Guid, string> names) => id == Unassigned.Id ? Unassigned.Label : names.GetValueOrDefault(id, id.ToString("D"));

    private static string Word(SettlementKind kind) => kind switch
    {
        SettlementKind.CreditNote => "Credit note",
        SettlementKind.Prepayment => "Prepayment",
        SettlementKind.Overpayment => "Overpayment",
        _ => "Payment",
    };

    private sealed record Header(string Number, string Contact, DateOnly? DueDate, string Currency, string? WaitsFor, string? ShortCode, LedgerSource Source);
}
