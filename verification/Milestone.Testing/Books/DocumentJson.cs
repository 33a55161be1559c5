using System.Text.Json.Nodes;

namespace Milestone.Testing.Books;

/// <summary>Writes documents as the endpoints of Xero give them.</summary>
internal sealed class DocumentJson(JsonScalars scalars, LineJson lines, Book book)
{
    private readonly SettlementJson settlements = new(scalars, book);

    public static string TypeOf(BookKind kind) => kind switch
    {
        BookKind.Invoice => "ACCREC",
        BookKind.Bill => "ACCPAY",
        BookKind.SalesCredit => "ACCRECCREDIT",
        BookKind.SupplierCredit => "ACCPAYCREDIT",
        BookKind.Receive => "RECEIVE",
        BookKind.Spend => "SPEND",
        BookKind.ReceivePrepayment => "RECEIVE-PREPAYMENT",
        BookKind.SpendPrepayment => "SPEND-PREPAYMENT",
        BookKind.ReceiveOverpayment => "RECEIVE-OVERPAYMENT",
        BookKind.SpendOverpayment => "SPEND-OVERPAYMENT",
        BookKind.ReceiveTransfer => "RECEIVE-TRANSFER",
        _ => "SPEND-TRANSFER",
    };

    /// <summary>The id of a credit; that of a prepayment or overpayment is not the id of its bank transaction.</summary>
    public static Guid CreditId(BookDocument credit) =>
        credit.Kind is BookKind.SalesCredit or BookKind.SupplierCredit ? credit.Id : Book.IdOf($"credit of {credit.Id}");

    public JsonObject Of(BookDocument document) => document.Kind switch
    {
        BookKind.Invoice or BookKind.Bill => Invoice(document),
        BookKind.SalesCredit or BookKind.SupplierCredit => Credit(document, "CreditNoteID"),
        BookKind.ManualJournal => ManualJournal(document),
        BookKind.Journal => Journal(document),
        _ => BankTransaction(document),
    };

    /// <summary>A credit note, or the record that the Prepayments or Overpayments endpoint has of a bank transaction.</summary>
    public JsonObject Credit(BookDocument document, string idProperty)
    {
        var record = Head(document);
        record[idProperty] = CreditId(document).ToString();
        record["ID"] = CreditId(document).ToString();
        if (idProperty == "CreditNoteID")
            record["CreditNoteNumber"] = document.Number;
        record["RemainingCredit"] = scalars.Money(document.Total
            - document.Allocations.Sum(allocation => allocation.Amount)
            - document.Payments.Where(payment => !payment.Deleted).Sum(payment => payment.Amount));
        record["Allocations"] = settlements.Allocations(document);
        record["Payments"] = settlements.Embedded(document);
        if (document.Status == "PAID")
            scalars.Date(record, "FullyPaidOnDate", document.FullyPaidOn ?? LastSettled(document), withText: false);
        return record;
    }

    private JsonObject Invoice(BookDocument document)
    {
        var record = Head(document);
        var creditNotes = settlements.Applied(document, "CreditNoteID", BookKind.SalesCredit, BookKind.SupplierCredit);
        var prepayments = settlements.Applied(document, "PrepaymentID", BookKind.ReceivePrepayment, BookKind.SpendPrepayment);
        var overpayments = settlements.Applied(document, "OverpaymentID", BookKind.ReceiveOverpayment, BookKind.SpendOverpayment);
        var credited = AllocatedTo(document).Sum(allocation => allocation.Amount);
        var paid = document.Payments.Where(payment => !payment.Deleted).Sum(payment => payment.Amount);
        record["InvoiceID"] = document.Id.ToString();
        record["InvoiceNumber"] = document.Number;
        record["Reference"] = "";
        scalars.Date(record, "DueDate", document.Due);
        record["Payments"] = settlements.Embedded(document);
        record["CreditNotes"] = creditNotes;
        record["Prepayments"] = prepayments;
        record["Overpayments"] = overpayments;
        record["AmountPaid"] = scalars.Money(paid);
        record["AmountCredited"] = scalars.Money(credited);
        record["AmountDue"] = scalars.Money(document.Status == "PAID" ? 0 : document.Total - document.Cis - paid - credited);
        if (document.Cis != 0)
        {
            record["CISDeduction"] = scalars.Money(document.Cis);
            record["CISRate"] = scalars.Number(20m);
        }

        if (document.Status == "PAID")
            scalars.Date(record, "FullyPaidOnDate", document.FullyPaidOn ?? LastSettled(document), withText: false);
        return record;
    }

    private JsonObject BankTransaction(BookDocument document)
    {
        var record = Head(document);
        record["BankTransactionID"] = document.Id.ToString();
        record["Reference"] = document.Number;
        record["IsReconciled"] = scalars.Boolean(true);
        record["BankAccount"] = new JsonObject { ["AccountID"] = Book.IdOf("bank").ToString(), ["Code"] = "090", ["Name"] = "Current account" };
        if (document.Kind is BookKind.ReceivePrepayment or BookKind.SpendPrepayment)
            record["PrepaymentID"] = CreditId(document).ToString();
        if (document.Kind is BookKind.ReceiveOverpayment or BookKind.SpendOverpayment)
            record["OverpaymentID"] = CreditId(document).ToString();
        return record;
    }

    private JsonObject ManualJournal(BookDocument document)
    {
        var record = new JsonObject
        {
            ["ManualJournalID"] = document.Id.ToString(),
            ["Narration"] = document.Number,
            ["Status"] = document.Status == "AUTHORISED" ? "POSTED" : document.Status,
            ["LineAmountTypes"] = document.LineAmountTypes,
            ["UpdatedDateUTC"] = scalars.Time(document.Updated),
            ["JournalLines"] = lines.Lines(document),
            ["HasAttachments"] = scalars.Boolean(false),
        };
        if (!document.OnCashBasis)
            record["ShowOnCashBasisReports"] = scalars.Boolean(false);
        scalars.Date(record, "Date", document.Date, withText: false);
        return record;
    }

    private JsonObject Journal(BookDocument document)
    {
        var record = new JsonObject
        {
            ["JournalID"] = document.Id.ToString(),
            ["JournalNumber"] = 1 + Math.Abs(book.Documents.FindIndex(other => other.Id == document.Id)),
            ["CreatedDateUTC"] = scalars.Time(document.Updated),
            ["Reference"] = document.Number,
            ["JournalLines"] = lines.Lines(document),
        };
        scalars.Date(record, "JournalDate", document.Date, withText: false);
        return record;
    }

    private JsonObject Head(BookDocument document)
    {
        var record = new JsonObject
        {
            ["Type"] = TypeOf(document.Kind),
            ["Status"] = document.Status,
            ["Contact"] = new JsonObject { ["ContactID"] = Book.IdOf("contact").ToString(), ["Name"] = "A customer or supplier" },
            ["LineAmountTypes"] = document.LineAmountTypes,
            ["LineItems"] = lines.Lines(document),
            ["SubTotal"] = scalars.Money(document.Total - document.TotalTax),
            ["TotalTax"] = scalars.Money(document.TotalTax),
            ["Total"] = scalars.Money(document.Total),
            ["UpdatedDateUTC"] = scalars.Time(document.Updated),
            ["CurrencyCode"] = document.Currency ?? book.Currency,
            ["HasAttachments"] = scalars.Boolean(false),
        };
        if (document.Rate is { } rate)
            record["CurrencyRate"] = scalars.Number(rate);
        scalars.Date(record, "Date", document.Date);
        return record;
    }

    private IEnumerable<BookAllocation> AllocatedTo(BookDocument document) =>
        book.Documents.SelectMany(credit => credit.Allocations).Where(allocation => allocation.To == document.Number);

    private DateOnly LastSettled(BookDocument document) => document.Payments.Where(payment => !payment.Deleted).Select(payment => payment.Date)
        .Concat(document.Allocations.Select(allocation => allocation.Date))
        .Concat(AllocatedTo(document).Select(allocation => allocation.Date))
        .DefaultIfEmpty(document.Date)
        .Max();
}
