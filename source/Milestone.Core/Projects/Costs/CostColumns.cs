using Milestone.Core.Reporting;

namespace Milestone.Core.Projects;

/// <summary>The columns of money that the summary and the cost tracker share, and what is said below both.</summary>
internal static class CostColumns
{
    public const string Paid = "paid", Due = "due", Cost = "cost", Refunded = "refunded", Direct = "direct", Refunds = "refunds";

    public static IReadOnlyList<TableColumn> OfTracker(Vat vat, bool paymentsKnown) =>
    [
        new("document", "Document", ColumnKind.Text),
        new("date", "Date", ColumnKind.Date),
        new("supplier", "Supplier", ColumnKind.Text),
        new("description", "Description", ColumnKind.Text),
        .. OfBooks(vat, paymentsKnown),
        .. Entered(vat),
    ];

    /// <summary>What the books say; where they do not say what is paid, a cost is no sum of columns.</summary>
    public static IReadOnlyList<TableColumn> OfBooks(Vat vat, bool paymentsKnown) =>
    [
        new(Paid, With("Paid", vat), ColumnKind.Money),
        new(Due, With("Costs due", vat), ColumnKind.Money),
        new(Cost, With("Cost", vat), ColumnKind.Money) { IsTotal = true, Formula = paymentsKnown ? new ColumnFormula.Sum(Paid, Due) : null },
        new(Refunded, "Refunded by suppliers, in paid", ColumnKind.Money),
    ];

    /// <summary>What people entered.</summary>
    public static IReadOnlyList<TableColumn> Entered(Vat vat) =>
    [
        new(Direct, With("Direct by customer, not in Xero", vat), ColumnKind.Money),
        new(Refunds, With("Refunds, not in Xero", vat), ColumnKind.Money),
    ];

    public static Cell[] Cells(CostAmounts amounts) => [Known(amounts.Paid), Known(amounts.Due), Cell.Money(amounts.Cost), Known(amounts.Refunded)];

    public static IEnumerable<string> Notes(bool paymentsKnown, Vat vat, int moneyDecimals)
    {
        yield return paymentsKnown
            ? "Paid + costs due = accrual cost. Paid is less what suppliers paid back; a credit set against a bill lowers the cost."
            : "What has been paid is not available: these books post from journals, which do not say it. Cost is complete.";
        if (vat == Vat.Gross)
            yield return "Amounts include the VAT that the documents state; the profit and loss is always without.";
        yield return "What is not in Xero was entered by a person; it is in no other column, and never in the profit and loss.";
        if (moneyDecimals == 0)
            yield return "Shown in whole units of currency: figures may not add up because of rounding. Sums are exact at pence.";
    }

    public static string With(string label, Vat vat) => vat == Vat.Gross ? $"{label}, inc. VAT" : label;

    private static Cell Known(decimal? amount) => amount is { } known ? Cell.Money(known) : Cell.Absent("n/a");
}
