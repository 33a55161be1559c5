using Milestone.Core.Reporting;

namespace Milestone.Core.Receivables;

/// <summary>What customers owe as the one table that every format is written from. Rows are called inv-{document}, and total.</summary>
public static class OpenInvoicesTable
{
    private const string Total = "total";

    private static readonly (Age Age, string Id, string Label)[] Ages =
        [(Age.NotDue, "notDue", "Not due"), (Age.UpTo30, "upTo30", "1–30 days"), (Age.UpTo60, "upTo60", "31–60 days"), (Age.Over60, "over60", "Over 60 days")];

    /// <summary>How readers call an age.</summary>
    public static string LabelOf(Age age) => Ages.Single(one => one.Age == age).Label;

    /// <summary>The id of an age in JSON, addresses and tables: notDue, upTo30, upTo60, over60.</summary>
    public static string IdOf(Age age) => Ages.Single(one => one.Age == age).Id;

    /// <summary>The table: the longest overdue first, a column for each age.</summary>
    public static Table Of(OpenInvoices receivables)
    {
        ArgumentNullException.ThrowIfNull(receivables);
        var items = receivables.Invoices.Select(Row).ToList();
        return new Table(
            new TableHead("invoices-owed", "Invoices owed by customers", Columns(), receivables.Provenance)
            {
                Notes =
                [
                    "Approved sales invoices that are not paid in full, with VAT, in base currency at each invoice's own rate. An invoice is overdue from the day after it is due.",
                    "Credit notes, prepayments and overpayments count once they are allocated to an invoice.",
                ],
            },
            [.. items, Sum(receivables, items)]);
    }

    private static IReadOnlyList<TableColumn> Columns() =>
    [
        new("number", "Invoice", ColumnKind.Text),
        new("customer", "Customer", ColumnKind.Text),
        new("date", "Date", ColumnKind.Date),
        new("due", "Due", ColumnKind.Date),
        new("days", "Days overdue", ColumnKind.Number),
        .. Ages.Select(age => new TableColumn(age.Id, age.Label, ColumnKind.Money)),
        new("outstanding", "Outstanding", ColumnKind.Money) { IsTotal = true, Formula = new ColumnFormula.Sum(Ages[0].Id, Ages[^1].Id) },
    ];

    private static TableRow Row(OpenInvoice invoice) => new(
        RowKind.Item,
        [
            Cell.Of(invoice.Number.Length > 0 ? invoice.Number : "No number"),
            Cell.Of(invoice.Customer),
            Cell.Of(invoice.Date),
            Cell.Of(invoice.Due),
            invoice.DaysOverdue > 0 ? Cell.Number(invoice.DaysOverdue) : Cell.Empty,
            .. Ages.Select(age => Cell.Money(age.Age == invoice.Age ? invoice.Outstanding : 0)),
            Cell.Money(invoice.Outstanding),
        ])
    {
        Id = $"inv-{invoice.Document:D}",
    };

    private static TableRow Sum(OpenInvoices receivables, List<TableRow> items) => new(
        RowKind.Total,
        [
            Cell.Of("Total"),
            Cell.Empty,
            Cell.Empty,
            Cell.Empty,
            Cell.Empty,
            .. receivables.Ages.Select(age => Cell.Money(age.Outstanding)),
            Cell.Money(receivables.Outstanding),
        ])
    {
        Id = Total,
        Formula = items.Count == 0 ? null : new RowFormula.SumOfItems(items[0].Id!, items[^1].Id!),
    };
}
