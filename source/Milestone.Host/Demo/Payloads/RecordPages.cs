using System.Text.Json;
using Milestone.Host.Demo.Books;
using Milestone.Host.Demo.Firm;
using Milestone.Host.Demo.Records;

namespace Milestone.Host.Demo.Payloads;

/// <summary>
/// The pages of one fetch. Every endpoint has at most one page under construction, and a full page leaves at once,
/// so memory does not grow with the number of documents.
/// </summary>
internal static class RecordPages
{
    static readonly RecordKind[] Kinds = Enum.GetValues<RecordKind>();

    /// <summary>How many records of each kind each stage will hold: the first page of a response already says so.</summary>
    public static int[,] Counts(Company company)
    {
        var stages = company.Calendar.Stages;
        var counts = new int[stages.Count, Kinds.Length];
        foreach (var life in CompanyBooks.Lives(company))
        {
            var last = -1;
            foreach (var (at, _) in life.Versions)
            {
                var stage = StageOf(stages, at);
                if (stage == last || stage == stages.Count) continue;
                counts[stage, (int)life.Kind]++;
                last = stage;
            }
        }

        return counts;
    }

    static int StageOf(IReadOnlyList<DateTimeOffset> stages, DateTimeOffset at)
    {
        var stage = 0;
        while (stage < stages.Count && stages[stage] < at) stage++;
        return stage;
    }

    /// <param name="lives">Every record of the company.</param>
    /// <param name="since">The moment of the fetch before.</param>
    /// <param name="at">The moment of this fetch.</param>
    /// <param name="count">Records of a kind in this fetch.</param>
    /// <param name="known">Told of every record as it stands, changed or not.</param>
    public static IEnumerable<DemoPayload> Of(
        IEnumerable<Life> lives, DateTimeOffset since, DateTimeOffset at, Func<RecordKind, int> count, Action<Entry> known)
    {
        var open = new Envelope?[Kinds.Length];
        var pages = new int[Kinds.Length];
        foreach (var life in lives)
        {
            if (life.AsOf(at) is not { } version) continue;
            known(version.State);
            if (version.At <= since) continue;
            var kind = (int)life.Kind;
            var envelope = open[kind] ??= Open(life.Kind, ++pages[kind], at, count(life.Kind));
            Write(envelope.Json, version.State, version.At);
            if (++envelope.Count < Envelope.PageSize) continue;
            yield return envelope.Close();
            envelope.Dispose();
            open[kind] = null;
        }

        foreach (var rest in open.OfType<Envelope>())
        {
            yield return rest.Close();
            rest.Dispose();
        }
    }

    static Envelope Open(RecordKind kind, int page, DateTimeOffset at, int count) =>
        new($"{kind}.page{page:D2}.json", kind.ToString(), at, (page, count));

    static void Write(Utf8JsonWriter json, Entry state, DateTimeOffset updated)
    {
        switch (state)
        {
            case PaymentEntry payment:
                PaymentJson.Write(json, payment, updated);
                break;
            case Document { Kind: RecordKind.Invoices } invoice:
                InvoiceJson.Write(json, invoice, updated);
                break;
            case Document { Kind: RecordKind.BankTransactions } transaction:
                BankTransactionJson.Write(json, transaction, updated);
                break;
            case Document { Kind: RecordKind.ManualJournals } journal:
                ManualJournalJson.Write(json, journal, updated);
                break;
            case Document { Kind: RecordKind.PurchaseOrders } order:
                PurchaseOrderJson.Write(json, order, updated);
                break;
            case Document credit:
                CreditJson.Write(json, credit, updated);
                break;
        }
    }
}
