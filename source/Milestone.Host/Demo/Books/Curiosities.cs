using Milestone.Host.Demo.Firm;
using Milestone.Host.Demo.Records;
using static Milestone.Host.Demo.Firm.ChartOfAccounts;

namespace Milestone.Host.Demo.Books;

/// <summary>The rare cases that real books have and chance may not bring in a small demo: one of each, in the first year.</summary>
internal static class Curiosities
{
    public static IEnumerable<Life> Of(Company company)
    {
        var first = company.Projects[0];
        var second = company.Projects[1];
        var day = company.Calendar.FirstDay.AddDays(40);
        return Sales(first, day)
            .Concat(Purchases(first, second, day))
            .Concat(Foreign(second, day))
            .Concat(Journals(company, day));
    }

    static IEnumerable<Life> Sales(Project project, DateOnly day)
    {
        // Money taken in advance and coded to sales: income when received, until the invoice takes its place.
        var advance = MoneyOnAccount.Received("RECEIVE-PREPAYMENT", "curiosity/advance", project.Customer, day,
            Line.Of("Half in advance: garden wall", SmallWorks, 1_000m, "OUTPUT2", LineAmounts.Exclusive, project), project.JobCode);
        var wall = Recorded(Sale("curiosity/wall", "SW-0101", project, day.AddDays(45),
            Line.Of("Garden wall", SmallWorks, 2_000m, "OUTPUT2", LineAmounts.Exclusive, project),
            // Coded to a cost on purpose: it lowers the cost and is not income.
            Line.Of("Delivery recharged", Carriage, 85m, "OUTPUT2", LineAmounts.Exclusive, project)));
        History.Allocate(advance, wall, day.AddDays(45), 1_200m);
        wall.Pay(day.AddDays(60), wall.Last.AmountDue, 1);

        // Billed twice by mistake: credited in full.
        var twice = Recorded(Sale("curiosity/twice", "SW-0102", project, day.AddDays(46), wall.First.Lines[0]));
        var credited = Recorded(Note(twice.First, "curiosity/twice/credit", day.AddDays(50)));
        History.Allocate(credited, twice, day.AddDays(50), credited.First.Total);

        // Paid, then credited, then the money went back.
        var gate = Recorded(Sale("curiosity/gate", "SW-0103", project, day.AddDays(70),
            Line.Of("Side gate", SmallWorks, 640m, "OUTPUT2", LineAmounts.Exclusive, project)));
        gate.Pay(day.AddDays(80), gate.First.Total, 1);
        var refunded = Recorded(Note(gate.First, "curiosity/gate/credit", day.AddDays(95)));
        refunded.Pay(day.AddDays(99), refunded.First.Total, 1);

        return MoneyOnAccount.Lives(advance).Concat(All(wall, twice, credited, gate, refunded));
    }

    static IEnumerable<Life> Purchases(Project first, Project second, DateOnly day)
    {
        var merchant = Suppliers.Merchants[0];
        var deposit = MoneyOnAccount.Received("SPEND-PREPAYMENT", "curiosity/proforma", merchant, day.AddDays(3),
            Line.Of("Proforma: oak beams", Prepaid, 1_500m, "NONE", LineAmounts.NoTax, first), "Proforma 88");
        var beams = Recorded(Bill("curiosity/beams", "TB88001", merchant, day.AddDays(20),
            Line.Of("Oak beams", Materials, 3_000m, "INPUT2", LineAmounts.Exclusive, first, BuildPhases.All[6])));
        History.Allocate(deposit, beams, day.AddDays(20), 1_500m);
        beams.Pay(day.AddDays(48), beams.Last.AmountDue, 1);

        // Paid twice: the second payment stays with the supplier as an overpayment, later set against a bill.
        var over = MoneyOnAccount.Received("SPEND-OVERPAYMENT", "curiosity/paid-twice", merchant, day.AddDays(60),
            Line.Of("Overpayment", Payable, 250m, "NONE", LineAmounts.NoTax), "TB88001");
        var sand = Recorded(Bill("curiosity/sand", "TB88042", merchant, day.AddDays(66),
            Line.Of("Sand and cement", Materials, 410m, "INPUT2", LineAmounts.Exclusive, second, BuildPhases.All[2]),
            Line.Of("Sand and cement, other job", Materials, 123.45m, "INPUT2", LineAmounts.Exclusive, first, BuildPhases.All[2])));
        History.Allocate(over, sand, day.AddDays(67), 250m);
        sand.Pay(day.AddDays(95), sand.Last.AmountDue, 1);

        // A replacement under guarantee: lines, and nothing to pay.
        var guarantee = Recorded(Bill("curiosity/guarantee", "TB88050", merchant, day.AddDays(70),
            Line.Of("Cracked lintel replaced", Materials, 96m, "INPUT2", LineAmounts.Exclusive, first, BuildPhases.All[2]),
            Line.Of("Under guarantee", Materials, -96m, "INPUT2", LineAmounts.Exclusive, first, BuildPhases.All[2])));

        var van = Recorded(Bill("curiosity/van", "VG-2207", Overheads.Billed[4].Contact, day.AddDays(90),
            Line.Of("Van, purchased at end of lease", PlantAtCost, 9_800m, "INPUT2", LineAmounts.Exclusive),
            Line.Of("Transfer fee", VehicleLeasing, 120m, "INPUT2", LineAmounts.Exclusive)));
        van.Pay(day.AddDays(92), van.First.Total, 1);

        var guild = Recorded(Bill("curiosity/guild", "", OtherContacts.Guild, day.AddDays(15),
            Line.Of("Annual subscription", OldSubscriptions, 780m, "ZERORATEDINPUT", LineAmounts.Exclusive)));
        guild.Pay(day.AddDays(45), guild.First.Total, 1);

        return MoneyOnAccount.Lives(deposit).Concat(MoneyOnAccount.Lives(over)).Concat(All(beams, sand, guarantee, van, guild));
    }

    static IEnumerable<Life> Foreign(Project project, DateOnly day)
    {
        var kitchen = BuildPhases.All[14];
        var euro = Recorded(Bill("curiosity/euro", "CV-0417", Suppliers.KitchenMakers[0], day.AddDays(30),
            Line.Of("Larder unit", Kitchens, 2_350m, "ZERORATEDINPUT", LineAmounts.Exclusive, project, kitchen),
            Line.Of("Worktop sample", Kitchens, 84.99m, "ZERORATEDINPUT", LineAmounts.Exclusive, project, kitchen)) with
        { Rate = 1.163412m });
        euro.Pay(day.AddDays(60), euro.First.Total, 1);
        var inclusive = Recorded(Bill("curiosity/euro-inclusive", "KL-7781", Suppliers.KitchenMakers[1], day.AddDays(33),
            Line.Of("Extractor", Kitchens, 611.11m, "INPUT2", LineAmounts.Inclusive, project, kitchen),
            Line.Of("Filters", Kitchens, 33.33m, "INPUT2", LineAmounts.Inclusive, project, kitchen)) with
        { Rate = 1.158907m, Amounts = LineAmounts.Inclusive });
        inclusive.Pay(day.AddDays(61), inclusive.First.Total, 1);
        var dollars = Recorded(Bill("curiosity/dollars", "BH90017", Suppliers.BrassMaker, day.AddDays(36),
            Line.Of("Solid brass handles", Materials, 1_249.50m, "ZERORATEDINPUT", LineAmounts.Exclusive, project, BuildPhases.All[11])) with
        { Rate = 1.274550m });
        dollars.Pay(day.AddDays(66), dollars.First.Total, 1);
        return All(euro, inclusive, dollars);
    }

    static IEnumerable<Life> Journals(Company company, DateOnly day)
    {
        var draft = MonthEndJournals.Journal("curiosity/draft-journal", day, "Stock count, to be checked", true,
            Line.Journal("Stock", Materials, -1_800m), Line.Journal("Stock", Prepaid, 1_800m)) with
        { Status = "DRAFT" };
        var wrong = Recorded(MonthEndJournals.Journal("curiosity/void-journal", day.AddDays(2), "Bad debt, posted by mistake", true,
            Line.Journal("Write-off", BadDebts, 960m), Line.Journal("Write-off", Receivable, -960m)));
        wrong.Status(wrong.Recorded.AddDays(8), "VOIDED");
        var debt = Recorded(MonthEndJournals.Journal("curiosity/bad-debt", company.Calendar.FirstDay.AddDays(300), "Bad debt written off", true,
            Line.Journal("Write-off", BadDebts, 1_420m), Line.Journal("Write-off", Receivable, -1_420m)));
        return All(Recorded(draft), wrong, debt);
    }

    static Document Sale(string name, string number, Project project, DateOnly date, params Line[] lines) =>
        new(RecordKind.Invoices, name)
        {
            Type = "ACCREC",
            Number = number,
            Contact = project.Customer,
            Date = date,
            DueDate = date.AddDays(14),
            Status = "AUTHORISED",
            Lines = lines,
        };

    static Document Note(Document sale, string name, DateOnly date) => sale with
    {
        Kind = RecordKind.CreditNotes,
        Name = name,
        Type = "ACCRECCREDIT",
        Number = $"CN-{sale.Number}",
        Date = date,
        DueDate = null,
    };

    public static Document Bill(string name, string number, Contact contact, DateOnly date, params Line[] lines) =>
        new(RecordKind.Invoices, name)
        {
            Type = "ACCPAY",
            Number = number,
            Contact = contact,
            Date = date,
            DueDate = date.AddDays(30),
            Status = "AUTHORISED",
            Currency = contact.Currency,
            Lines = lines,
        };

    static History Recorded(Document document) => new(document, DemoCalendar.Moment(document.Date, 16, 10));

    static IEnumerable<Life> All(params History[] histories) => histories.SelectMany(h => h.Lives());
}
