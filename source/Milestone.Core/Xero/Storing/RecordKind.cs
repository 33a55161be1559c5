using System.Globalization;
using System.Text.Json;
using Milestone.Core.Ledger;

namespace Milestone.Core.Xero;

/// <summary>A record that could not be read, as it is kept.</summary>
internal sealed record KeptRejection(string Kind, string Record, string Reason, string Raw);

/// <summary>Some records of one kind, read and ready to be stored in one transaction.</summary>
internal sealed record RecordChunk(RecordKind Kind, int Received, IReadOnlyList<KeptRejection> Rejected, Func<LedgerBatch, Task<StoreCounts>> StoreAsync);

/// <summary>One kind of record: how it is read and where it is stored. All kinds are listed here.</summary>
internal abstract class RecordKind(string name, string idField)
{
    // Bounds a transaction and its memory; large enough that its fixed costs do not matter.
    private const int MostRecords = 500;

    private static readonly RecordKind[] All =
    [
        Of("Organisations", "OrganisationID", XeroReference.Organisation, organisation => DerivedId.Of(organisation.XeroId ?? ""), EachAsync<SourceOrganisation>(ReferenceStore.StoreAsync)),
        Of("Accounts", "AccountID", XeroReference.Account, account => account.Id, AccountStore.StoreAsync),
        Of("TrackingCategories", "TrackingCategoryID", XeroReference.TrackingCategory, category => category.Id, TrackingStore.StoreAsync),
        Of("Contacts", "ContactID", XeroReference.Contact, contact => contact.Id, ContactStore.StoreAsync),
        Of("Invoices", "InvoiceID", XeroDocuments.Invoice, document => document.Document.Id, DocumentStore.StoreAsync),
        Of("CreditNotes", "CreditNoteID", XeroDocuments.CreditNote, document => document.Document.Id, DocumentStore.StoreAsync),
        Of("BankTransactions", "BankTransactionID", XeroDocuments.BankTransaction, document => document.Document.Id, DocumentStore.StoreAsync),
        Of("ManualJournals", "ManualJournalID", XeroDocuments.ManualJournal, document => document.Document.Id, DocumentStore.StoreAsync),
        Of("Payments", "PaymentID", XeroSettlements.Payment, payment => payment.Id, PaymentStore.StoreAsync),
        Of("Prepayments", "PrepaymentID", XeroDocuments.Prepayment, document => document.Document.Id, DocumentStore.StoreAsync),
        Of("Overpayments", "OverpaymentID", XeroDocuments.Overpayment, document => document.Document.Id, DocumentStore.StoreAsync),
        Of("PurchaseOrders", "PurchaseOrderID", XeroDocuments.PurchaseOrder, document => document.Document.Id, DocumentStore.StoreAsync),
        Of("Budgets", "BudgetID", XeroBudget.Read, budget => budget.Id, EachAsync<SourceBudget>(ReferenceStore.StoreAsync)),
        Of("Journals", "JournalID", XeroDocuments.Journal, document => document.Document.Id, DocumentStore.StoreAsync),
        Of("Reports", "ReportID", XeroReport.Read, report => report.Id, EachAsync<SourceReport>(ReferenceStore.StoreAsync)),
    ];

    public string Name => name;

    protected string IdField => idField;

    /// <summary>The kind that Xero sends in the array of this name.</summary>
    public static RecordKind Named(string name) => All.Single(kind => kind.Name == name);

    /// <summary>Reads records in chunks, each with no id twice; what cannot be read is rejected with its reason.</summary>
    public abstract IEnumerable<RecordChunk> Read(IReadOnlyList<EnvelopedRecord> records);

    private static RecordKind<T> Of<T>(string name, string idField, Func<XeroRecord, T> read, Func<T, Guid> id, Func<LedgerBatch, IReadOnlyList<T>, Task<StoreCounts>> store) =>
        new(name, idField, MostRecords, read, id, store);

    private static Func<LedgerBatch, IReadOnlyList<T>, Task<StoreCounts>> EachAsync<T>(Func<LedgerBatch, T, Task<StoreCounts>> store) => async (batch, records) =>
    {
        var counts = default(StoreCounts);
        foreach (var record in records)
            counts += await store(batch, record).ConfigureAwait(false);
        return counts;
    };
}

/// <summary>A kind of record, read as <typeparamref name="T"/>.</summary>
internal sealed class RecordKind<T>(
    string name, string idField, int mostRecords, Func<XeroRecord, T> read, Func<T, Guid> id, Func<LedgerBatch, IReadOnlyList<T>, Task<StoreCounts>> store)
    : RecordKind(name, idField)
{
    public override IEnumerable<RecordChunk> Read(IReadOnlyList<EnvelopedRecord> records)
    {
        var readable = new Dictionary<Guid, T>();
        var rejected = new List<KeptRejection>();
        for (var position = 0; position < records.Count; position++)
        {
            var (record, rejection) = TryRead(records[position], position);
            if (rejection is not null)
                rejected.Add(rejection);
            else if (!readable.TryAdd(id(record!), record!))
            {
                yield return Chunk(readable, rejected);
                readable = new Dictionary<Guid, T> { [id(record!)] = record! };
                rejected = [];
            }

            if (readable.Count + rejected.Count == mostRecords)
            {
                yield return Chunk(readable, rejected);
                readable = [];
                rejected = [];
            }
        }

        if (readable.Count + rejected.Count > 0)
            yield return Chunk(readable, rejected);
    }

    private RecordChunk Chunk(Dictionary<Guid, T> readable, List<KeptRejection> rejected) =>
        new(this, readable.Count + rejected.Count, rejected, batch => readable.Count == 0 ? Task.FromResult(default(StoreCounts)) : store(batch, [.. readable.Values]));

    private (T? Record, KeptRejection? Rejection) TryRead(EnvelopedRecord enveloped, int position)
    {
        var json = enveloped.Record;
        if (json.ValueKind != JsonValueKind.Object)
            return (default, Reject(json, position, "The record is not an object. Send it as Xero returns it."));
        try
        {
            return (read(new XeroRecord(json, answeredUtc: enveloped.AnsweredUtc)), null);
        }
        catch (RejectedRecordException rejection)
        {
            return (default, Reject(json, position, rejection.Message));
        }
        catch (InvalidOperationException)
        {
            // A text with a broken escape such as half a surrogate pair: JSON, but not a string.
            return (default, Reject(json, position, "A text in the record is not valid Unicode. Correct it in Xero and send the record again."));
        }
    }

    private KeptRejection Reject(JsonElement json, int position, string reason) => new(Name, Label(json, position), reason, json.GetRawText());

    private string Label(JsonElement json, int position)
    {
        var number = string.Create(CultureInfo.InvariantCulture, $"#{position + 1}");
        if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty(IdField, out var value) || value.ValueKind != JsonValueKind.String)
            return number;
        try
        {
            return value.GetString() is { Length: > 0 and <= 100 } text ? text.Replace("\0", "", StringComparison.Ordinal) : number;
        }
        catch (InvalidOperationException)
        {
            return number;
        }
    }
}
