using Milestone.Core.Reporting;

namespace Milestone.Core.Projects;

/// <summary>
/// The cost tracker as the one table that every format is written from. Rows are called phase-{id} (the sums), line-{document}-{line}-{phase},
/// adjustment-{id} and total; columns are document, date, supplier, description, paid, due, cost, refunded, direct and refunds.
/// </summary>
public static class CostTrackerTable
{
    /// <summary>The table of a tracker.</summary>
    /// <param name="tracker">The tracker.</param>
    /// <param name="moneyDecimals">2 for pence, 0 for whole pounds.</param>
    public static Table Of(CostTracker tracker, int moneyDecimals = 2)
    {
        ArgumentNullException.ThrowIfNull(tracker);
        return new Table(
            new TableHead("cost-tracker", $"Cost tracker: {tracker.Name}", CostColumns.OfTracker(tracker.Vat, tracker.PaymentsKnown), tracker.Provenance)
            {
                MoneyDecimals = moneyDecimals,
                Notes = [.. CostColumns.Notes(tracker.PaymentsKnown, tracker.Vat, moneyDecimals)],
            },
            [.. Rows(tracker)]);
    }

    /// <summary>The id of a line's row.</summary>
    public static string IdOf(CostLine line)
    {
        ArgumentNullException.ThrowIfNull(line);
        return $"line-{line.DocumentId:N}-{line.LineId:N}-{line.Phase:N}";
    }

    private static IEnumerable<TableRow> Rows(CostTracker tracker)
    {
        var sums = new List<SignedRow>();
        foreach (var phase in tracker.Phases)
        {
            yield return Heading(phase.Name, 0);
            var items = new List<TableRow>();
            items.AddRange(phase.Lines.Select(line => Row(RowKind.Item, IdOf(line), Document(line), line.Date, line.Supplier, line.Description, CostColumns.Cells(line.Amounts), Cell.Empty, Cell.Empty)));
            foreach (var item in items)
                yield return item;
            foreach (var entered in phase.Adjustments.GroupBy(adjustment => adjustment.IsRefund))
            {
                yield return Heading(entered.Key ? "Not in Xero: refunds" : "Not in Xero: paid direct by the customer", 1);
                foreach (var adjustment in entered)
                {
                    var row = Of(adjustment);
                    items.Add(row);
                    yield return row;
                }
            }

            var id = $"phase-{phase.Id:D}";
            sums.Add(new SignedRow(id, Subtracted: false));
            yield return Sum(RowKind.Subtotal, id, $"Total {phase.Name}", phase.Sums) with
            {
                Formula = items.Count == 0 ? null : new RowFormula.SumOfItems(items[0].Id!, items[^1].Id!),
            };
        }

        yield return Sum(RowKind.Total, "total", "Total", tracker.Total) with { Formula = new RowFormula.Signed(sums) };
    }

    private static string Document(CostLine line) => line.Number.Length == 0 ? line.Kind : $"{line.Kind} {line.Number}";

    private static TableRow Of(CostAdjustment adjustment) => Row(
        RowKind.Item,
        $"adjustment-{adjustment.Id:N}",
        adjustment.Reference.Length == 0 ? adjustment.IsRefund ? "Refund" : "Paid direct" : adjustment.Reference,
        adjustment.Date,
        adjustment.Supplier,
        adjustment.Description,
        [Cell.Empty, Cell.Empty, Cell.Empty, Cell.Empty],
        adjustment.IsRefund ? Cell.Empty : Cell.Money(adjustment.Amount),
        adjustment.IsRefund ? Cell.Money(adjustment.Amount) : Cell.Empty);

    private static TableRow Heading(string text, int level) =>
        new(RowKind.Heading, [Cell.Of(text), .. Enumerable.Repeat(Cell.Empty, 9)]) { Level = level };

    private static TableRow Row(RowKind kind, string id, string document, DateOnly date, string supplier, string description, Cell[] amounts, Cell direct, Cell refunds) =>
        new(kind, [Cell.Of(document), Cell.Of(date), Cell.Of(supplier), Cell.Of(description), .. amounts, direct, refunds]) { Id = id, Level = 1 };

    private static TableRow Sum(RowKind kind, string id, string label, CostSums sums) =>
        new(kind, [Cell.Of(label), Cell.Empty, Cell.Empty, Cell.Empty, .. CostColumns.Cells(sums.Amounts), Cell.Money(sums.Direct), Cell.Money(sums.Refunds)]) { Id = id };
}
