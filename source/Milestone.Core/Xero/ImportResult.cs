namespace Milestone.Core.Xero;

/// <summary>One raw response: one of Xero's envelopes, an array of them, or n8n's wrapping of either.</summary>
/// <param name="Name">A name for messages: the file's name, or "request body".</param>
/// <param name="Json">UTF-8 JSON.</param>
public sealed record XeroPayload(string Name, ReadOnlyMemory<byte> Json);

/// <summary>How far an import is.</summary>
/// <param name="Payload">The payload in hand.</param>
/// <param name="Payloads">Payloads finished.</param>
/// <param name="Records">Records finished.</param>
public sealed record ImportProgress(string Payload, int Payloads, long Records);

/// <summary>What an import did. Received = created + changed + unchanged + rejected.</summary>
/// <param name="SyncRun">The id of the sync run.</param>
/// <param name="Kinds">The counts by kind of record, in the order first met.</param>
/// <param name="Rejections">The records that were rejected; at most the first 1,000, all are kept in the database.</param>
/// <param name="Batches">The numbers of the batches it appended, in order; empty when nothing changed.</param>
/// <param name="Postings">How many postings it appended.</param>
/// <param name="Notices">What a person should know: documents that wait for an account, a tracking category that fits no role.</param>
public sealed record ImportResult(
    Guid SyncRun,
    IReadOnlyList<ImportCounts> Kinds,
    IReadOnlyList<Rejection> Rejections,
    IReadOnlyList<long> Batches,
    long Postings,
    IReadOnlyList<string> Notices)
{
    /// <summary>Records received in all.</summary>
    public long Received => Kinds.Sum(kind => kind.Received);

    /// <summary>Records that were new.</summary>
    public long Created => Kinds.Sum(kind => kind.Created);

    /// <summary>Records that replaced an older version.</summary>
    public long Changed => Kinds.Sum(kind => kind.Changed);

    /// <summary>Records that were there already, or older than what is there.</summary>
    public long Unchanged => Kinds.Sum(kind => kind.Unchanged);

    /// <summary>Records that could not be read.</summary>
    public long Rejected => Kinds.Sum(kind => kind.Rejected);
}

/// <summary>Counts of one kind of record.</summary>
/// <param name="Kind">Xero's name: Invoices, Accounts ...</param>
/// <param name="Received">How many came.</param>
/// <param name="Created">How many were new.</param>
/// <param name="Changed">How many replaced an older version.</param>
/// <param name="Unchanged">How many were there already.</param>
/// <param name="Rejected">How many could not be read.</param>
public sealed record ImportCounts(string Kind, long Received, long Created, long Changed, long Unchanged, long Rejected);

/// <summary>A record that could not be read.</summary>
/// <param name="Payload">The payload it came in.</param>
/// <param name="Kind">Xero's name for its kind.</param>
/// <param name="Record">Its id or number, or its position in the payload.</param>
/// <param name="Reason">What is wrong, naming the field, and the remedy.</param>
public sealed record Rejection(string Payload, string Kind, string Record, string Reason);
