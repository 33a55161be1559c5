using Milestone.Core.Reporting;

namespace Milestone.Core.Estimates;

/// <summary>The adjustments of a project by kind, each kind with its sum. The two are never added up: one is cost, the other takes from it.</summary>
internal static class AdjustmentTable
{
    private static readonly IReadOnlyList<TableColumn> Columns =
    [
        new("date", "Date", ColumnKind.Date),
        new("phase", "Phase", ColumnKind.Text),
        new("supplier", "Supplier", ColumnKind.Text),
        new("reference", "Reference", ColumnKind.Text),
        new("description", "Description", ColumnKind.Text),
        new("net", "Net", ColumnKind.Money),
        new("tax", "VAT", ColumnKind.Money),
        new("gross", "Gross", ColumnKind.Money) { Formula = new ColumnFormula.Sum("net", "tax"), IsTotal = true },
    ];

    public static Table Of(PhaseNames phases, IReadOnlyList<Adjustment> adjustments, Provenance provenance) => new(
        new TableHead("adjustments", "Adjustments", Columns, provenance)
        {
            Notes = ["None of this is in Xero, and none of it is in the profit and loss. The cost tracker and the summary show it under headings of its own."],
        },
        [
            .. Section(phases, adjustments, AdjustmentKind.DirectByCustomer, "Paid direct by the customer"),
            .. Section(phases, adjustments, AdjustmentKind.Refund, "Refunds from suppliers"),
        ]);

    private static IEnumerable<TableRow> Section(PhaseNames phases, IReadOnlyList<Adjustment> all, AdjustmentKind kind, string title)
    {
        var own = all.Where(one => one.Kind == kind).ToList();
        if (own.Count == 0)
            yield break;
        yield return new TableRow(RowKind.Heading, [Cell.Of(title), .. Enumerable.Repeat(Cell.Empty, Columns.Count - 1)]);
        foreach (var one in own)
        {
            yield return new TableRow(RowKind.Item,
            [
                Cell.Of(one.Date), Cell.Of(phases.NameOf(one.Phase)), Cell.Of(one.Supplier), Cell.Of(one.Reference), Cell.Of(one.Description),
                Cell.Money(one.Amount), Cell.Money(one.Tax), Cell.Money(one.Gross),
            ])
            {
                Id = one.Id.ToString("D"),
            };
        }

        yield return new TableRow(RowKind.Subtotal,
        [
            Cell.Of($"Total, {char.ToLowerInvariant(title[0])}{title[1..]}"), Cell.Empty, Cell.Empty, Cell.Empty, Cell.Empty,
            Cell.Money(own.Sum(one => one.Amount)), Cell.Money(own.Sum(one => one.Tax)), Cell.Money(own.Sum(one => one.Gross)),
        ])
        {
            Id = kind == AdjustmentKind.Refund ? "refunds" : "direct",
            Formula = new RowFormula.SumOfItems(own[0].Id.ToString("D"), own[^1].Id.ToString("D")),
        };
    }
}
