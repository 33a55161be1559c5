using Milestone.Core.Xero;

namespace Milestone.Host.Xero;

/// <summary>What an import did. Received = created + changed + unchanged + rejected.</summary>
/// <param name="SyncRun">The id of the sync run.</param>
/// <param name="Received">Records received.</param>
/// <param name="Created">Records that were new.</param>
/// <param name="Changed">Records that replaced an older version.</param>
/// <param name="Unchanged">Records that were there already, or older than what is there.</param>
/// <param name="Rejected">Records that could not be read.</param>
/// <param name="Kinds">The same counts by kind of record.</param>
/// <param name="Rejections">The records that could not be read, with the reason; at most the first 1,000.</param>
/// <param name="Batches">The batches it appended to the ledger; none when nothing changed.</param>
/// <param name="Postings">How many postings it appended.</param>
/// <param name="Notices">What a person should know, such as documents that wait for an account.</param>
internal sealed record ImportAnswer(
    Guid SyncRun,
    long Received,
    long Created,
    long Changed,
    long Unchanged,
    long Rejected,
    IReadOnlyList<ImportCounts> Kinds,
    IReadOnlyList<Rejection> Rejections,
    IReadOnlyList<long> Batches,
    long Postings,
    IReadOnlyList<string> Notices)
{
    public const string Example = """
        {
          "syncRun": "5b1f0a52-7c0e-4a7e-9f5b-2f8b8f6c1a10",
          "received": 2, "created": 1, "changed": 0, "unchanged": 0, "rejected": 1,
          "kinds": [{ "kind": "Invoices", "received": 2, "created": 1, "changed": 0, "unchanged": 0, "rejected": 1 }],
          "rejections": [{ "payload": "request body", "kind": "Invoices", "record": "INV-0042", "reason": "Date '2026-13-45' is not a day. Correct it in Xero and send the record again." }],
          "batches": [17],
          "postings": 3,
          "notices": []
        }
        """;

    public static ImportAnswer Of(ImportResult result) => new(
        result.SyncRun,
        result.Received,
        result.Created,
        result.Changed,
        result.Unchanged,
        result.Rejected,
        result.Kinds,
        result.Rejections,
        result.Batches,
        result.Postings,
        result.Notices);
}
