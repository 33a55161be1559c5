using System.Text.Json.Nodes;

namespace Milestone.Testing.Books;

/// <summary>Writes payments and allocations: inside documents, and as records of their own.</summary>
internal sealed class SettlementJson(JsonScalars scalars, Book book)
{
    /// <summary>The records of the Payments endpoint.</summary>
    public IEnumerable<JsonObject> Payments(BookDocument document)
    {
        foreach (var (payment, index) in document.Payments.Select((payment, index) => (payment, index)))
        {
            if (payment.Source == PaymentSource.Document && !payment.Deleted)
                continue;
            var record = Payment(document, payment, index);
            record["BankAmount"] = scalars.Money(payment.Amount);
            record["PaymentType"] = document.Kind switch
            {
                BookKind.Invoice => "ACCRECPAYMENT",
                BookKind.Bill => "ACCPAYPAYMENT",
                BookKind.SalesCredit => "ARCREDITPAYMENT",
                _ => "APCREDITPAYMENT",
            };
            record["Status"] = payment.Deleted ? "DELETED" : "AUTHORISED";
            record["IsReconciled"] = scalars.Boolean(true);
            record["UpdatedDateUTC"] = scalars.Time(document.Updated);

            // Xero names a credit note that is refunded as an Invoice too, with the credit note's id.
            record["Invoice"] = new JsonObject
            {
                ["Type"] = DocumentJson.TypeOf(document.Kind),
                ["InvoiceID"] = document.Id.ToString(),
                ["InvoiceNumber"] = document.Number,
                ["LineItems"] = new JsonArray(),
                ["CurrencyCode"] = document.Currency ?? book.Currency,
            };
            yield return record;
        }
    }

    /// <summary>The payments that the document itself carries.</summary>
    public JsonArray Embedded(BookDocument document) => new(
        [.. document.Payments
            .Select((payment, index) => (payment, index))
            .Where(paid => paid.payment.Source != PaymentSource.Endpoint && !paid.payment.Deleted)
            .Select(paid => Payment(document, paid.payment, paid.index))]);

    /// <summary>What a credit note, prepayment or overpayment says of its allocations.</summary>
    public JsonArray Allocations(BookDocument credit) => new([.. credit.Allocations.Select((allocation, index) =>
    {
        var to = book[allocation.To];
        var record = new JsonObject
        {
            ["AllocationID"] = Book.IdOf($"allocation {credit.Id} {index}").ToString(),
            ["Amount"] = scalars.Money(allocation.Amount),
            ["Invoice"] = new JsonObject { ["InvoiceID"] = to.Id.ToString(), ["InvoiceNumber"] = to.Number, ["LineItems"] = new JsonArray() },
        };
        scalars.Date(record, "Date", allocation.Date, withText: false);
        return record;
    })]);

    /// <summary>What an invoice or bill says of the credits of one sort that are allocated to it.</summary>
    public JsonArray Applied(BookDocument document, string idProperty, params BookKind[] kinds) => new(
        [.. from credit in book.Documents
            where kinds.Contains(credit.Kind)
            let applied = credit.Allocations.Where(allocation => allocation.To == document.Number).Sum(allocation => allocation.Amount)
            where applied != 0
            select Applied(credit, idProperty, applied)]);

    private JsonObject Applied(BookDocument credit, string idProperty, decimal amount)
    {
        var record = new JsonObject
        {
            [idProperty] = DocumentJson.CreditId(credit).ToString(),
            ["ID"] = DocumentJson.CreditId(credit).ToString(),
            ["AppliedAmount"] = scalars.Money(amount),
            ["Total"] = scalars.Money(credit.Total),
            ["LineItems"] = new JsonArray(),
        };
        scalars.Date(record, "Date", credit.Date);
        return record;
    }

    private JsonObject Payment(BookDocument document, BookPayment payment, int index)
    {
        var record = new JsonObject
        {
            ["PaymentID"] = (payment.Id ?? Book.IdOf($"payment {document.Id} {index}")).ToString(),
            ["Amount"] = scalars.Money(payment.Amount),
            ["CurrencyRate"] = scalars.Number(document.Rate ?? 1m),
            ["Reference"] = "",
        };
        scalars.Date(record, "Date", payment.Date, withText: false);
        return record;
    }
}
