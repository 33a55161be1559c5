using Milestone.Host.Demo.Firm;
using Milestone.Host.Demo.Records;
using static System.FormattableString;
using static Milestone.Host.Demo.Firm.ChartOfAccounts;

namespace Milestone.Host.Demo.Books;

/// <summary>What a project earns: a deposit, an invoice for each month's work, variations, retention and its release.</summary>
internal static class ProjectSales
{
    public static IEnumerable<Life> Of(Company company, Project project)
    {
        var onAccount = new OnAccount();
        if (project.Deposit > 0m && Deposit(company, project) is { } deposit) onAccount.Add(deposit);

        var sequence = 0;
        foreach (var (date, note, lines) in Valuations(company, project))
        {
            if (date > company.Calendar.Today) break;
            sequence++;
            var numbers = company.Numbers($"sale/{project.Number}/{sequence}");
            var invoice = Invoice(company, project, sequence, date, note, lines, numbers);
            foreach (var life in SalesInvoices.Lives(company, project, invoice, onAccount, numbers)) yield return life;
        }

        foreach (var life in onAccount.Lives()) yield return life;
    }

    static History? Deposit(Company company, Project project)
    {
        var date = project.Start.AddDays(-12) > company.Calendar.FirstDay ? project.Start.AddDays(-12) : company.Calendar.FirstDay;
        if (date > company.Calendar.Today) return null;
        var line = Line.Of($"Deposit on account: {project.Name}", CustomerDeposits, project.Deposit, "NONE", LineAmounts.NoTax, project);
        return MoneyOnAccount.Received("RECEIVE-PREPAYMENT", $"deposit/{project.Number}", project.Customer, date, line, project.JobCode);
    }

    /// <summary>The dates on which work is billed, with the lines of each: what was done since the last, by phase.</summary>
    static IEnumerable<(DateOnly Date, string Note, IReadOnlyList<Line> Lines)> Valuations(Company company, Project project)
    {
        var amounts = AmountsOf(project);
        var tax = TaxOf(project);
        var last = project.Start;
        var retained = 0m;
        for (var month = project.Start.AddDays(12); ; month = month.AddMonths(1))
        {
            var date = ValuedOn(project, month);
            var day = date < project.End ? date : project.End;
            var (from, to) = (last, day.AddDays(AheadDays) < project.End ? day.AddDays(AheadDays) : project.End);
            var lines = Worked(project, from, to, amounts, tax).Concat(Varied(project, from, to, amounts, tax)).ToList();
            if (lines.Count > 0)
            {
                var net = Money.Pence(lines.Sum(l => l.Amount) * project.RetentionPercent / 100m);
                if (net > 0m)
                {
                    retained += net;
                    lines.Add(Line.Of($"Retention {project.RetentionPercent} %", RetentionsReceivable, -net, tax, amounts, project));
                }

                yield return (day, Invariant($"Work to {to:d MMMM yyyy}"), lines);
                last = to;
            }

            if (day == project.End) break;
        }

        if (retained == 0m) yield break;
        var half = Money.Round(retained / 2m);
        yield return (project.End.AddDays(14), "Practical completion",
            [Line.Of("Release of first half of retention", RetentionsReceivable, half, tax, amounts, project)]);
        yield return (project.End.AddYears(1), "End of defects period",
            [Line.Of("Release of second half of retention", RetentionsReceivable, retained - half, tax, amounts, project)]);
    }

    /// <summary>An application covers what will be done by the time it is certified.</summary>
    const int AheadDays = 10;

    /// <summary>Each contract is valued on a day of the month of its own, so that sales follow the work closely.</summary>
    static DateOnly ValuedOn(Project project, DateOnly month) =>
        (project.Number % 5) switch
        {
            0 => new DateOnly(month.Year, month.Month, 8),
            1 => new DateOnly(month.Year, month.Month, 14),
            2 => new DateOnly(month.Year, month.Month, 20),
            3 => new DateOnly(month.Year, month.Month, 25),
            _ => DemoCalendar.MonthEnd(month),
        };

    static IEnumerable<Line> Worked(Project project, DateOnly from, DateOnly to, LineAmounts amounts, string tax)
    {
        var account = project.ContractSum < 60_000m ? SmallWorks : ContractSales;
        var whole = 0m;
        foreach (var phase in BuildPhases.All)
        {
            var earned = Earned(project, phase, to) - Earned(project, phase, from);
            whole += earned;
            if (earned > 0m && !BillsByStage(project))
                yield return Line.Of(phase.Name, account, earned, tax, amounts, project, phase);
        }

        if (whole > 0m && BillsByStage(project))
            yield return Line.Of("Stage payment", account, whole, tax, amounts, project);
    }

    /// <summary>Every fifth contract is billed in stages that name no phase.</summary>
    static bool BillsByStage(Project project) => project.Number % 5 == 2;

    /// <summary>Whole pounds on the way, the exact share at the end, so that the invoices add up to the contract sum.</summary>
    static decimal Earned(Project project, Phase phase, DateOnly on)
    {
        var share = project.ContractSum * phase.Weights[(int)project.Kind] / 1000m;
        if (on >= project.End) return share;
        var start = project.PhaseStart(phase).DayNumber;
        var end = Math.Max(start + 1, project.PhaseEnd(phase).DayNumber);
        var done = Math.Clamp(on.DayNumber - start, 0, end - start);
        return Math.Floor(share * done / (end - start));
    }

    /// <summary>Variations are agreed at three moments and billed with the next valuation.</summary>
    static IEnumerable<Line> Varied(Project project, DateOnly from, DateOnly to, LineAmounts amounts, string tax)
    {
        if (project.Variations == 0m) yield break;
        var third = Math.Floor(project.Variations / 3m);
        var moments = new[] { (45, third), (75, third), (100, project.Variations - 2 * third) };
        foreach (var (percent, amount) in moments)
        {
            var on = project.Start.AddDays(project.Days * percent / 100);
            if (from < on && on <= to)
                yield return Line.Of("Variation order", Variations, amount, tax, amounts, project, BuildPhases.Extras);
        }
    }

    /// <summary>Small private jobs are priced with VAT in.</summary>
    static LineAmounts AmountsOf(Project project) =>
        project.ContractSum < 60_000m && TaxOf(project) == "OUTPUT2" ? LineAmounts.Inclusive : LineAmounts.Exclusive;

    /// <summary>New dwellings are zero-rated, conversions reduced; developers account for the VAT themselves.</summary>
    static string TaxOf(Project project) => project.Kind switch
    {
        ProjectKind.NewBuild => "ZERORATEDOUTPUT",
        ProjectKind.Conversion when project.Customer.Name.EndsWith("Ltd", StringComparison.Ordinal) => "DRCHARGESUPPLY20",
        ProjectKind.Conversion => "RROUTPUT",
        _ => "OUTPUT2",
    };

    static Document Invoice(Company company, Project project, int sequence, DateOnly date, string note, IReadOnlyList<Line> lines, Seeded numbers) =>
        new(RecordKind.Invoices, $"sale/{project.Number}/{sequence}")
        {
            Type = "ACCREC",
            Number = $"{project.JobCode}-{sequence:D2}",
            Reference = project.Name,
            Contact = project.Customer,
            Date = date,
            DueDate = date.AddDays(21),
            Status = date.AddDays(4) > company.Calendar.Today ? "DRAFT" : "AUTHORISED",
            Amounts = AmountsOf(project),
            // The note says what the application covers and carries no money.
            Lines = numbers.PerMille(350) ? [Line.Text($"Application {sequence}. {note}"), .. lines] : lines,
        };
}
