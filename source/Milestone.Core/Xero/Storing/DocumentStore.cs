using Milestone.Core.Ledger;
using Npgsql;
using NpgsqlTypes;

namespace Milestone.Core.Xero;

/// <summary>Stores documents: the newest version of each part, and then whatever their postings have become.</summary>
internal static class DocumentStore
{
    /// <summary>Stores documents of different ids within a batch.</summary>
    public static async Task<StoreCounts> StoreAsync(LedgerBatch batch, IReadOnlyList<SourceDocument> documents)
    {
        var stored = await VersionsAsync(batch, documents).ConfigureAwait(false);
        var taken = documents
            .Select(document => (Document: document, Parts: Versions.Decide(stored.GetValueOrDefault(document.Document.Id), document)))
            .Where(arriving => arriving.Parts.Anything)
            .ToList();
        var created = taken.Count(arriving => arriving.Parts.IsNew);
        var counts = new StoreCounts(created, taken.Count - created, documents.Count - taken.Count);
        if (taken.Count == 0)
            return counts;

        batch.Change();
        await CopyDocumentsAsync(batch, taken.Where(arriving => arriving.Parts.Header).Select(arriving => arriving.Document)).ConfigureAwait(false);
        await MergeDocumentsAsync(batch, taken).ConfigureAwait(false);
        var unclaimed = await ClaimStore.ReplaceAsync(
            batch,
            [.. taken.Where(arriving => arriving.Parts.Claims).Select(arriving => new Claimant(arriving.Document.Document.Id, arriving.Document.UpdatedUtc, arriving.Document.Claims))])
            .ConfigureAwait(false);
        await ClaimStore.PostAffectedAsync(batch, [.. taken.Select(arriving => arriving.Document.Document.Id), .. unclaimed]).ConfigureAwait(false);
        return counts;
    }

    private static async Task<Dictionary<Guid, StoredVersions>> VersionsAsync(LedgerBatch batch, IReadOnlyList<SourceDocument> documents)
    {
        await using var command = batch.Command("Xero/Storing/Sql/versions.sql");
        command.Parameters.AddWithValue("documents", documents.Select(document => document.Document.Id).ToArray());
        await using var reader = await command.ExecuteReaderAsync(batch.Cancellation).ConfigureAwait(false);
        var stored = new Dictionary<Guid, StoredVersions>();
        while (await reader.ReadAsync(batch.Cancellation).ConfigureAwait(false))
        {
            stored.Add(reader.GetGuid(0), new StoredVersions(
                reader.GetFieldValue<DateTimeOffset>(1),
                reader.IsDBNull(2) ? null : reader.GetFieldValue<DateTimeOffset>(2),
                reader.IsDBNull(3) ? null : reader.GetFieldValue<DateTimeOffset>(3),
                reader.GetFieldValue<byte[]>(4)));
        }

        return stored;
    }

    private static async Task CopyDocumentsAsync(LedgerBatch batch, IEnumerable<SourceDocument> documents)
    {
        var contacts = new List<(SourceContact Contact, DateTimeOffset UpdatedUtc)>();
        var copy = await batch.Connection.BeginBinaryImportAsync(
            """
            COPY incoming_document
            (
              document_id, kind, status, date, due_date, number, reference, contact_id, currency, currency_rate, tax_inclusive,
              total, cis_deduction, fully_paid_on, counts_on_cash, prepayment_id, updated_utc, hash, raw
            ) FROM STDIN (FORMAT BINARY)
            """,
            batch.Cancellation).ConfigureAwait(false);
        await using (copy)
        {
            foreach (var source in documents)
            {
                if (source.Contact is not null)
                    contacts.Add((source.Contact, source.UpdatedUtc));
                var document = source.Document;
                await copy.WriteRowAsync(
                    batch.Cancellation,
                    document.Id, (short)document.Kind, document.Status, document.Date, (object?)source.DueDate ?? DBNull.Value, source.Number, source.Reference,
                    (object?)source.Contact?.Id ?? DBNull.Value, source.Currency, document.CurrencyRate, document.TaxInclusive, document.Total, document.CisDeduction,
                    (object?)document.FullyPaidOn ?? DBNull.Value, document.CountsOnCash, (object?)document.PrepaymentId ?? DBNull.Value,
                    source.UpdatedUtc, source.Hash, source.Raw).ConfigureAwait(false);
            }

            await copy.CompleteAsync(batch.Cancellation).ConfigureAwait(false);
        }

        await ContactStore.CopyAsync(batch, contacts.Select(named => new SourceParty(named.Contact.Id, named.Contact.Name, "SEEN", named.UpdatedUtc))).ConfigureAwait(false);
    }

    private static async Task MergeDocumentsAsync(LedgerBatch batch, List<(SourceDocument Document, Taken Parts)> taken)
    {
        List<SourceDocument> lined = [.. taken.Where(arriving => arriving.Parts.Lines).Select(arriving => arriving.Document)];
        var copy = await batch.Connection.BeginBinaryImportAsync(
            "COPY incoming_line (document_id, line_id, position, description, account_id, account_code, amount, tax, tracking) FROM STDIN (FORMAT BINARY)",
            batch.Cancellation).ConfigureAwait(false);
        await using (copy)
        {
            foreach (var document in lined)
            {
                foreach (var line in document.Document.Lines)
                    await CopyLineAsync(copy, document.Document.Id, line, batch.Cancellation).ConfigureAwait(false);
            }

            await copy.CompleteAsync(batch.Cancellation).ConfigureAwait(false);
        }

        await using var merge = batch.Command("Xero/Storing/Sql/merge-documents.sql");
        merge.Parameters.AddWithValue("lined", lined.Select(document => document.Document.Id).ToArray());
        merge.Parameters.AddWithValue("linedUtc", lined.Select(document => document.UpdatedUtc).ToArray());
        merge.Parameters.AddWithValue("relined", taken.Where(arriving => arriving.Parts is { Lines: true, IsNew: false }).Select(arriving => arriving.Document.Document.Id).ToArray());
        await merge.ExecuteNonQueryAsync(batch.Cancellation).ConfigureAwait(false);
    }

    private static async Task CopyLineAsync(NpgsqlBinaryImporter copy, Guid document, DocumentLine line, CancellationToken cancellation)
    {
        await copy.StartRowAsync(cancellation).ConfigureAwait(false);
        await copy.WriteAsync(document, NpgsqlDbType.Uuid, cancellation).ConfigureAwait(false);
        await copy.WriteAsync(line.Id, NpgsqlDbType.Uuid, cancellation).ConfigureAwait(false);
        await copy.WriteAsync(line.Position, NpgsqlDbType.Integer, cancellation).ConfigureAwait(false);
        await copy.WriteAsync(line.Description, NpgsqlDbType.Text, cancellation).ConfigureAwait(false);
        await copy.WriteNullableAsync(line.AccountId, NpgsqlDbType.Uuid, cancellation).ConfigureAwait(false);
        await copy.WriteNullableAsync(line.AccountCode, NpgsqlDbType.Text, cancellation).ConfigureAwait(false);
        await copy.WriteAsync(line.Amount, NpgsqlDbType.Numeric, cancellation).ConfigureAwait(false);
        await copy.WriteAsync(line.Tax, NpgsqlDbType.Numeric, cancellation).ConfigureAwait(false);
        await copy.WriteNullableAsync(LineTrackingJson.Write(line.Tracking), NpgsqlDbType.Jsonb, cancellation).ConfigureAwait(false);
    }
}

/// <summary>What storing did with some records.</summary>
internal readonly record struct StoreCounts(long Created, long Changed, long Unchanged)
{
    public static StoreCounts operator +(StoreCounts a, StoreCounts b) => new(a.Created + b.Created, a.Changed + b.Changed, a.Unchanged + b.Unchanged);
}
