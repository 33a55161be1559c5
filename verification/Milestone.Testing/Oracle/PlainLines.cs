using System.Text.Json;

namespace Milestone.Testing.Oracle;

/// <summary>A line of a document that counts: its whole effect on profit, net of VAT, in base currency.</summary>
internal sealed record PlainLine(Guid Account, string Project, string Phase, decimal Net);

/// <summary>From the lines of a payload to net amounts in base currency.</summary>
internal static class PlainLines
{
    public const string Unassigned = "Unassigned";

    /// <summary>The lines on accounts of profit and loss, or null when the document waits for an account.</summary>
    public static IReadOnlyList<PlainLine>? Of(PlainDocument document, IReadOnlyDictionary<Guid, PlainAccount> accounts, Func<JsonElement, bool, string?> tracked)
    {
        var coded = new List<(JsonElement Line, PlainAccount Account)>();
        foreach (var line in document.Lines)
        {
            if (line.Text("AccountID").Length == 0 && line.Text("AccountCode").Length == 0)
                continue;
            if (AccountOf(line, accounts) is not { } account)
                return null;
            coded.Add((line, account));
        }

        var sign = Sign(document);
        var result = new List<PlainLine>();
        foreach (var group in coded.Where(line => line.Account.IsProfitAndLoss).GroupBy(line => line.Account.Id))
        {
            var nets = InBaseCurrency(document, [.. group.Select(line => line.Line)]);
            foreach (var ((line, account), net) in group.Zip(nets))
                result.Add(new PlainLine(account.Id, tracked(line, true) ?? Unassigned, tracked(line, false) ?? Unassigned, sign * net));
        }

        return result;
    }

    /// <summary>
    /// The nets of one account's lines. The account's sum is round(gross / rate) - round(tax / rate); each line is rounded by itself and the
    /// cents left over go to the line with the largest absolute net, the first of equals.
    /// </summary>
    private static decimal[] InBaseCurrency(PlainDocument document, JsonElement[] lines)
    {
        var rate = document.Header.Money("CurrencyRate", otherwise: 1);
        var (net, tax) = (new decimal[lines.Length], new decimal[lines.Length]);
        for (var i = 0; i < lines.Length; i++)
        {
            var amount = document.Endpoint == "Journals" ? lines[i].Money("NetAmount") : lines[i].Money("LineAmount");
            tax[i] = document.Endpoint == "Journals" || document.Header.Text("LineAmountTypes") == "NoTax" ? 0 : lines[i].Money("TaxAmount");
            net[i] = document.Header.Text("LineAmountTypes") == "Inclusive" ? amount - tax[i] : amount;
        }

        var wanted = Round((net.Sum() + tax.Sum()) / rate) - Round(tax.Sum() / rate);
        var rounded = Array.ConvertAll(net, amount => Round(amount / rate));
        var largest = 0;
        for (var i = 1; i < net.Length; i++)
        {
            if (Math.Abs(net[i]) > Math.Abs(net[largest]))
                largest = i;
        }

        rounded[largest] += wanted - rounded.Sum();
        return rounded;
    }

    /// <summary>Two decimals, a half away from zero.</summary>
    public static decimal Round(decimal amount) => decimal.Truncate((amount * 100) + (amount < 0 ? -0.5m : 0.5m)) / 100;

    // A credit adds to profit and a debit takes from it; journals write a debit as positive.
    private static int Sign(PlainDocument document) => document.Endpoint is "ManualJournals" or "Journals"
        ? -1
        : document.Type is "ACCREC" or "ACCPAYCREDIT" or "RECEIVE" or "RECEIVE-PREPAYMENT" ? 1 : -1;

    private static PlainAccount? AccountOf(JsonElement line, IReadOnlyDictionary<Guid, PlainAccount> accounts) =>
        line.Text("AccountID") is { Length: > 0 } id
            ? accounts.GetValueOrDefault(Guid.Parse(id))
            : accounts.Values.SingleOrDefault(account => account.Code == line.Text("AccountCode"));
}
