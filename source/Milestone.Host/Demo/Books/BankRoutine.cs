using Milestone.Host.Demo.Firm;
using Milestone.Host.Demo.Records;
using static System.FormattableString;
using static Milestone.Host.Demo.Firm.ChartOfAccounts;
using static Milestone.Host.Demo.Firm.OtherContacts;

namespace Milestone.Host.Demo.Books;

/// <summary>What the bank account does every month: wages, taxes, fees, interest, small income, the reserve account.</summary>
internal static class BankRoutine
{
    public static IEnumerable<Life> Of(Company company)
    {
        var today = company.Calendar.Today;
        foreach (var month in company.Calendar.MonthStarts)
        {
            foreach (var document in Month(company, month).Where(d => d.Date < today))
                foreach (var life in new History(document, DemoCalendar.Moment(document.Date.AddDays(1), 8, 40)).Lives()) yield return life;
        }
    }

    static IEnumerable<Document> Month(Company company, DateOnly month)
    {
        var numbers = company.Numbers(Invariant($"routine/{month:yyyy-MM}"));
        var wages = PayrollJournals.Month(company, month);
        yield return Spend(month, "wages", 27, Payroll, WagesPayable, wages.Net, "Net pay");
        yield return Spend(month, "paye", 19, TaxOffice, Paye, wages.Deductions, "PAYE, NIC and CIS");
        if (month.Month % 3 == 1) yield return Spend(month, "vat", 7, TaxOffice, Vat, numbers.Around(46_000m, 25), "VAT return");
        if (company.Skips(month)) yield break;
        yield return Spend(month, "fees", 28, HouseBank, BankFees, numbers.Around(210m, 20), "Account and payment fees");
        yield return Spend(month, "loan", 15, HouseBank, InterestPaid, numbers.Around(640m, 4), "Loan interest");
        yield return Money(month, "interest", 28, "RECEIVE", HouseBank, InterestIncome, numbers.Around(310m, 25), "Interest", "NONE");
        yield return Money(month, "yard", 3, "RECEIVE", YardTenant, YardRent, 950m, "Rent of half the yard", "EXEMPTOUTPUT");
        if (month.Month % 2 == 0)
            yield return Money(month, "scrap", 22, "RECEIVE", ScrapYard, Scrap, numbers.Around(420m, 60), "Copper and lead", "OUTPUT2");

        // A transfer is two bank transactions, one on each side, and no income or cost.
        var set = numbers.Between(8, 40) * 500m;
        yield return Transfer(month, "out", "SPEND-TRANSFER", Bank, set);
        yield return Transfer(month, "in", "RECEIVE-TRANSFER", Reserve, set);
    }

    static Document Spend(DateOnly month, string what, int day, Contact contact, Account account, decimal amount, string text) =>
        Money(month, what, day, "SPEND", contact, account, amount, text, "NONE");

    static Document Money(DateOnly month, string what, int day, string type, Contact contact, Account account, decimal amount, string text, string tax)
    {
        var amounts = tax == "NONE" ? LineAmounts.NoTax : LineAmounts.Exclusive;
        return new Document(RecordKind.BankTransactions, Invariant($"routine/{month:yyyy-MM}/{what}"))
        {
            Type = type,
            Contact = contact,
            Date = month.AddDays(day - 1),
            Status = "AUTHORISED",
            Amounts = amounts,
            Lines = [Line.Of(text, account, amount, tax, amounts)],
            Bank = Bank,
        };
    }

    static Document Transfer(DateOnly month, string side, string type, Account bank, decimal amount) =>
        new(RecordKind.BankTransactions, Invariant($"routine/{month:yyyy-MM}/transfer-{side}"))
        {
            Type = type,
            Date = month.AddDays(19),
            Status = "AUTHORISED",
            Amounts = LineAmounts.NoTax,
            Lines = [Line.Of("Bank transfer", bank == Bank ? Reserve : Bank, amount, "NONE", LineAmounts.NoTax)],
            Bank = bank,
        };
}
