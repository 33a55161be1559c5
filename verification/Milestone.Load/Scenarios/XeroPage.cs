using System.Globalization;
using System.Text.Json;

namespace Milestone.Load.Scenarios;

/// <summary>A page of bills as Xero's API answers it: made up, and new to the books each time.</summary>
internal static class XeroPage
{
    /// <summary>How many bills a page holds; Xero's own default is 100, and what changed since the last sync is fewer.</summary>
    public const int Bills = 25;

    /// <param name="number">The bills of one number are the same bills.</param>
    /// <param name="run">Tells the bills of this run from those of another.</param>
    /// <param name="books">Whose accounts and projects they name.</param>
    /// <param name="day">The latest day they may have.</param>
    public static byte[] Of(long number, int run, Books books, DateOnly day)
    {
        var dice = new Random(unchecked((int)((number * 7919) + run)));
        using var page = new MemoryStream();
        using (var json = new Utf8JsonWriter(page))
        {
            json.WriteStartObject();
            json.WriteString("Status", "OK");
            json.WriteStartArray("Invoices");
            for (var bill = 0; bill < Bills; bill++)
                Write(json, dice, string.Create(CultureInfo.InvariantCulture, $"LOAD-{run}-{number}-{bill}"), books, day.AddDays(-dice.Next(60)));
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return page.ToArray();
    }

    private static void Write(Utf8JsonWriter json, Random dice, string name, Books books, DateOnly day)
    {
        var amounts = Enumerable.Range(0, 3).Select(_ => dice.Next(1_000, 400_000) / 100m).ToList();
        var net = amounts.Sum();
        var tax = decimal.Round(net / 5, 2);
        json.WriteStartObject();
        json.WriteString("Type", "ACCPAY");
        json.WriteString("InvoiceID", NewId(dice));
        json.WriteString("InvoiceNumber", name);
        json.WriteStartObject("Contact");
        json.WriteString("ContactID", "10ad10ad-0000-4000-8000-000000000001");
        json.WriteString("Name", "Loaded Timber Merchants");
        json.WriteEndObject();
        Day(json, "Date", day);
        Day(json, "DueDate", day.AddDays(30));
        json.WriteString("Status", "AUTHORISED");
        json.WriteString("LineAmountTypes", "Exclusive");
        json.WriteStartArray("LineItems");
        foreach (var amount in amounts)
            Line(json, dice, amount, books);
        json.WriteEndArray();
        json.WriteNumber("SubTotal", net);
        json.WriteNumber("TotalTax", tax);
        json.WriteNumber("Total", net + tax);
        json.WriteNumber("AmountDue", net + tax);
        json.WriteNumber("AmountPaid", 0m);
        json.WriteNumber("AmountCredited", 0m);
        json.WriteNumber("CurrencyRate", 1m);
        json.WriteString("CurrencyCode", "GBP");
        json.WriteString("UpdatedDateUTC", Moment(day));
        json.WriteEndObject();
    }

    private static void Line(Utf8JsonWriter json, Random dice, decimal amount, Books books)
    {
        json.WriteStartObject();
        json.WriteString("LineItemID", NewId(dice));
        json.WriteString("Description", "Sawn timber, delivered to site");
        json.WriteNumber("Quantity", 1m);
        json.WriteNumber("UnitAmount", amount);
        json.WriteNumber("LineAmount", amount);
        json.WriteNumber("TaxAmount", decimal.Round(amount / 5, 2));
        json.WriteString("TaxType", "INPUT2");
        json.WriteString("AccountCode", books.CostAccounts[dice.Next(books.CostAccounts.Count)]);
        json.WriteStartArray("Tracking");
        json.WriteStartObject();
        json.WriteString("Name", "Project");
        json.WriteString("TrackingOptionID", books.Projects[dice.Next(books.Projects.Count)]);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Day(Utf8JsonWriter json, string name, DateOnly day)
    {
        json.WriteString(name + "String", string.Create(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd}T00:00:00"));
        json.WriteString(name, Moment(day));
    }

    private static string Moment(DateOnly day) =>
        string.Create(CultureInfo.InvariantCulture, $"/Date({new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero).ToUnixTimeMilliseconds()}+0000)/");

    private static Guid NewId(Random dice)
    {
        Span<byte> bytes = stackalloc byte[16];
        dice.NextBytes(bytes);
        return new Guid(bytes);
    }
}
