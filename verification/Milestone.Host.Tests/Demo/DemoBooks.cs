using System.Text.Json.Nodes;
using Milestone.Host.Demo;
using Xunit;

namespace Milestone.Host.Tests.Demo;

/// <summary>One demo, read back from its bytes as a stranger would read it: nothing of the generator but its output.</summary>
public sealed class DemoBooks
{
    static readonly Dictionary<string, string> IdNames = new()
    {
        ["Invoices"] = "InvoiceID",
        ["CreditNotes"] = "CreditNoteID",
        ["BankTransactions"] = "BankTransactionID",
        ["Prepayments"] = "PrepaymentID",
        ["Overpayments"] = "OverpaymentID",
        ["ManualJournals"] = "ManualJournalID",
        ["Payments"] = "PaymentID",
        ["PurchaseOrders"] = "PurchaseOrderID",
    };

    public DemoBooks() : this(new DemoOptions { Today = new DateOnly(2026, 11, 23) })
    {
    }

    internal DemoBooks(DemoOptions options)
    {
        foreach (var stage in DemoCompany.Stages(options))
        {
            var number = Stages.Count;
            Stages.Add(stage.At);
            foreach (var payload in stage.Payloads)
            {
                var page = new DemoPage(number, stage.At, payload.FileName, JsonNode.Parse(payload.Json)!.AsObject());
                Pages.Add(page);
                if (IdNames.TryGetValue(page.List, out var id))
                    Versions.AddRange(page.Records.Select(r => new DemoVersion(number, page.List, r.Text(id), r)));
            }
        }

        Latest = Versions.GroupBy(v => v.Id).ToDictionary(g => g.Key, g => g.MaxBy(v => v.Updated)!);
        Accounts = Records("Accounts").ToDictionary(a => a.Text("AccountID"));
    }

    public List<DateTimeOffset> Stages { get; } = [];

    internal List<DemoPage> Pages { get; } = [];

    internal List<DemoVersion> Versions { get; } = [];

    internal Dictionary<string, DemoVersion> Latest { get; }

    public Dictionary<string, JsonObject> Accounts { get; }

    public IEnumerable<JsonObject> Records(string list) => Pages.Where(p => p.List == list).SelectMany(p => p.Records);

    /// <summary>The last version of every record of a list.</summary>
    public IEnumerable<JsonObject> Final(string list) => Latest.Values.Where(v => v.List == list).Select(v => v.Json);
}

/// <summary>The default demo is made and read once for all tests of it.</summary>
[CollectionDefinition(nameof(DemoBooks))]
public sealed class DemoBooksDefinition : ICollectionFixture<DemoBooks>;

internal sealed record DemoPage(int Stage, DateTimeOffset At, string FileName, JsonObject Body)
{
    public string List { get; } = Body.Single(p => p.Value is JsonArray).Key;

    public IEnumerable<JsonObject> Records => Body[List]!.AsArray().Select(r => r!.AsObject());
}

internal sealed record DemoVersion(int Stage, string List, string Id, JsonObject Json)
{
    public DateTimeOffset Updated { get; } = Json.Moment("UpdatedDateUTC");
}

/// <summary>Xero's JSON in the reader's words.</summary>
internal static class XeroReading
{
    public static string Text(this JsonNode record, string name) => record[name]?.GetValue<string>() ?? "";

    public static decimal Money(this JsonNode record, string name) => record[name] is { } value ? value.GetValue<decimal>() : 0m;

    public static bool Is(this JsonNode record, string name, string value) => record.Text(name) == value;

    public static bool IsLive(this JsonNode record) => record.Text("Status") is "AUTHORISED" or "PAID" or "POSTED";

    public static IEnumerable<JsonObject> List(this JsonNode record, string name) =>
        record[name] is JsonArray array ? array.Select(r => r!.AsObject()) : [];

    public static DateTimeOffset Moment(this JsonNode record, string name)
    {
        var text = record.Text(name);
        var end = text.IndexOfAny(['+', ')'], 6);
        return DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(text.AsSpan(6, end - 6), System.Globalization.CultureInfo.InvariantCulture));
    }

    public static DateOnly Day(this JsonNode record, string name) => DateOnly.FromDateTime(record.Moment(name).UtcDateTime);

    /// <summary>The option of a tracking category on a line, or null.</summary>
    public static string? Option(this JsonNode line, string category) =>
        line.List("Tracking").FirstOrDefault(t => t.Is("Name", category))?.Text("Option");
}
