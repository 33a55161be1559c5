using System.Globalization;
using Milestone.Core.Reporting;

namespace Milestone.Core.Tests.Reporting;

/// <summary>Tables whose figures were worked out by hand, and tables of any size.</summary>
internal static class SampleTables
{
    public static Provenance Provenance { get; } = new(
        "Acme & Sons Builders Ltd", "GBP", "1 Apr 2026 to 30 Jun 2026", "Accrual basis",
        new DateTimeOffset(2026, 11, 23, 9, 15, 0, TimeSpan.Zero), "Anna Smith")
    {
        Filters = ["Project: 14 Acacia Road"],
        DataAsOf = new DateTimeOffset(2026, 11, 23, 8, 0, 0, TimeSpan.Zero),
        Batch = 42,
    };

    /// <summary>
    /// A quarter by month. By hand: income 1,000.00 + 2,000.50 + 0 = 3,000.50; costs 400.25 + 500 + 100 less a credit of 50 in June;
    /// gross profit 599.75, 1,500.50, -50.00; margins 59.975 %, 75.0062 %, none.
    /// </summary>
    public static Table Quarter(int moneyDecimals = 2) => new(
        new TableHead("profit-and-loss", "Profit and loss",
            [
                new("account", "Account", ColumnKind.Text),
                new("apr", "Apr 2026", ColumnKind.Money),
                new("may", "May 2026", ColumnKind.Money),
                new("jun", "Jun 2026", ColumnKind.Money),
                new("total", "Total", ColumnKind.Money) { IsTotal = true, Formula = new ColumnFormula.Sum("apr", "jun") },
                new("change", "May less Apr", ColumnKind.Money) { Formula = new ColumnFormula.Difference("may", "apr") },
                new("share", "% of income", ColumnKind.Percent) { Formula = new ColumnFormula.ShareOfRow("total", "income") },
            ],
            Provenance)
        {
            MoneyDecimals = moneyDecimals,
            Notes = ["Figures may not add up because each is rounded for itself."],
            Checks =
            [
                new("Projects + Unassigned = organisation", 2050.25m, 2050.25m) { RowId = "gross", ColumnId = "total" },
                new("Xero's own profit and loss", 2050.25m, 2040.25m),
            ],
            Chart = new TableChart("Profit fell in June", ["apr", "may", "jun"],
                [new("income", "Income", ChartShape.Bar), new("costs", "Costs", ChartShape.Bar), new("gross", "Gross profit", ChartShape.Line)]),
        },
        [
            Row(RowKind.Heading, "Income", Cell.Empty, Cell.Empty, Cell.Empty, Cell.Empty, Cell.Empty, Cell.Empty) with { Id = "income-heading" },
            Figures(RowKind.Item, "Sales", "sales", 1000m, 2000.50m, 0m, 3000.50m, 1000.50m, 1m) with { Level = 1 },
            Figures(RowKind.Subtotal, "Total income", "income", 1000m, 2000.50m, 0m, 3000.50m, 1000.50m, 1m)
                with { Formula = new RowFormula.SumOfItems("income-heading", "sales") },
            Row(RowKind.Heading, "Cost of sales", Cell.Empty, Cell.Empty, Cell.Empty, Cell.Empty, Cell.Empty, Cell.Empty) with { Id = "costs-heading" },
            Figures(RowKind.Item, "Materials", "materials", 400.25m, 0m, 50m, 450.25m, -400.25m, 450.25m / 3000.50m) with { Level = 1 },
            Figures(RowKind.Item, "Subcontractors", "subcontractors", 0m, 500m, 0m, 500m, 500m, 500m / 3000.50m) with { Level = 1 },
            Figures(RowKind.Subtotal, "Total cost of sales", "costs", 400.25m, 500m, 50m, 950.25m, 99.75m, 950.25m / 3000.50m)
                with { Formula = new RowFormula.SumOfItems("costs-heading", "subcontractors") },
            Figures(RowKind.Total, "Gross profit", "gross", 599.75m, 1500.50m, -50m, 2050.25m, 900.75m, 2050.25m / 3000.50m)
                with { Formula = new RowFormula.Signed([new("income", false), new("costs", true)]) },
            new TableRow(RowKind.Note,
                [
                    Cell.Of("Gross margin"), Cell.Percent(599.75m / 1000m), Cell.Percent(1500.50m / 2000.50m), Cell.Absent("n/a"),
                    Cell.Percent(2050.25m / 3000.50m), Cell.Empty, Cell.Empty,
                ])
            {
                Id = "margin",
                Formula = new RowFormula.Ratio("gross", ["income"]),
            },
        ]);

    /// <summary>The head of a ledger of lines: the long report.</summary>
    public static TableHead LedgerHead { get; } = new("ledger", "Ledger",
        [
            new("date", "Date", ColumnKind.Date),
            new("reference", "Reference", ColumnKind.Text),
            new("supplier", "Supplier", ColumnKind.Text),
            new("description", "Description", ColumnKind.Text),
            new("net", "Net", ColumnKind.Money),
            new("tax", "Tax", ColumnKind.Money),
            new("gross", "Gross", ColumnKind.Money) { Formula = new ColumnFormula.Sum("net", "tax") },
        ],
        Provenance);

    /// <summary>Lines of a ledger: the n-th is n pounds net, a fifth of it tax.</summary>
    public static async IAsyncEnumerable<TableRow> LedgerRows(int count)
    {
        for (var i = 1; i <= count; i++)
        {
            yield return new TableRow(RowKind.Item,
                [
                    Cell.Of(new DateOnly(2026, 1, 1).AddDays(i % 365)),
                    Cell.Of("INV-" + i.ToString(CultureInfo.InvariantCulture)),
                    Cell.Of("Supplier number " + (i % 300).ToString(CultureInfo.InvariantCulture)),
                    Cell.Of("Materials delivered to plot " + (i % 40).ToString(CultureInfo.InvariantCulture)),
                    Cell.Money(i), Cell.Money(i / 5m), Cell.Money(i * 1.2m),
                ]);
        }

        await Task.CompletedTask;
    }

    /// <summary>A table of texts and their amounts, with as many columns of figures as wanted.</summary>
    public static Table Of(string title, int figures, params (string Label, decimal Amount)[] rows) => new(
        new TableHead("sample", title,
            [
                new("label", "Label", ColumnKind.Text),
                .. Enumerable.Range(1, figures).Select(i => new TableColumn($"c{i}", $"Column {i}", ColumnKind.Money)),
            ],
            Provenance),
        [
            .. rows.Select(row => new TableRow(RowKind.Item,
                [Cell.Of(row.Label), .. Enumerable.Range(1, figures).Select(i => Cell.Money(row.Amount * i))])),
        ]);

    private static TableRow Row(RowKind kind, string label, params Cell[] cells) => new(kind, [Cell.Of(label), .. cells]);

    private static TableRow Figures(RowKind kind, string label, string id, decimal apr, decimal may, decimal jun, decimal total, decimal change, decimal share) =>
        Row(kind, label, Cell.Money(apr), Cell.Money(may), Cell.Money(jun), Cell.Money(total), Cell.Money(change), Cell.Percent(share)) with { Id = id };
}
