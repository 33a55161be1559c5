using Milestone.Core.Reporting;

namespace Milestone.Core.Projects;

/// <summary>
/// Invoices or bills as the one table that every format is written from. Rows are called doc-{id} or doc-{id}-{phase}, phase-{id} (the sums) and total;
/// columns are document, date, due, contact, standing, net, tax, gross, paid, outstanding and overdue.
/// </summary>
public static class ProjectInvoicesTable
{
    /// <summary>The column that says where an invoice stands.</summary>
    public const string Standing = "standing";

    /// <summary>The table.</summary>
    /// <param name="report">Invoices or bills.</param>
    /// <param name="moneyDecimals">2 for pence, 0 for whole pounds.</param>
    public static Table Of(ProjectInvoices report, int moneyDecimals = 2)
    {
        ArgumentNullException.ThrowIfNull(report);
        var (name, title) = report.AreBills ? ("bills", "Bills") : ("invoices", "Invoices");
        return new Table(
            new TableHead(name, $"{title}: {report.Name}", Columns(report.AreBills), report.Provenance)
            {
                MoneyDecimals = moneyDecimals,
                Notes = [.. Notes(report, moneyDecimals)],
            },
            [.. report.ByPhase ? Grouped(report) : Listed(report)]);
    }

    /// <summary>The id of a document's row.</summary>
    public static string IdOf(ProjectInvoice invoice)
    {
        ArgumentNullException.ThrowIfNull(invoice);
        return invoice.Phase is { } phase ? $"doc-{invoice.DocumentId:N}-{phase:N}" : $"doc-{invoice.DocumentId:N}";
    }

    /// <summary>Where an invoice stands, in words.</summary>
    public static string Word(InvoiceStanding standing) => standing switch
    {
        InvoiceStanding.Paid => "Paid",
        InvoiceStanding.PartPaid => "Part paid",
        InvoiceStanding.Due => "Due",
        InvoiceStanding.Overdue => "Overdue",
        _ => "Open credit",
    };

    private static IReadOnlyList<TableColumn> Columns(bool areBills) =>
    [
        new("document", "Document", ColumnKind.Text),
        new("date", "Date", ColumnKind.Date),
        new("due", "Due", ColumnKind.Date),
        new("contact", areBills ? "Supplier" : "Customer", ColumnKind.Text),
        new(Standing, "Status", ColumnKind.Text),
        new("net", "Net", ColumnKind.Money),
        new("tax", "VAT", ColumnKind.Money),
        new("gross", "Gross", ColumnKind.Money) { IsTotal = true, Formula = new ColumnFormula.Sum("net", "tax") },
        new("paid", "Paid or credited", ColumnKind.Money),
        new("outstanding", "Outstanding", ColumnKind.Money) { Formula = new ColumnFormula.Difference("gross", "paid") },
        new("overdue", "Days overdue", ColumnKind.Number),
    ];

    private static IEnumerable<string> Notes(ProjectInvoices report, int moneyDecimals)
    {
        var kind = report.AreBills ? "bills and supplier credits" : "sales invoices and credit notes";
        yield return $"Approved {kind} in base currency; credits are negative. Paid includes credits set against them and CIS deductions.";
        if (report.Invoices.Any(invoice => invoice.IsPart))
            yield return "A document marked \"part\" also has lines of other projects or of none; they are left out here.";
        if (moneyDecimals == 0)
            yield return "Shown in whole units of currency: figures may not add up because of rounding. Sums are exact at pence.";
    }

    private static IEnumerable<TableRow> Listed(ProjectInvoices report)
    {
        foreach (var invoice in report.Invoices)
            yield return Row(invoice);
        yield return Total(report) with
        {
            Formula = report.Invoices.Count == 0 ? null : new RowFormula.SumOfItems(IdOf(report.Invoices[0]), IdOf(report.Invoices[^1])),
        };
    }

    private static IEnumerable<TableRow> Grouped(ProjectInvoices report)
    {
        var sums = new List<SignedRow>();
        foreach (var phase in report.Invoices.GroupBy(invoice => (invoice.Phase, invoice.PhaseName)))
        {
            yield return new TableRow(RowKind.Heading, [Cell.Of(phase.Key.PhaseName), .. Enumerable.Repeat(Cell.Empty, Columns(report.AreBills).Count - 1)]);
            List<ProjectInvoice> parts = [.. phase];
            foreach (var part in parts)
                yield return Row(part);
            var id = $"phase-{phase.Key.Phase:D}";
            sums.Add(new SignedRow(id, Subtracted: false));
            yield return Sum(RowKind.Subtotal, id, $"Total {phase.Key.PhaseName}", parts) with { Formula = new RowFormula.SumOfItems(IdOf(parts[0]), IdOf(parts[^1])) };
        }

        yield return Total(report) with { Formula = sums.Count == 0 ? null : new RowFormula.Signed(sums) };
    }

    private static TableRow Total(ProjectInvoices report) => Sum(RowKind.Total, "total", "Total", report.Invoices);

    private static TableRow Row(ProjectInvoice invoice) => new(
        RowKind.Item,
        [
            Cell.Of((invoice.Number.Length == 0 ? invoice.Kind : $"{invoice.Kind} {invoice.Number}") + (invoice.IsPart ? " (part)" : "")),
            Cell.Of(invoice.Date),
            invoice.DueDate is { } due ? Cell.Of(due) : Cell.Empty,
            Cell.Of(invoice.Contact),
            Cell.Of(Word(invoice.Standing)),
            Cell.Money(invoice.Net),
            Cell.Money(invoice.Tax),
            Cell.Money(invoice.Gross),
            Cell.Money(invoice.Paid),
            Cell.Money(invoice.Outstanding),
            invoice.OverdueDays > 0 ? Cell.Number(invoice.OverdueDays) : Cell.Empty,
        ])
    {
        Id = IdOf(invoice),
        Level = invoice.Phase is null ? 0 : 1,
    };

    private static TableRow Sum(RowKind kind, string id, string label, IReadOnlyList<ProjectInvoice> invoices) => new(
        kind,
        [
            Cell.Of(label),
            Cell.Empty,
            Cell.Empty,
            Cell.Empty,
            Cell.Empty,
            Cell.Money(invoices.Sum(invoice => invoice.Net)),
            Cell.Money(invoices.Sum(invoice => invoice.Tax)),
            Cell.Money(invoices.Sum(invoice => invoice.Gross)),
            Cell.Money(invoices.Sum(invoice => invoice.Paid)),
            Cell.Money(invoices.Sum(invoice => invoice.Outstanding)),
            Cell.Empty,
        ])
    {
        Id = id,
    };
}
