using System.Globalization;
using System.Text.Json;
using Milestone.Core.Ledger;

namespace Milestone.Core.Xero;

/// <summary>Records of one kind on their way in, read as <typeparamref name="T"/>.</summary>
internal sealed class RecordIntake<T>(
    RecordKind kind, int mostRecords, Func<XeroRecord, T> read, Func<T, Guid> id, Func<LedgerBatch, IReadOnlyList<T>, Task<StoreCounts>> store)
    : RecordIntake
{
    private Dictionary<Guid, T> readable = [];
    private List<KeptRejection> rejected = [];

    public override bool IsEmpty => readable.Count + rejected.Count == 0;

    public override bool IsFull => readable.Count + rejected.Count >= mostRecords;

    public override bool IsReference => kind.IsReference;

    public override bool TryAdd(EnvelopedRecord record, string payload, int position)
    {
        if (record.Record.ValueKind != JsonValueKind.Object)
        {
            Reject(record.Record, payload, position, "The record is not an object. Send it as Xero returns it.");
            return true;
        }

        try
        {
            var known = read(new XeroRecord(record.Record, answeredUtc: record.AnsweredUtc));
            return readable.TryAdd(id(known), known);
        }
        catch (RejectedRecordException rejection)
        {
            Reject(record.Record, payload, position, rejection.Message);
        }
        catch (InvalidOperationException)
        {
            // A text with a broken escape such as half a surrogate pair: JSON, but not a string.
            Reject(record.Record, payload, position, "A text in the record is not valid Unicode. Correct it in Xero and send the record again.");
        }

        return true;
    }

    public override RecordChunk Take()
    {
        var (taken, kept) = (readable, rejected);
        (readable, rejected) = ([], []);
        return new RecordChunk(
            kind,
            taken.Count + kept.Count,
            kept,
            batch => taken.Count == 0 ? Task.FromResult(default(StoreCounts)) : store(batch, [.. taken.Values]));
    }

    private void Reject(JsonElement json, string payload, int position, string reason) =>
        rejected.Add(new KeptRejection(payload, kind.Name, Label(json, position), reason, json.GetRawText()));

    private string Label(JsonElement json, int position)
    {
        var number = string.Create(CultureInfo.InvariantCulture, $"#{position + 1}");
        if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty(kind.IdField, out var value) || value.ValueKind != JsonValueKind.String)
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
