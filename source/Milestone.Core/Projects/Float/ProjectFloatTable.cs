using Milestone.Core.Reporting;

namespace Milestone.Core.Projects;

/// <summary>
/// The float as the one table that every format is written from: where it stands, then every movement. Rows are called receipts, received, onAccount, moved,
/// costsPaid, refunds, balance, costsDue, afterCostsDue, commitments, afterCommitments, movement-{no} and movements; columns are document, date, reason,
/// contact, in, out and balance.
/// </summary>
public static class ProjectFloatTable
{
    /// <summary>The table of a float.</summary>
    /// <param name="account">The float.</param>
    /// <param name="moneyDecimals">2 for pence, 0 for whole pounds.</param>
    public static Table Of(ProjectFloat account, int moneyDecimals = 2)
    {
        ArgumentNullException.ThrowIfNull(account);
        return new Table(
            new TableHead("float", $"Float: {account.Name}", Columns, account.Provenance)
            {
                MoneyDecimals = moneyDecimals,
                Notes = account.NotAvailable is { } reason ? [reason] : [.. Notes(moneyDecimals)],
                Checks = account.Checks,
            },
            account.NotAvailable is null ? [.. Position(account), .. Movements(account)] : []);
    }

    /// <summary>Why money moved, in words.</summary>
    public static string Word(FloatReason reason) => reason switch
    {
        FloatReason.Receipt => "Paid by the customer",
        FloatReason.MoneyReceived => "Money received",
        FloatReason.OnAccount => "Put on account",
        FloatReason.Moved => "On account, to or from another project",
        FloatReason.Refund => "Paid back to the customer",
        _ => "Cost paid",
    };

    private static IReadOnlyList<TableColumn> Columns { get; } =
    [
        new("document", "", ColumnKind.Text),
        new("date", "Date", ColumnKind.Date),
        new("reason", "What", ColumnKind.Text),
        new("contact", "Customer or supplier", ColumnKind.Text),
        new("in", "In", ColumnKind.Money),
        new("out", "Out", ColumnKind.Money),
        new("balance", "Balance", ColumnKind.Money) { IsTotal = true },
    ];

    private static IEnumerable<string> Notes(int moneyDecimals)
    {
        yield return "Money the customer has put on account, less what was spent of it: as it was paid, VAT included. What the customer pays suppliers direct never touches it.";
        yield return "An invoice over several projects counts here with the share of this project's gross lines. Open commitments are orders less what was billed, oldest order first.";
        if (moneyDecimals == 0)
            yield return "Shown in whole units of currency: figures may not add up because of rounding. Sums are exact at pence.";
    }

    private static IEnumerable<TableRow> Position(ProjectFloat account)
    {
        yield return Heading("Where it stands");
        yield return Line(RowKind.Item, "receipts", "Paid by the customer on invoices", account.Of(FloatReason.Receipt));
        yield return Line(RowKind.Item, "received", "Money received without an invoice", account.Of(FloatReason.MoneyReceived));
        yield return Line(RowKind.Item, "onAccount", "Prepayments and overpayments", account.Of(FloatReason.OnAccount));
        yield return Line(RowKind.Item, "moved", "Of these, to or from other projects", account.Of(FloatReason.Moved));
        yield return Line(RowKind.Item, "costsPaid", "Costs paid", account.Of(FloatReason.CostPaid));
        yield return Line(RowKind.Item, "refunds", "Paid back to the customer", account.Of(FloatReason.Refund));
        yield return Line(RowKind.Subtotal, "balance", "Float balance", account.Balance) with { Formula = new RowFormula.SumOfItems("receipts", "refunds") };
        yield return Line(RowKind.Item, "costsDue", "Costs due", -account.CostsDue);
        yield return Line(RowKind.Subtotal, "afterCostsDue", "After costs due", account.AfterCostsDue) with { Formula = Sum("balance", "costsDue") };
        yield return Line(RowKind.Item, "commitments", "Open commitments", -account.OpenCommitments);
        yield return Line(RowKind.Total, "afterCommitments", "After open commitments", account.AfterCommitments) with { Formula = Sum("afterCostsDue", "commitments") };
    }

    private static IEnumerable<TableRow> Movements(ProjectFloat account)
    {
        if (account.Movements.Count == 0)
            yield break;
        yield return Heading("Movements");
        for (var no = 0; no < account.Movements.Count; no++)
        {
            var movement = account.Movements[no];
            yield return new TableRow(
                RowKind.Item,
                [
                    Cell.Of(movement.Document),
                    Cell.Of(movement.Date),
                    Cell.Of(Word(movement.Reason)),
                    Cell.Of(movement.Contact),
                    movement.IsIncoming ? Cell.Money(movement.In) : Cell.Empty,
                    movement.IsIncoming ? Cell.Empty : Cell.Money(movement.Out),
                    Cell.Money(movement.Balance),
                ])
            {
                Id = Id(no),
                Level = 1,
            };
        }

        yield return new TableRow(RowKind.Total, [Cell.Of("All movements"), Cell.Empty, Cell.Empty, Cell.Empty, Cell.Money(account.In), Cell.Money(account.Out), Cell.Empty])
        {
            Id = "movements",
            Formula = new RowFormula.SumOfItems(Id(0), Id(account.Movements.Count - 1)),
        };
    }

    private static string Id(int no) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"movement-{no + 1}");

    private static RowFormula.Signed Sum(params string[] rows) => new([.. rows.Select(row => new SignedRow(row, Subtracted: false))]);

    private static TableRow Heading(string text) => new(RowKind.Heading, [Cell.Of(text), .. Enumerable.Repeat(Cell.Empty, Columns.Count - 1)]);

    private static TableRow Line(RowKind kind, string id, string label, decimal amount) =>
        new(kind, [Cell.Of(label), Cell.Empty, Cell.Empty, Cell.Empty, Cell.Empty, Cell.Empty, Cell.Money(amount)]) { Id = id, Level = kind == RowKind.Item ? 1 : 0 };
}
