using Milestone.Host.Demo.Firm;
using Milestone.Host.Demo.Records;
using static System.FormattableString;

namespace Milestone.Host.Demo.Books;

/// <summary>The bills of running the firm, which no project carries.</summary>
internal static class OverheadBills
{
    public static IEnumerable<Life> Of(Company company)
    {
        foreach (var overhead in Overheads.Billed)
        {
            var every = overhead.EveryMonths * company.OverheadMonths;
            var month = 0;
            foreach (var start in company.Calendar.MonthStarts)
            {
                if (month++ % every != 0) continue;
                var date = start.AddDays(overhead.Day - 1);
                if (date > company.Calendar.Today) break;
                var name = $"overhead/{overhead.Supplier}/{month}";
                var numbers = company.Numbers(name);
                foreach (var life in Bills.Lives(company, Bill(company, overhead, name, date, every, numbers), numbers)) yield return life;
            }
        }
    }

    static Document Bill(Company company, Overhead overhead, string name, DateOnly date, int months, Seeded numbers)
    {
        var growth = 0.90m + 0.09m * (date.DayNumber - company.Calendar.FirstDay.DayNumber) / 365m;
        var net = numbers.Around(overhead.Monthly * months * company.OverheadFactor * growth, overhead.Varies);
        return new Document(RecordKind.Invoices, name)
        {
            Type = "ACCPAY",
            // The landlord's bills all carry the same number, as landlords' bills do.
            Number = overhead.Account == ChartOfAccounts.Rent ? "RENT" : $"{overhead.Contact.Initials}{numbers.Between(1_000, 9_999)}",
            Contact = overhead.Contact,
            Date = date,
            DueDate = date.AddDays(30),
            Status = "AUTHORISED",
            Amounts = LineAmounts.Exclusive,
            Lines = [Line.Of(Invariant($"{overhead.Description}, {date:MMMM yyyy}"), overhead.Account, net, overhead.Account.Tax, LineAmounts.Exclusive)],
        };
    }
}
