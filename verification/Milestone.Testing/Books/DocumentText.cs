using System.Globalization;
using System.Text.RegularExpressions;

namespace Milestone.Testing.Books;

/// <summary>Reads one document of a ledger's text: its head, then its lines, payments and allocations.</summary>
internal static partial class DocumentText
{
    public static BookDocument Head(string line, DateTimeOffset updated)
    {
        var parts = line.Split(',', StringSplitOptions.TrimEntries);
        var head = HeadPattern().Match(parts[0]);
        if (!head.Success)
            throw new FormatException("A document begins like: 2026-04-10 invoice INV-1.");
        var document = new BookDocument(KindOf(head.Groups["kind"].Value), head.Groups["number"].Value, Day(head.Groups["date"].Value)) { Updated = updated };
        return parts.Skip(1).Aggregate(document, Option);
    }

    public static BookDocument Detail(BookDocument document, string line)
    {
        if (PaymentPattern().Match(line) is { Success: true } payment)
        {
            return document with
            {
                Payments = document.Payments.Add(new BookPayment(Day(payment.Groups["date"].Value), Amount(payment.Groups["amount"].Value))
                {
                    Deleted = payment.Groups["note"].Value == "deleted",
                    Source = payment.Groups["note"].Value switch
                    {
                        "told twice" => PaymentSource.Both,
                        "told by Payments" => PaymentSource.Endpoint,
                        _ => PaymentSource.Document,
                    },
                }),
            };
        }

        if (AllocationPattern().Match(line) is { Success: true } allocation)
        {
            return document with
            {
                Allocations = document.Allocations.Add(new BookAllocation(
                    allocation.Groups["to"].Value, Amount(allocation.Groups["amount"].Value), Day(allocation.Groups["date"].Value))),
            };
        }

        if (WordsPattern().Match(line) is { Success: true } words)
            return document with { Lines = document.Lines.Add(new BookLine("", 0) { Description = words.Groups["text"].Value }) };

        if (LinePattern().Match(line) is not { Success: true } match)
            throw new FormatException("It is not a line (200  1,000.00  tax 200.00  Alpha / Roof  \"words\"), nor paid, nor allocated.");
        return document with
        {
            Lines = document.Lines.Add(new BookLine(match.Groups["account"].Value, Amount(match.Groups["amount"].Value))
            {
                Tax = match.Groups["tax"].Success ? Amount(match.Groups["tax"].Value) : 0,
                Project = Name(match.Groups["project"]),
                Phase = Name(match.Groups["phase"]),
                TrackedByName = match.Groups["byname"].Success,
                Description = match.Groups["text"].Value,
            }),
        };
    }

    private static BookDocument Option(BookDocument document, string option)
    {
        var words = option.Split(' ');
        return words switch
        {
            ["inclusive"] => document with { LineAmountTypes = "Inclusive" },
            ["no", "tax"] => document with { LineAmountTypes = "NoTax" },
            ["accrual", "only"] => document with { OnCashBasis = false },
            ["without", "lines"] => document with { Summary = true },
            ["CIS", var amount] => document with { Cis = Amount(amount) },
            ["due", var day] => document with { Due = Day(day) },
            ["fully", "paid", var day] => document with { FullyPaidOn = Day(day) },
            [{ Length: 3 } currency, "at", var rate] => document with { Currency = currency, Rate = Amount(rate) },
            ["draft" or "submitted" or "authorised" or "paid" or "voided" or "deleted" or "posted"] => document with { Status = words[0].ToUpperInvariant() },
            _ => throw new FormatException($"'{option}' is not said of a document."),
        };
    }

    private static BookKind KindOf(string words) => words switch
    {
        "invoice" => BookKind.Invoice,
        "bill" => BookKind.Bill,
        "sales credit" => BookKind.SalesCredit,
        "supplier credit" => BookKind.SupplierCredit,
        "receive" => BookKind.Receive,
        "spend" => BookKind.Spend,
        "receive prepayment" => BookKind.ReceivePrepayment,
        "spend prepayment" => BookKind.SpendPrepayment,
        "receive overpayment" => BookKind.ReceiveOverpayment,
        "spend overpayment" => BookKind.SpendOverpayment,
        "receive transfer" => BookKind.ReceiveTransfer,
        "spend transfer" => BookKind.SpendTransfer,
        "manual journal" => BookKind.ManualJournal,
        "journal" => BookKind.Journal,
        _ => throw new FormatException($"'{words}' is not a kind of document."),
    };

    private static string? Name(Group group) => group.Value.Trim() is { Length: > 0 } name && name != "-" ? name : null;

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static decimal Amount(string text) => decimal.Parse(text, NumberStyles.Number, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?<date>\d{4}-\d\d-\d\d) (?<kind>[a-z ]+?) (?<number>[A-Z0-9]\S*)$")]
    private static partial Regex HeadPattern();

    [GeneratedRegex(@"^(?:paid|refunded) (?<date>\d{4}-\d\d-\d\d)\s+(?<amount>[\d,.]+)(?:\s+(?<note>told twice|told by Payments|deleted))?$")]
    private static partial Regex PaymentPattern();

    [GeneratedRegex(@"^allocated (?<date>\d{4}-\d\d-\d\d)\s+(?<amount>[\d,.]+) to (?<to>\S+)$")]
    private static partial Regex AllocationPattern();

    [GeneratedRegex(@"^""(?<text>.*)""$")]
    private static partial Regex WordsPattern();

    [GeneratedRegex(@"^(?<account>\S+)\s+(?<amount>-?[\d,]+\.\d+)(?:\s+tax (?<tax>-?[\d,]+\.\d+))?(?:\s+(?<project>[^/""]+?)(?:\s*/\s*(?<phase>[^""]+?))?(?<byname>,? by name)?)?(?:\s+""(?<text>.*)"")?$")]
    private static partial Regex LinePattern();
}
