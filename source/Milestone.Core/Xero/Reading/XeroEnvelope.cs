using System.Text.Json;

namespace Milestone.Core.Xero;

/// <summary>A record as it stands in a payload.</summary>
/// <param name="Kind">The name of the array Xero sends it in.</param>
/// <param name="Record">The record.</param>
/// <param name="AnsweredUtc">When Xero answered: the version of records that have none of their own; null where the envelope does not say.</param>
internal readonly record struct EnvelopedRecord(string Kind, JsonElement Record, DateTimeOffset? AnsweredUtc);

/// <summary>
/// Finds the records in a payload: one of Xero's envelopes, an array of them, n8n's {"body": ...} or {"json": ...} around either, or bare records
/// of a kind that their own id gives away.
/// </summary>
internal static class XeroEnvelope
{
    private const int MostNesting = 6;

    private static readonly string[] Wrappers = ["body", "json", "data"];

    /// <summary>The kinds of records, by the name of the array Xero sends them in.</summary>
    public static readonly IReadOnlyList<string> Kinds =
    [
        "Organisations", "Accounts", "TrackingCategories", "Contacts", "Invoices", "CreditNotes", "BankTransactions", "ManualJournals", "Payments",
        "Prepayments", "Overpayments", "PurchaseOrders", "Budgets", "Journals", "Reports",
    ];

    // A bare record tells its kind by the id it carries; the order matters: a bank transaction also carries PrepaymentID.
    private static readonly (string Id, string Kind)[] BareKinds =
    [
        ("PaymentID", "Payments"), ("InvoiceID", "Invoices"), ("CreditNoteID", "CreditNotes"), ("BankTransactionID", "BankTransactions"),
        ("ManualJournalID", "ManualJournals"), ("JournalID", "Journals"), ("PrepaymentID", "Prepayments"), ("OverpaymentID", "Overpayments"),
        ("PurchaseOrderID", "PurchaseOrders"), ("BudgetID", "Budgets"), ("TrackingCategoryID", "TrackingCategories"), ("AccountID", "Accounts"),
        ("ContactID", "Contacts"), ("OrganisationID", "Organisations"), ("ReportID", "Reports"),
    ];

    /// <summary>The records of a payload, in order, each with the time that Xero says it answered at.</summary>
    /// <exception cref="ProblemException">Invalid: there is nothing of Xero's in it.</exception>
    public static IEnumerable<EnvelopedRecord> Records(JsonElement payload, string name) => Records(payload, name, 0);

    private static IEnumerable<EnvelopedRecord> Records(JsonElement json, string name, int depth)
    {
        if (depth > MostNesting)
            throw NotXero(name);
        return json.ValueKind switch
        {
            JsonValueKind.Array => json.EnumerateArray().SelectMany(element => Records(element, name, depth + 1)),
            JsonValueKind.Object => OfObject(json, name, depth),
            _ => throw NotXero(name),
        };
    }

    private static IEnumerable<EnvelopedRecord> OfObject(JsonElement json, string name, int depth)
    {
        // A bare record first: an invoice of its own has arrays called Payments and CreditNotes.
        foreach (var (id, kind) in BareKinds)
        {
            if (json.TryGetProperty(id, out _))
                return [new EnvelopedRecord(kind, json, null)];
        }

        var records = new List<EnvelopedRecord>();
        var answered = AnsweredAt(json);
        var recognised = false;
        foreach (var property in json.EnumerateObject())
        {
            if (Kinds.FirstOrDefault(kind => string.Equals(kind, property.Name, StringComparison.OrdinalIgnoreCase)) is not { } kind)
                continue;
            recognised = true;
            if (property.Value.ValueKind == JsonValueKind.Array)
                records.AddRange(property.Value.EnumerateArray().Select(record => new EnvelopedRecord(kind, record, answered)));
            else if (property.Value.ValueKind == JsonValueKind.Object)
                records.Add(new EnvelopedRecord(kind, property.Value, answered));
        }

        if (recognised)
            return records;
        foreach (var wrapper in Wrappers)
        {
            if (json.TryGetProperty(wrapper, out var inside))
                return Records(inside, name, depth + 1);
        }

        throw XeroSaysNo(json, name) ?? NotXero(name);
    }

    private static DateTimeOffset? AnsweredAt(JsonElement envelope) =>
        envelope.TryGetProperty("DateTimeUTC", out var time) && time.ValueKind == JsonValueKind.String ? XeroDates.Moment(time.GetString()!) : null;

    // Xero answers a failed call with {"Type":"...Exception","Message":...} or {"Title":...,"Detail":...}; a flow may post that on.
    private static ProblemException? XeroSaysNo(JsonElement json, string name)
    {
        foreach (var property in (ReadOnlySpan<string>)["Message", "Detail"])
        {
            if (json.TryGetProperty(property, out var message) && message.ValueKind == JsonValueKind.String)
                return new ProblemException(ProblemKind.Invalid, $"{name} holds an error from Xero instead of records: \"{message.GetString()}\". Mend the call to Xero and send its answer again.");
        }

        return null;
    }

    private static ProblemException NotXero(string name) => new(
        ProblemKind.Invalid,
        $"{name} is JSON, but not an answer of Xero's accounting API: none of {string.Join(", ", Kinds)} is in it. Send the raw response.");
}
