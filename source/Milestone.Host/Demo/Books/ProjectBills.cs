using Milestone.Host.Demo.Firm;
using Milestone.Host.Demo.Records;
using static Milestone.Host.Demo.Firm.ChartOfAccounts;

namespace Milestone.Host.Demo.Books;

/// <summary>What a project costs, phase by phase in the order of the build. Direct labour comes by journal.</summary>
internal static class ProjectBills
{
    /// <summary>A bill of natural size, in pounds.</summary>
    const decimal BillSize = 5_200m;

    public static IEnumerable<Life> Of(Company company, Project project)
    {
        for (var phase = 0; phase < BuildPhases.All.Count; phase++)
        {
            foreach (var (kind, percent) in BuildPhases.All[phase].Spent)
            {
                if (kind == CostKind.Labour) continue;
                foreach (var life in Spent(company, project, phase, kind, percent)) yield return life;
            }
        }
    }

    static IEnumerable<Life> Spent(Company company, Project project, int phaseIndex, CostKind kind, int percent)
    {
        var phase = BuildPhases.All[phaseIndex];
        var name = $"bill/{project.Number}/{phaseIndex}/{kind}";
        var numbers = company.Numbers(name);
        // What is spent strays from the plan by up to a tenth; the plan is what the orders and budgets say.
        var cost = numbers.Around(project.CostOf(phase) * percent / 100m, 10);
        if (cost < 40m) yield break;

        var parts = Math.Max(1, (int)(cost * company.Density / BillSize));
        var start = project.PhaseStart(phase).DayNumber;
        var length = Math.Max(1, project.PhaseEnd(phase).DayNumber - start);
        var part = 0;
        var retained = 0m;
        foreach (var net in numbers.Split(cost, parts))
        {
            var own = company.Numbers($"{name}/{part}");
            var date = DateOnly.FromDayNumber(start + (int)((long)length * part / parts) + own.Between(0, Math.Max(1, length / parts)));
            part++;
            if (date > company.Calendar.Today) yield break;
            var bill = Bill($"{name}/{part}", project, phaseIndex, kind, net, date, own);
            if (kind == CostKind.Subcontract && project.RetentionPercent > 0)
            {
                var kept = Money.Round(net * RetainedPercent / 100m);
                retained += kept;
                bill = Retained(bill, project, -kept, $"Retention {RetainedPercent} %");
            }

            foreach (var life in Bills.Lives(company, bill, own)) yield return life;
        }

        if (retained == 0m) yield break;
        var release = Bill($"{name}/release", project, phaseIndex, kind, 0m, project.End.AddDays(30), company.Numbers($"{name}/release"));
        release = Retained(release with { Lines = [] }, project, retained, "Release of retention");
        foreach (var life in Bills.Lives(company, release, company.Numbers($"{name}/released"))) yield return life;
    }

    /// <summary>What the firm keeps back from its subcontractors until the job is done.</summary>
    const int RetainedPercent = 3;

    /// <summary>A line to the balance sheet: what is kept is still cost.</summary>
    static Document Retained(Document bill, Project project, decimal amount, string text) =>
        bill with { Lines = [.. bill.Lines, Line.Of(text, RetentionsPayable, amount, "DRCHARGE20", bill.Amounts, project)] };

    static Document Bill(string name, Project project, int phaseIndex, CostKind kind, decimal net, DateOnly date, Seeded numbers)
    {
        var phase = BuildPhases.All[phaseIndex];
        var contact = Suppliers.For(kind, project, phaseIndex, numbers);
        var amounts = Amounts(contact, kind, numbers);
        var rate = Rate(contact, numbers);
        var tracked = numbers.Between(0, 999);
        var lines = Lines(kind, phase, contact, Money.Round(net * rate), amounts, numbers)
            .Select(l => tracked switch
            {
                < 30 => l,
                < 90 => l with { Project = project },
                _ => l with { Project = project, Phase = phase },
            });
        return new Document(RecordKind.Invoices, name)
        {
            Type = "ACCPAY",
            // A few suppliers number nothing.
            Number = numbers.PerMille(15) ? "" : $"{contact.Initials}{numbers.Between(10_000, 99_999)}",
            Reference = numbers.PerMille(300) ? project.JobCode : "",
            Contact = contact,
            Date = date,
            DueDate = date.AddDays(30),
            Status = "AUTHORISED",
            Amounts = amounts,
            Lines = [.. lines],
            Currency = contact.Currency,
            Rate = rate,
            CisPercent = kind == CostKind.Cis ? contact.CisPercent : null,
        };
    }

    static LineAmounts Amounts(Contact contact, CostKind kind, Seeded numbers) =>
        !contact.VatRegistered ? LineAmounts.NoTax
        : kind is CostKind.Materials or CostKind.Kitchen or CostKind.Waste && numbers.PerMille(180) ? LineAmounts.Inclusive
        : LineAmounts.Exclusive;

    static decimal Rate(Contact contact, Seeded numbers) => contact.Currency switch
    {
        "EUR" => 1.14m + numbers.Between(1, 49_999) / 1_000_000m,
        "USD" => 1.24m + numbers.Between(1, 89_999) / 1_000_000m,
        _ => 1.000000m,
    };

    static IEnumerable<Line> Lines(CostKind kind, Phase phase, Contact contact, decimal net, LineAmounts amounts, Seeded numbers)
    {
        if (kind == CostKind.Cis)
        {
            // Four fifths labour, one fifth materials: only the labour suffers the deduction.
            var labour = Money.Round(net * numbers.Between(72, 88) / 100m);
            yield return Line.Of($"{phase.Name}: labour", CisLabour, labour, "DRCHARGE20", amounts);
            yield return Line.Of($"{phase.Name}: materials supplied", CisMaterials, net - labour, "DRCHARGE20", amounts);
            yield break;
        }

        var (account, tax) = Coding(kind, contact, amounts);
        var count = kind == CostKind.Materials ? numbers.Between(1, 4) : 1;
        foreach (var part in numbers.Split(net, count))
        {
            var coded = kind == CostKind.Materials && numbers.PerMille(60) ? Carriage : account;
            yield return Line.Of(Descriptions.For(kind, phase, numbers), coded, part, tax, amounts);
        }
    }

    /// <summary>A supplier abroad that charges British VAT does so in its own currency; the others charge none.</summary>
    static (Account Account, string Tax) Coding(CostKind kind, Contact contact, LineAmounts amounts) => kind switch
    {
        _ when contact.Currency != "GBP" =>
            (kind == CostKind.Kitchen ? Kitchens : Materials, amounts == LineAmounts.Inclusive ? "INPUT2" : "ZERORATEDINPUT"),
        CostKind.Kitchen => (Kitchens, "INPUT2"),
        CostKind.Subcontract => (Subcontractors, "DRCHARGE20"),
        CostKind.Plant => (PlantHire, "INPUT2"),
        CostKind.Waste => (Waste, "INPUT2"),
        CostKind.Scaffold => (Scaffolding, "DRCHARGE20"),
        CostKind.Fees => (ProfessionalFees, "INPUT2"),
        CostKind.Welfare => (SiteWelfare, "INPUT2"),
        _ => (Materials, "INPUT2"),
    };
}
