using System.Text.Json;

namespace Milestone.Testing.Oracle;

/// <summary>The records of some payloads, each in the version that counts, and the postings that follow from them.</summary>
public sealed class PlainLedger
{
    private readonly Dictionary<Guid, PlainAccount> accounts = [];
    private readonly Dictionary<string, PlainDocument> documents = [];
    private readonly Dictionary<string, JsonElement> payments = [];
    private readonly Dictionary<string, PlainDocument> credits = [];
    private readonly Dictionary<string, JsonElement> categories = [];
    private readonly bool fromJournals;

    private PlainLedger(bool fromJournals) => this.fromJournals = fromJournals;

    /// <summary>Reads payloads in any order.</summary>
    /// <param name="payloads">UTF-8 JSON.</param>
    /// <param name="fromJournals">Whether the Journals endpoint posts instead of the documents.</param>
    public static PlainLedger Of(IEnumerable<ReadOnlyMemory<byte>> payloads, bool fromJournals = false)
    {
        var ledger = new PlainLedger(fromJournals);
        foreach (var payload in payloads)
        {
            using var json = JsonDocument.Parse(payload);
            foreach (var envelope in PlainJson.Envelopes(json.RootElement.Clone()))
                ledger.Take(envelope);
        }

        return ledger;
    }

    /// <summary>The accounts by Xero's id.</summary>
    public IReadOnlyDictionary<Guid, PlainAccount> Accounts => accounts;

    /// <summary>How many documents post nothing because they name an account that no payload describes.</summary>
    public int Waiting { get; private set; }

    /// <summary>Every effect on profit, on both bases.</summary>
    public IReadOnlyList<PlainPosting> Postings()
    {
        Waiting = 0;
        var postings = new List<PlainPosting>();
        var settlements = new PlainSettlements(documents, credits, payments);
        foreach (var (id, document) in documents)
        {
            if (document.Endpoint == "Journals" != fromJournals || !Counts(document))
                continue;
            if (PlainLines.Of(document, accounts, Tracked) is not { } lines)
            {
                Waiting++;
                continue;
            }

            foreach (var line in lines)
            {
                foreach (var (cash, date, amount) in settlements.Effects(id, document, line.Net))
                    postings.Add(new PlainPosting(cash, date, line.Account, line.Project, line.Phase, id, amount));
            }
        }

        return postings;
    }

    private void Take(JsonElement envelope)
    {
        foreach (var record in envelope.Items("Accounts"))
        {
            var account = new PlainAccount(
                Guid.Parse(record.Text("AccountID")), record.Text("Code"), record.Text("Name"), record.Text("Type"), record.Text("Class"), record.Time("UpdatedDateUTC"));
            if (!accounts.TryGetValue(account.Id, out var known) || account.Updated >= known.Updated)
                accounts[account.Id] = account;
        }

        foreach (var record in envelope.Items("TrackingCategories"))
            categories[record.Text("TrackingCategoryID")] = record;
        foreach (var record in envelope.Items("Payments"))
        {
            var id = record.Text("PaymentID");
            if (!payments.TryGetValue(id, out var known) || record.Time("UpdatedDateUTC") > known.Time("UpdatedDateUTC"))
                payments[id] = record;
        }

        Take(envelope, "Invoices", "InvoiceID", documents);
        Take(envelope, "CreditNotes", "CreditNoteID", documents);
        Take(envelope, "BankTransactions", "BankTransactionID", documents);
        Take(envelope, "ManualJournals", "ManualJournalID", documents);
        Take(envelope, "Journals", "JournalID", documents);
        Take(envelope, "Prepayments", "PrepaymentID", credits);
        Take(envelope, "Overpayments", "OverpaymentID", credits);
    }

    private static void Take(JsonElement envelope, string endpoint, string idName, Dictionary<string, PlainDocument> into)
    {
        foreach (var record in envelope.Items(endpoint))
        {
            var id = record.Text(idName);
            if (!into.TryGetValue(id, out var document))
                into[id] = document = new PlainDocument(endpoint);
            document.Take(record);
        }
    }

    private static bool Counts(PlainDocument document) => document.Endpoint switch
    {
        "Invoices" or "CreditNotes" => document.Header.Text("Status") is "AUTHORISED" or "PAID",
        "BankTransactions" => document.Header.Text("Status") == "AUTHORISED"
            && document.Type is "RECEIVE" or "SPEND" or "RECEIVE-PREPAYMENT" or "SPEND-PREPAYMENT",
        "ManualJournals" => document.Header.Text("Status") == "POSTED",
        _ => true,
    };

    /// <summary>The name of the option that a line has in the category of a role, or null.</summary>
    private string? Tracked(JsonElement line, bool project)
    {
        foreach (var tag in line.Items("Tracking").Concat(line.Items("TrackingCategories")))
        {
            var (category, name) = Option(tag);
            if (category is { } found && found.Text("Status") == "ACTIVE" && (project ? IsProject(found.Text("Name")) : IsPhase(found.Text("Name"))))
                return name;
        }

        return null;
    }

    private (JsonElement? Category, string Name) Option(JsonElement tag)
    {
        var wanted = tag.Text("TrackingOptionID");
        foreach (var category in categories.Values)
        {
            foreach (var option in category.Items("Options"))
            {
                if (wanted.Length > 0 ? option.Text("TrackingOptionID") == wanted : category.Text("Name") == tag.Text("Name") && option.Text("Name") == tag.Text("Option"))
                    return (category, option.Text("Name"));
            }
        }

        JsonElement? named = categories.Values.Cast<JsonElement?>()
            .FirstOrDefault(category => category!.Value.Text("TrackingCategoryID") == tag.Text("TrackingCategoryID") || category.Value.Text("Name") == tag.Text("Name"));
        return (named, tag.Text("Option"));
    }

    private static bool IsProject(string name) =>
        name.StartsWith("Project", StringComparison.OrdinalIgnoreCase) || name.StartsWith("Job", StringComparison.OrdinalIgnoreCase);

    private static bool IsPhase(string name) =>
        name.Contains("Phase", StringComparison.OrdinalIgnoreCase) || name.Contains("Stage", StringComparison.OrdinalIgnoreCase);
}
