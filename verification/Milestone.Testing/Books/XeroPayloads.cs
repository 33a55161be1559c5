using System.Text.Json.Nodes;
using Milestone.Core.Xero;

namespace Milestone.Testing.Books;

/// <summary>Writes a book as the raw responses of Xero's API, page by page.</summary>
public static class XeroPayloads
{
    /// <summary>All of a book: organisation, chart and tracking first, then the documents by endpoint.</summary>
    public static IReadOnlyList<XeroPayload> Of(Book book, PayloadStyle? style = null) =>
        [.. Reference(book, style), .. Of(book, book.Documents, style)];

    /// <summary>The organisation, the accounts and the tracking categories.</summary>
    public static IReadOnlyList<XeroPayload> Reference(Book book, PayloadStyle? style = null)
    {
        var write = new ReferenceJson(new JsonScalars(style ?? new()), book);
        return
        [
            Envelope("Organisations", [write.Organisation()], 1, 1, style),
            .. Pages("Accounts", book.Accounts.Select(write.Account), style),
            Envelope("TrackingCategories", [.. write.TrackingCategories()], 1, 1, style),
        ];
    }

    /// <summary>Some of a book's documents, with what the other endpoints say of them: payments, prepayments, overpayments.</summary>
    public static IReadOnlyList<XeroPayload> Of(Book book, IEnumerable<BookDocument> documents, PayloadStyle? style = null)
    {
        var scalars = new JsonScalars(style ?? new());
        var lines = new LineJson(scalars, book);
        var writeDocument = new DocumentJson(scalars, lines, book);
        var writeSettlement = new SettlementJson(scalars, book);
        var records = new List<(string Endpoint, JsonObject Record)>();
        foreach (var document in documents)
        {
            records.Add((Endpoint(document.Kind), writeDocument.Of(document)));
            foreach (var payment in writeSettlement.Payments(document))
                records.Add(("Payments", payment));
            if (document.Kind is BookKind.ReceivePrepayment or BookKind.SpendPrepayment)
                records.Add(("Prepayments", writeDocument.Credit(document, "PrepaymentID")));
            if (document.Kind is BookKind.ReceiveOverpayment or BookKind.SpendOverpayment)
                records.Add(("Overpayments", writeDocument.Credit(document, "OverpaymentID")));
        }

        return [.. records.GroupBy(record => record.Endpoint).SelectMany(endpoint => Pages(endpoint.Key, endpoint.Select(record => record.Record), style))];
    }

    private static string Endpoint(BookKind kind) => kind switch
    {
        BookKind.Invoice or BookKind.Bill => "Invoices",
        BookKind.SalesCredit or BookKind.SupplierCredit => "CreditNotes",
        BookKind.ManualJournal => "ManualJournals",
        BookKind.Journal => "Journals",
        _ => "BankTransactions",
    };

    private static IEnumerable<XeroPayload> Pages(string endpoint, IEnumerable<JsonObject> records, PayloadStyle? style)
    {
        var pages = records.Chunk((style ?? new()).PageSize).ToList();
        return pages.Select((page, index) => Envelope(endpoint, page, index + 1, pages.Count, style));
    }

    private static XeroPayload Envelope(string endpoint, JsonObject[] records, int page, int pages, PayloadStyle? style)
    {
        var envelope = new JsonObject
        {
            ["Id"] = Book.IdOf($"{endpoint} {page}").ToString(),
            ["Status"] = "OK",
            ["ProviderName"] = "Milestone.Testing",
            ["DateTimeUTC"] = "/Date(1790000000000)/",
        };
        if (pages > 1)
            envelope["pagination"] = new JsonObject { ["page"] = page, ["pageSize"] = (style ?? new()).PageSize, ["pageCount"] = pages };
        envelope[endpoint] = new JsonArray([.. records]);
        JsonNode wrapped = (style ?? new()).Wrapping switch
        {
            WrappingStyle.Array => new JsonArray(envelope),
            WrappingStyle.Body => new JsonObject { ["body"] = envelope },
            WrappingStyle.ArrayOfBodies => new JsonArray(new JsonObject { ["body"] = envelope }),
            _ => envelope,
        };
        return new XeroPayload($"{endpoint}.page{page}.json", System.Text.Encoding.UTF8.GetBytes(wrapped.ToJsonString()));
    }
}
