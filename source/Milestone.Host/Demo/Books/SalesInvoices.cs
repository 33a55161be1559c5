using Milestone.Host.Demo.Firm;
using Milestone.Host.Demo.Records;

namespace Milestone.Host.Demo.Books;

/// <summary>What happens to a sales invoice: credits, corrections, and payment by the customer's habit.</summary>
internal static class SalesInvoices
{
    public static IEnumerable<Life> Lives(Company company, Project project, Document invoice, OnAccount onAccount, Seeded numbers)
    {
        var history = new History(invoice, Recorded(invoice, numbers));
        var credit = default(History);
        if (invoice.Status == "AUTHORISED")
        {
            var fate = numbers.Between(0, 999);
            if (fate < 15)
                return Reissued(history, numbers);
            if (fate < 45)
                Agree(history, numbers);
            else if (fate < 105)
                credit = Credited(history, numbers);

            onAccount.ApplyTo(history);
            Pay(project, history, onAccount, numbers);
        }

        var lives = history.Lives();
        return credit is null ? lives : lives.Concat(credit.Lives());
    }

    static DateTimeOffset Recorded(Document invoice, Seeded numbers) =>
        DemoCalendar.Moment(invoice.Date, numbers.Between(12, 16), numbers.Between(0, 59)).AddMilliseconds(numbers.Between(0, 59_999));

    /// <summary>Voided because the customer's name or the amount was wrong, and sent again under the next letter.</summary>
    static IEnumerable<Life> Reissued(History history, Seeded numbers)
    {
        history.Status(history.Recorded.AddHours(numbers.Between(20, 90)), "VOIDED");
        var again = history.First with { Name = $"{history.First.Name}/again", Number = $"{history.First.Number}A" };
        var second = new History(again, history.Recorded.AddHours(92));
        second.Pay(again.Date.AddDays(20), again.Total, 1);
        return history.Lives().Concat(second.Lives());
    }

    /// <summary>The customer's surveyor takes a little off before paying.</summary>
    static void Agree(History history, Seeded numbers)
    {
        var percent = numbers.Between(90, 98);
        history.Change(history.Recorded.AddDays(numbers.Between(3, 6)), d => d with { Lines = [.. d.Lines.Select(l => l.Times(percent, d.Amounts))] });
    }

    static History Credited(History history, Seeded numbers)
    {
        var first = history.First;
        var line = first.Lines.First(l => l.Account is not null);
        var date = first.Date.AddDays(numbers.Between(5, 25));
        var note = first with
        {
            Kind = RecordKind.CreditNotes,
            Name = $"{first.Name}/credit",
            Type = "ACCRECCREDIT",
            Number = $"CN-{first.Number}",
            Date = date,
            DueDate = null,
            Lines = [line.Times(numbers.Between(5, 30), first.Amounts) with { Description = $"Credit: {line.Description}" }],
        };
        var credit = new History(note, DemoCalendar.Moment(date, 11, numbers.Between(0, 59)));
        History.Allocate(credit, history, date, note.Total);
        return credit;
    }

    /// <summary>Each customer has a habit; a few invoices are part-paid, one in a hundred is never paid at all.</summary>
    static void Pay(Project project, History history, OnAccount onAccount, Seeded numbers)
    {
        var due = history.Last.AmountDue;
        if (due <= 0m || numbers.PerMille(10)) return;
        var date = history.First.Date;
        var on = (project.Number % 6) switch
        {
            0 => date.AddDays(numbers.Between(30, 62)),
            1 or 2 => date.AddDays(numbers.Between(5, 14)),
            _ => date.AddDays(numbers.Between(14, 30)),
        };
        switch (numbers.Between(0, 99))
        {
            case < 10:
                var part = Money.Round(due * numbers.Between(40, 70) / 100m);
                history.Pay(on, part, 1);
                history.Pay(on.AddDays(numbers.Between(12, 30)), due - part, 2);
                break;
            case < 13:
                var third = Money.Round(due / 3m);
                history.Pay(on, third, 1);
                history.Pay(on.AddDays(20), third, 2);
                history.Pay(on.AddDays(45), due - 2 * third, 3);
                break;
            case < 16:
                history.Pay(on, due, 1, DemoCalendar.Moment(on.AddDays(3), 10, 15));
                history.Pay(on.AddDays(9), due, 2);
                break;
            case < 21:
                history.Pay(on, due, 1);
                onAccount.Add(Overpaid(history.First, on, numbers));
                break;
            default:
                history.Pay(on, due, 1);
                break;
        }
    }

    static History Overpaid(Document invoice, DateOnly on, Seeded numbers)
    {
        var line = Line.Of("Overpayment", ChartOfAccounts.Receivable, numbers.Between(2, 40) * 50m, "NONE", LineAmounts.NoTax, invoice.Lines[^1].Project);
        return MoneyOnAccount.Received("RECEIVE-OVERPAYMENT", $"{invoice.Name}/overpaid", invoice.Contact!, on, line, invoice.Number);
    }
}
