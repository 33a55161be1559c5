using Milestone.Core.Ledger;

namespace Milestone.Core.Xero;

/// <summary>A record that could not be read, as it is kept.</summary>
internal sealed record KeptRejection(string Payload, string Kind, string Record, string Reason, string Raw);

/// <summary>Some records of one kind, read and ready to be stored in one transaction.</summary>
internal sealed record RecordChunk(RecordKind Kind, int Received, IReadOnlyList<KeptRejection> Rejected, Func<LedgerBatch, Task<StoreCounts>> StoreAsync);

/// <summary>Records of one kind on their way in, gathered across payloads until they are enough for a transaction.</summary>
internal abstract class RecordIntake
{
    /// <summary>Whether there is nothing to store.</summary>
    public abstract bool IsEmpty { get; }

    /// <summary>Whether there is enough for a transaction.</summary>
    public abstract bool IsFull { get; }

    /// <summary>Whether records of this kind are waited for by others, and so are stored with their payload.</summary>
    public abstract bool IsReference { get; }

    /// <summary>Reads a record; one that cannot be read is rejected with its reason.</summary>
    /// <returns>False when a record with the same id is here already: take what is here first, and add it again.</returns>
    public abstract bool TryAdd(EnvelopedRecord record, string payload, int position);

    /// <summary>What is here, and begins anew.</summary>
    public abstract RecordChunk Take();
}

/// <summary>One kind of record: how it is read and where it is stored. All kinds are listed here.</summary>
internal abstract class RecordKind(string name, string idField)
{
    // Bounds a transaction and its memory; large enough that its fixed costs do not matter.
    private const int MostRecords = 1000;

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

    /// <summary>The field that holds a record's id.</summary>
    public string IdField => idField;

    /// <summary>Whether documents wait for records of this kind.</summary>
    public bool IsReference => name is "Organisations" or "Accounts" or "TrackingCategories" or "Contacts" or "Budgets" or "Reports";

    /// <summary>The kind that Xero sends in the array of this name.</summary>
    public static RecordKind Named(string name) => All.Single(kind => kind.Name == name);

    /// <summary>An empty intake of this kind.</summary>
    public abstract RecordIntake Intake();

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
    public override RecordIntake Intake() => new RecordIntake<T>(this, mostRecords, read, id, store);
}
