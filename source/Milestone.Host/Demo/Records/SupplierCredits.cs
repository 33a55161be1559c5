namespace Milestone.Host.Demo.Records;

/// <summary>Goods sent back and over-charges: a supplier credit note, mostly set against its bill.</summary>
internal static class SupplierCredits
{
    public static History? Maybe(History bill, Seeded numbers)
    {
        if (bill.ChangedAt is not null || bill.First.CisPercent is not null || bill.First.Currency != "GBP") return null;
        if (!numbers.PerMille(32)) return null;

        var first = bill.First;
        var part = first.Lines[0].Times(numbers.Between(8, 40), first.Amounts);
        var date = first.Date.AddDays(numbers.Between(4, 30));
        var note = first with
        {
            Kind = RecordKind.CreditNotes,
            Name = $"{first.Name}/credit",
            Type = "ACCPAYCREDIT",
            Number = $"CR{first.Number}",
            Date = date,
            DueDate = null,
            Lines = [part with { Description = $"Credit: {part.Description}" }],
        };
        var history = new History(note, Bills.Moment(date.AddDays(numbers.Between(0, 5)), numbers));
        switch (numbers.Between(0, 9))
        {
            case < 7:
                History.Allocate(history, bill, date, note.Total);
                break;
            case 7:
                // Refunded to the bank instead.
                history.Pay(date.AddDays(20), note.Total, 1);
                break;
            default:
                // Still on account with the supplier.
                break;
        }

        return history;
    }
}
