using Milestone.Testing.Books;

namespace Milestone.Testing.Generation;

/// <summary>Pays, credits and allocates, never more than is open, as Xero would allow.</summary>
public static class Settling
{
    /// <summary>The book with its approved documents settled as their plans say.</summary>
    public static Book Settle(Book book, IReadOnlyList<DocumentPlan> plans)
    {
        for (var i = 0; i < plans.Count; i++)
            book = Allocate(book, book.Documents[i], plans[i]);
        for (var i = 0; i < plans.Count; i++)
            book = book.With(Pay(book, book.Documents[i], plans[i]));
        return book;
    }

    /// <summary>What no payment, credit or deduction has settled of a document yet.</summary>
    public static decimal Open(Book book, BookDocument document) => document.Total
        - document.Cis
        - document.Payments.Where(payment => !payment.Deleted).Sum(payment => payment.Amount)
        - document.Allocations.Sum(allocation => allocation.Amount)
        - book.Documents.SelectMany(credit => credit.Allocations).Where(allocation => allocation.To == document.Number).Sum(allocation => allocation.Amount);

    /// <summary>A document paid in full on three days, or in one payment that only one endpoint tells.</summary>
    public static BookDocument PayInFull(Book book, BookDocument document, int way)
    {
        var open = Open(book, document);
        if (open <= 0)
            return document;
        var third = decimal.Round(open / 3, 2);
        return document with
        {
            Status = "PAID",
            FullyPaidOn = document.Date.AddDays(75),
            Payments = way switch
            {
                0 => document.Payments.Add(new BookPayment(document.Date.AddDays(75), open) { Source = PaymentSource.Endpoint }),
                1 => document.Payments.AddRange(
                [
                    new BookPayment(document.Date.AddDays(10), third),
                    new BookPayment(document.Date.AddDays(40), third) { Source = PaymentSource.Both },
                    new BookPayment(document.Date.AddDays(75), open - third - third),
                ]),
                _ => document.Payments,
            },
        };
    }

    private static Book Allocate(Book book, BookDocument credit, DocumentPlan plan)
    {
        BookKind? target = credit.Kind switch
        {
            BookKind.SalesCredit or BookKind.ReceivePrepayment or BookKind.ReceiveOverpayment => BookKind.Invoice,
            BookKind.SupplierCredit or BookKind.SpendPrepayment or BookKind.SpendOverpayment => BookKind.Bill,
            _ => null,
        };
        if (target is null || credit.Status != "AUTHORISED" || plan.Settled % 4 == 0)
            return book;
        var to = book.Documents.Find(document => document.Kind == target && document.Status == "AUTHORISED"
            && document.Currency == credit.Currency && Open(book, document) > 0.02m);
        if (to is null)
            return book;
        var most = Math.Min(Open(book, to), Open(book, credit));
        var amount = plan.Settled % 2 == 0 ? most : decimal.Round(most / 3, 2);
        if (amount <= 0)
            return book;

        return book.With(credit with { Allocations = credit.Allocations.Add(new BookAllocation(to.Number, amount, credit.Date > to.Date ? credit.Date : to.Date)) });
    }

    private static BookDocument Pay(Book book, BookDocument document, DocumentPlan plan)
    {
        var open = Open(book, document);
        if (document.Kind is not (BookKind.Invoice or BookKind.Bill or BookKind.SalesCredit or BookKind.SupplierCredit) || document.Status != "AUTHORISED" || open <= 0)
            return document;
        switch (plan.Settled)
        {
            case 1:
                return PayInFull(book, document, 0);
            case 2:
                return PayInFull(book, document, 1);
            case 3:
                return PayInFull(book, document, 2);
            case 4 when document.Kind == BookKind.Bill && document.Currency is null && document.Payments.IsEmpty && open == document.Total:
                var deduction = decimal.Round(document.Total / 5, 2);
                return document with
                {
                    Status = "PAID",
                    Cis = deduction,
                    FullyPaidOn = document.Date.AddDays(20),
                    Payments = [new BookPayment(document.Date.AddDays(20), document.Total - deduction)],
                };
            case 5:
                return document with { Payments = [new BookPayment(document.Date.AddDays(31), decimal.Round(open / 3, 2)) { Source = PaymentSource.Both }] };
            case 6:
                return document with
                {
                    Payments =
                    [
                        new BookPayment(document.Date.AddDays(5), decimal.Round(open / 7, 2)),
                        new BookPayment(document.Date.AddDays(6), decimal.Round(open / 2, 2)) { Deleted = true },
                        new BookPayment(document.Date.AddDays(92), decimal.Round(open / 2, 2)) { Source = PaymentSource.Endpoint },
                    ],
                };
            default:
                return document;
        }
    }
}
