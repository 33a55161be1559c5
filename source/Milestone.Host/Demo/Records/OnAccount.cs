using Milestone.Host.Demo.Firm;

namespace Milestone.Host.Demo.Records;

/// <summary>Deposits and overpayments of one project, drawn down by its invoices in turn.</summary>
internal sealed class OnAccount
{
    readonly List<History> credits = [];

    public void Add(History credit) => credits.Add(credit);

    public void ApplyTo(History invoice)
    {
        foreach (var credit in credits)
        {
            var amount = Math.Min(credit.Last.AmountDue, invoice.Last.AmountDue);
            if (amount <= 0m) continue;
            var on = credit.First.Date > invoice.First.Date ? credit.First.Date : invoice.First.Date;
            History.Allocate(credit, invoice, on, amount);
        }
    }

    /// <summary>Each credit with the bank transaction that brought it.</summary>
    public IEnumerable<Life> Lives() => credits.SelectMany(MoneyOnAccount.Lives);
}

/// <summary>Money received or paid before there is an invoice: in Xero a bank transaction and a credit with ids of their own.</summary>
internal static class MoneyOnAccount
{
    /// <summary>The credit; its type, such as RECEIVE-PREPAYMENT, decides the endpoint.</summary>
    public static History Received(string type, string name, Contact contact, DateOnly date, Line line, string reference)
    {
        var kind = type.EndsWith("OVERPAYMENT", StringComparison.Ordinal) ? RecordKind.Overpayments : RecordKind.Prepayments;
        var credit = new Document(kind, name)
        {
            Type = type,
            Reference = reference,
            Contact = contact,
            Date = date,
            Status = "AUTHORISED",
            Amounts = line.TaxType == "NONE" ? LineAmounts.NoTax : LineAmounts.Exclusive,
            Lines = [line],
        };
        return new History(credit, DemoCalendar.Moment(date.AddDays(1), 9, 5));
    }

    public static IEnumerable<Life> Lives(History credit)
    {
        var money = credit.First with
        {
            Kind = RecordKind.BankTransactions,
            Name = $"{credit.First.Name}/money",
            Bank = ChartOfAccounts.Bank,
            Credit = credit.First.Name,
        };
        return credit.Lives().Concat(new History(money, credit.Recorded).Lives());
    }
}
