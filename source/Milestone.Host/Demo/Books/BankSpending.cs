using Milestone.Host.Demo.Firm;
using Milestone.Host.Demo.Records;
using static System.FormattableString;
using static Milestone.Host.Demo.Firm.ChartOfAccounts;
using static Milestone.Host.Demo.Firm.OtherContacts;

namespace Milestone.Host.Demo.Books;

/// <summary>Spend money and receive money: cards, bank fees, small income, tax payments, transfers to the reserve account.</summary>
internal static class BankSpending
{
    static readonly (Contact Shop, Account Account, string Tax, string Text, int Weight, int Cards)[] Habits =
    [
        (FuelStation, Fuel, "INPUT2", "Diesel", 40, 14),
        (ToolShop, SmallTools, "INPUT2", "Blades, bits and batteries", 21, 6),
        (Rail, Travel, "ZERORATEDINPUT", "Train and parking", 14, 4),
        (PostOffice, Stationery, "ZERORATEDINPUT", "Postage", 5, 2),
        (Cafe, Entertainment, "NONE", "Site lunch", 8, 2),
        (TradeCounter, SmallTools, "INPUT2", "Consumables", 12, 4),
    ];

    /// <summary>Trade-counter purchases for the sites, mostly coded to no project: pounds a month.</summary>
    const decimal CounterMonthly = 5_600m;

    public static IEnumerable<Life> Of(Company company)
    {
        foreach (var month in company.Calendar.MonthStarts)
        {
            if (company.Skips(month)) continue;
            foreach (var habit in Habits)
            {
                var total = company.OverheadMonths * Overheads.CardMonthly * company.OverheadFactor * habit.Weight / 100m;
                foreach (var life in Month(company, month, habit.Shop.Name, total, habit.Cards, _ => (habit.Shop, habit.Text, habit.Account, habit.Tax, null, null)))
                    yield return life;
            }

            foreach (var life in Month(company, month, "counter", company.OverheadMonths * CounterMonthly * company.OverheadFactor, 12, n => Counter(company, month, n)))
                yield return life;
        }
    }

    static (Contact, string, Account, string, Project?, Phase?) Counter(Company company, DateOnly month, Seeded numbers)
    {
        var running = company.Projects.Where(p => p.Start <= month && month <= p.End).ToList();
        var project = running.Count > 0 && numbers.PerMille(450) ? numbers.Pick(running) : null;
        var phase = project is not null && numbers.PerMille(400) ? numbers.Pick(BuildPhases.All) : null;
        return (TradeCounter, "Site sundries", Materials, "INPUT2", project, phase);
    }

    static IEnumerable<Life> Month(
        Company company, DateOnly month, string name, decimal total, int cards,
        Func<Seeded, (Contact Shop, string Text, Account Account, string Tax, Project? Project, Phase? Phase)> choose)
    {
        var count = Math.Max(1, (int)(cards * company.OverheadMonths * company.CardDensity));
        var split = company.Numbers(Invariant($"spend/{name}/{month:yyyy-MM}"));
        var sequence = 0;
        foreach (var net in split.Split(total, count))
        {
            var own = Invariant($"spend/{name}/{month:yyyy-MM}/{sequence++}");
            var numbers = company.Numbers(own);
            var date = month.AddDays(numbers.Between(0, 27));
            var (shop, text, account, tax, project, phase) = choose(numbers);
            if (date >= company.Calendar.Today) continue;
            var document = new Document(RecordKind.BankTransactions, own)
            {
                Type = "SPEND",
                Contact = shop,
                Date = date,
                Status = "AUTHORISED",
                Amounts = LineAmounts.Inclusive,
                Lines = [Line.Of(text, account, net, tax, LineAmounts.Inclusive, project, phase)],
                Bank = numbers.PerMille(600) ? Card : Bank,
            };
            var history = new History(document, Bills.Moment(date.AddDays(numbers.Between(1, 5)), numbers));
            if (numbers.PerMille(8)) history.Status(history.Recorded.AddDays(numbers.Between(1, 20)), "DELETED");
            foreach (var life in history.Lives()) yield return life;
        }
    }
}
