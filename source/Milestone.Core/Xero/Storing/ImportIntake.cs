using System.Globalization;
using System.Text.Json;
using Milestone.Core.Ledger;

namespace Milestone.Core.Xero;

/// <summary>
/// Takes payloads in one after the other and stores their records some hundreds at a time, a transaction each. Memory holds one payload and the
/// records gathered so far, whatever the number of payloads.
/// </summary>
internal sealed class ImportIntake(LedgerWriter writer, SyncRun run, IProgress<ImportProgress>? progress, CancellationToken cancellation)
{
    // PostgreSQL looks at the tables again after a thousand records, and whenever as many have come as were there four times over.
    private const long FirstRefresh = 1000;
    private const long RefreshFactor = 4;

    private readonly Dictionary<string, RecordIntake> intakes = [];
    private readonly List<long> batches = [];
    private long refreshAt = FirstRefresh;
    private int finished;

    /// <summary>The numbers of the batches appended, in order.</summary>
    public IReadOnlyList<long> Batches => batches;

    /// <summary>How many postings they have.</summary>
    public long Postings { get; private set; }

    /// <exception cref="ProblemException">Invalid: a payload is not JSON or not Xero's; payloads before it have landed, nothing of it has.</exception>
    public async Task TakeAsync(IAsyncEnumerable<XeroPayload> payloads)
    {
        try
        {
            await foreach (var payload in payloads.WithCancellation(cancellation).ConfigureAwait(false))
            {
                using var json = Parse(payload);

                // The whole payload is looked through before any of it is stored: one that turns out not to be Xero's lands not at all.
                List<EnvelopedRecord> records = [.. XeroEnvelope.Records(json.RootElement, payload.Name)];
                await GatherAsync(records, payload.Name).ConfigureAwait(false);
                finished++;
                await StoreAsync(intakes.Values.Where(intake => intake.IsReference)).ConfigureAwait(false);
                progress?.Report(new ImportProgress(payload.Name, finished, run.Records));
            }
        }
        catch (ProblemException problem) when (problem.Kind == ProblemKind.Invalid)
        {
            await StoreAsync(intakes.Values).ConfigureAwait(false);
            throw;
        }

        await StoreAsync(intakes.Values).ConfigureAwait(false);
    }

    private async Task GatherAsync(List<EnvelopedRecord> records, string payload)
    {
        for (var position = 0; position < records.Count; position++)
        {
            var record = records[position];
            if (!intakes.TryGetValue(record.Kind, out var intake))
                intakes[record.Kind] = intake = RecordKind.Named(record.Kind).Intake();
            if (!intake.TryAdd(record, payload, position))
            {
                await StoreAsync([intake]).ConfigureAwait(false);
                intake.TryAdd(record, payload, position);
            }

            if (!intake.IsFull)
                continue;
            await StoreAsync(intakes.Values.Where(waitedFor => waitedFor.IsReference)).ConfigureAwait(false);
            await StoreAsync([intake]).ConfigureAwait(false);
            progress?.Report(new ImportProgress(payload, finished, run.Records));
        }
    }

    private async Task StoreAsync(IEnumerable<RecordIntake> some)
    {
        foreach (var intake in some.Where(intake => !intake.IsEmpty).OrderByDescending(intake => intake.IsReference).ToList())
        {
            var chunk = intake.Take();
            var stored = default(StoreCounts);
            var written = await writer.WriteAsync(
                $"Import {chunk.Kind.Name}",
                async batch =>
                {
                    stored = await chunk.StoreAsync(batch).ConfigureAwait(false);
                    await RejectAsync(batch, chunk.Rejected).ConfigureAwait(false);
                },
                cancellation).ConfigureAwait(false);
            run.Add(chunk, stored);
            Postings += written.Postings;
            if (written.Batch is { } number)
                batches.Add(number);
            if (run.Records >= refreshAt)
            {
                await writer.RefreshStatisticsAsync(cancellation).ConfigureAwait(false);
                refreshAt = run.Records * RefreshFactor;
            }
        }
    }

    private static JsonDocument Parse(XeroPayload payload)
    {
        var json = payload.Json;
        if (json.Span.StartsWith("\uFEFF"u8))
            json = json[3..];
        try
        {
            return JsonDocument.Parse(json);
        }
        catch (JsonException failure)
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"line {failure.LineNumber + 1}, position {failure.BytePositionInLine + 1}");
            throw new ProblemException(
                ProblemKind.Invalid,
                json.IsEmpty
                    ? $"{payload.Name} is empty. Send Xero's raw response."
                    : $"{payload.Name} is not complete JSON: it cannot be read beyond {place}. Fetch it from Xero again and send the whole of it.",
                failure);
        }
    }

    private async Task RejectAsync(LedgerBatch batch, IReadOnlyList<KeptRejection> rejected)
    {
        if (rejected.Count == 0)
            return;
        await using var command = batch.Command("Xero/Storing/Sql/reject.sql");
        command.Parameters.AddWithValue("run", run.Id);
        command.Parameters.AddWithValue("now", batch.Now);
        command.Parameters.AddWithValue("payloads", rejected.Select(record => record.Payload).ToArray());
        command.Parameters.AddWithValue("kinds", rejected.Select(record => record.Kind).ToArray());
        command.Parameters.AddWithValue("records", rejected.Select(record => record.Record).ToArray());
        command.Parameters.AddWithValue("reasons", rejected.Select(record => record.Reason).ToArray());
        command.Parameters.AddWithValue("raws", rejected.Select(record => record.Raw).ToArray());
        await command.ExecuteNonQueryAsync(batch.Cancellation).ConfigureAwait(false);
    }
}
